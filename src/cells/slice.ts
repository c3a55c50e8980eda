import type {
  DesignContext,
  DeviceSlot,
  Limit,
  Port,
  ReferenceDefinition,
  Sizing,
  TargetDefinition,
  Targets,
} from './cell.js';
import { requireBelowStrongInversion, target } from './log-domain.js';
import { supplyPorts, traceOutputs } from './ports.js';

/**
 * What the slices of a group on one common node share: each takes a trace, competes for the budget of the common tail
 * and gives its share on as a trace that mirrors can read.
 */

export const slicePorts: readonly Port[] = [
  {
    name: 'in',
    kind: 'gate-p',
    direction: 'in',
    description: 'input current, as a pFET gate voltage',
    copies: 1,
    driver: { cell: 'replica-bias', reference: 'i_in' },
  },
  {
    name: 'common',
    kind: 'charge',
    direction: 'inout',
    description: 'node on which the slices meet; the common tail draws the budget from it',
  },
  { name: 'level', kind: 'voltage', direction: 'in', description: 'source level of the slices, from the common tail' },
  ...traceOutputs,
  ...supplyPorts,
];

/** The input copy and the diode and copy of the output; the pair between them is the slice's own. */
export const sliceDevices: readonly DeviceSlot[] = [
  { name: 'mcopy', role: 'trace-p' },
  { name: 'min', role: 'pair-n' },
  { name: 'mshare', role: 'pair-n' },
  { name: 'mdiode', role: 'trace-p' },
  { name: 'mout', role: 'trace-p' },
];

export const sliceTargets: readonly TargetDefinition[] = [
  { name: 'current', unit: 'A', description: 'largest current of the slice, input or output' },
];

export const sliceCurrents: readonly ReferenceDefinition[] = [
  { name: 'i_in', description: 'input current, where the input is not a trace' },
];

export const sliceLimits: readonly Limit[] = [
  {
    quantity: 'current',
    unit: 'A',
    min: 1e-12,
    max: 100e-12,
    because: 'above the junctions of the pair and inside its weak inversion',
  },
];

/** Mirrors and pair are one to one: only the region is checked. */
export function designSlice(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const pair = context.characterised('pair-n');
  requireBelowStrongInversion('slice current', current, pair);
  requireBelowStrongInversion('slice current', current, context.characterised('trace-p'));
  return {
    references: { i_in: current },
    predictions: [
      {
        property: 'output floor',
        value: SLICE_JUNCTIONS * pair.junctionLeakage,
        unit: 'A',
        note: 'junctions of the output device; a smaller share is not seen',
      },
    ],
  };
}

/** Junctions of the output device, drain and source, whose leakage adds to the output. */
export const SLICE_JUNCTIONS = 2;
