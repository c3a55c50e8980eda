import type { ParameterDefinition, Port, Sizing, TargetDefinition, Targets } from './cell.js';
import { target } from './log-domain.js';

/**
 * Holds a bias still while events couple into it: with 1 pF an event moves a threshold by 0.8 mV and the peak by 3 %.
 */
const DECOUPLING = 10e-12;

export const biasTargets: readonly TargetDefinition[] = [
  { name: 'current', unit: 'A', description: 'reference current' },
];

/** Where the reference current of a bias for nFETs enters, and what it makes of it. */
export const fedFromSupply: Port = {
  name: 'out',
  kind: 'bias',
  direction: 'out',
  description: 'gate voltage; the reference current enters here',
  reference: 'from-supply',
};

export function decoupled(rail: string): ParameterDefinition {
  return { name: 'cdecouple', unit: 'F', description: `decoupling to ${rail}`, decouples: true };
}

/** A bias cell only carries the current of the cell it serves. */
export function designBias(targets: Targets): Sizing {
  const current = target(targets, 'current');
  return {
    parameters: { cdecouple: DECOUPLING },
    notes: [
      { element: 'reference', value: current, unit: 'A', because: 'asked for by the cell it serves' },
      { element: 'cdecouple', value: DECOUPLING, unit: 'F', because: 'holds the bias while events couple into it' },
    ],
  };
}
