import type {
  BenchMeasure,
  CellTestbench,
  DesignContext,
  Limit,
  Port,
  Reference,
  ReferenceDefinition,
  Sizing,
  TargetDefinition,
  Targets,
} from './cell.js';
import { gatedMirrorReferences } from './gated-mirror.js';
import { requireHeadroom, target } from './log-domain.js';
import { supplyPorts } from './ports.js';

/**
 * What the two polarities of the soft-bounded mirror share: a gated mirror whose current a pair steers by the weight.
 */
export interface SoftBound {
  /** Which way the current into the weight flows. */
  readonly sign: 1 | -1;
  /** Role of the pair. */
  readonly pair: 'bound-p' | 'bound-n';
  /**
   * What the source of the pair, half a volt off the bulk, adds to the kappa of the characterised device (measured,
   * README).
   */
  readonly bodyFactor: number;
}

export const SOURCE: SoftBound = { sign: 1, pair: 'bound-p', bodyFactor: 1.025 };
export const SINK: SoftBound = { sign: -1, pair: 'bound-n', bodyFactor: 1.059 };

export const softBoundReferences: readonly Reference[] = [
  ...gatedMirrorReferences,
  {
    citation: 'Indiveri: Neuromorphic bistable VLSI synapses with spike-timing-dependent plasticity. NIPS 2002',
    equation: 'weight-dependent update by a pair gated by the weight: dV_w = A / (1 + exp(+-kappa (V_w - V_b) / U_T))',
  },
];

/** I_out = I_in / (1 + exp(sign kappa (V_w - V_b) / U_T)) during the event. */
export function softBoundPorts(out: string, copies: number): readonly Port[] {
  return [
    {
      name: 'in',
      kind: 'gate-p',
      direction: 'in',
      description: 'trace, as a pFET gate voltage',
      copies,
      driver: { cell: 'replica-bias', reference: 'i_in' },
    },
    { name: 'on', kind: 'event', direction: 'in', description: 'steers the current to out while high' },
    { name: 'on_b', kind: 'event-n', direction: 'in', description: 'its complement', complementOf: 'on' },
    {
      name: 'vb',
      kind: 'voltage',
      direction: 'in',
      description: 'weight voltage at which half of the current flows',
      level: 'v_b',
    },
    { name: 'out', kind: 'charge', direction: 'inout', description: out },
    {
      name: 'dump',
      kind: 'voltage',
      direction: 'in',
      description: 'takes the rest of the current; must follow out',
      follows: 'out',
    },
    ...supplyPorts,
  ];
}

export const softBoundTargets: readonly TargetDefinition[] = [
  { name: 'current', unit: 'A', description: 'largest current to be copied' },
  { name: 'bound', unit: 'V', description: 'V_b: weight voltage at which half of the current flows' },
];

export const softBoundCurrents: readonly ReferenceDefinition[] = [
  { name: 'i_in', description: 'input current, where the input is not a trace' },
  { name: 'v_b', unit: 'V', description: 'weight voltage at which half of the current flows' },
];

export const softBoundLimits: readonly Limit[] = [
  {
    quantity: 'current',
    unit: 'A',
    min: 5e-12,
    max: 60e-12,
    because: 'leakage bends the logistic by 5 % at 1 pA and 60 C below; the pFET pair leaves weak inversion above',
  },
  {
    quantity: 'v_b',
    unit: 'V',
    min: 0.75,
    max: 1.1,
    because: 'the pair needs its gate-source voltage between the weight and either mirror',
  },
];

/** kappa of the pair at the weight's level; half of the current in each branch. @param current A */
export function softBoundKappa({ pair, bodyFactor }: SoftBound, current: number, context: DesignContext): number {
  return bodyFactor * context.characterised(pair).kappa(current / 2);
}

/** The copy is one to one; V_b is passed on, and the slope of the bound follows from kappa. */
export function designSoftBound(bound: SoftBound, targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const level = target(targets, 'bound');
  const pair = context.characterised(bound.pair);
  const room = (voltage: number): number => voltage - pair.gateVoltage(current);
  if (bound.sign > 0) requireHeadroom('the mirror behind the pair', room(context.supply - level), context);
  else
    requireHeadroom('the mirror behind the pair', room(level), context, {
      node: 'middle of the weight range',
      voltage: level,
    });
  const kappa = softBoundKappa(bound, current, context);
  return {
    references: { i_in: current, v_b: level },
    notes: [{ element: 'v_b', value: level, unit: 'V', because: 'the weight w = 0.5: half of the current flows' }],
    predictions: [
      { property: 'kappa', value: kappa, unit: '1', note: 'of the pair at V_b' },
      {
        property: 'range',
        value: (4 * context.thermalVoltage) / kappa,
        unit: 'V',
        note: 'from w = 0 to w = 1 where the logistic has the slope of a linear bound at V_b',
      },
    ],
  };
}

/** The current at a weight one thermal voltage on the closed side of V_b; the copy brings its Early effect along. */
export function softBoundBench(
  bound: SoftBound,
  tolerance: number,
  measures: readonly BenchMeasure[] = [],
): CellTestbench {
  const [current, level] = [20e-12, 0.9];
  const weight = (context: DesignContext): number => level + bound.sign * context.thermalVoltage;
  return {
    description:
      'With the event on and the weight one thermal voltage beyond V_b, the pair lets the logistic share ' +
      'of a 20 pA reference through.',
    targets: { current, bound: level },
    sources: (context) => [
      { port: 'on', kind: 'voltage', value: context.supply },
      { port: 'out', kind: 'voltage', value: weight(context) },
      { port: 'dump', kind: 'voltage', value: weight(context) },
    ],
    measures: [
      {
        name: 'bounded current',
        unit: 'A',
        vector: 'i(out)',
        expected: (context) => (bound.sign * current) / (1 + Math.exp(softBoundKappa(bound, current, context))),
        tolerance,
      },
      ...measures,
    ],
  };
}
