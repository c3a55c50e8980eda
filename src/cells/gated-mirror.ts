import { geometryLabel } from '../process/process.js';
import type {
  BenchMeasure,
  CellTestbench,
  DesignContext,
  Limit,
  Port,
  Reference,
  Sizing,
  TargetDefinition,
  Targets,
} from './cell.js';
import { requireAboveOff, requireWeakInversion, target } from './log-domain.js';
import { supplyPorts } from './ports.js';

/** What the two polarities of the gated mirror share. */

export const gatedMirrorReferences: readonly Reference[] = [
  {
    citation: 'Bofill-i-Petit, Murray: Learning to compensate for mismatch with bounded STDP. NIPS 2003',
    equation: "dV_w = I_trace t_p / C_w during the other side's event",
  },
  {
    citation:
      'Azghadi, Iannella, Al-Sarawi, Indiveri, Abbott: Spike-based synaptic plasticity in silicon. Proc. ' +
      'IEEE 102, 717-737 (2014)',
    equation: 'steering to a dump node instead of switching the mirror off',
  },
];

export function gatedMirrorPorts(out: string, copies: number, biases: readonly Port[] = []): readonly Port[] {
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
    { name: 'out', kind: 'charge', direction: 'inout', description: out },
    {
      name: 'dump',
      kind: 'voltage',
      direction: 'in',
      description: 'takes the current otherwise; must follow out',
      follows: 'out',
    },
    ...biases,
    ...supplyPorts,
  ];
}

export const gatedMirrorTargets: readonly TargetDefinition[] = [
  { name: 'current', unit: 'A', description: 'largest current to be copied' },
];

export const gatedMirrorLimits: readonly Limit[] = [
  {
    quantity: 'current',
    unit: 'A',
    min: 1e-12,
    max: 50e-9,
    because:
      'above the leakage of the switches; a trace stays below 100 pA, a packet may be larger, both sides ' +
      'of the mirror being alike',
  },
];

/** The copy is one to one; the current must suit the device that carries it. */
export function designGatedMirror(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  if (targets.packet === undefined)
    requireWeakInversion('copied trace current', current, context.characterised('trace-p'));
  return {
    references: { i_in: current },
    predictions: [
      {
        property: 'switch leakage',
        value: Math.max(context.characterised('steer-p').offCurrent, context.characterised('steer-n').offCurrent),
        unit: 'A',
        note: 'with the full half supply across an open switch; the buffered dump node leaves far less',
      },
    ],
  };
}

/** Lengths that are asked for are multiples of this, m. */
const LENGTH_STEP = 1e-6;

/**
 * What a sink adds to a source: an nFET mirror turns the copy round, and its output carries the off current when there
 * is no trace.
 *
 * @throws DesignRefusal when that is not far below the largest current
 */
export function turnedRound({ predictions = [], ...sizing }: Sizing, current: number, context: DesignContext): Sizing {
  const mirror = context.characterised('mirror-n');
  const { geometry } = mirror.device;
  const longer = {
    ...geometry,
    l: LENGTH_STEP * Math.ceil((geometry.l * mirror.smallestCurrent) / current / LENGTH_STEP),
  };
  requireAboveOff(
    'largest trace through the mirror of a sink',
    current,
    mirror,
    `every event would take the off current from the weight, trace or not: use longer mirrors (circuit: ` +
      `sizes: { mirror-n: ${geometryLabel(longer)} }), or larger currents by a shorter pulse or a larger ` +
      `weight capacitor`,
  );
  const share =
    `${(100 * (mirror.offCurrent / current)).toPrecision(2)} % of the largest, taken by every event without ` +
    `a trace`;
  return {
    ...sizing,
    predictions: [
      ...predictions,
      { property: 'off current of the mirror', value: mirror.offCurrent, unit: 'A', note: share },
    ],
  };
}

/** The copied current, measured into a node held at the middle of the weight range. */
export function gatedMirrorBench(sign: 1 | -1, measures: readonly BenchMeasure[] = []): CellTestbench {
  const middle = (context: DesignContext): number =>
    (context.process.constants.weightRange[0] + context.process.constants.weightRange[1]) / 2;
  return {
    description: 'With the event on, the copy of a 20 pA reference reaches the charge node held at mid range.',
    targets: { current: 20e-12 },
    sources: (context) => [
      { port: 'on', kind: 'voltage', value: context.supply },
      { port: 'out', kind: 'voltage', value: middle(context) },
      { port: 'dump', kind: 'voltage', value: middle(context) },
    ],
    measures: [
      // Early effect of one pFET copy (VA about 28 V) the sink's nFETs are cascoded.
      {
        name: 'copied current',
        unit: 'A',
        vector: 'i(out)',
        expected: () => sign * 20e-12,
        tolerance: 0.05,
      },
      ...measures,
    ],
  };
}
