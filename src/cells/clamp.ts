import type { BenchSource, CellTestbench, DesignContext, Limit, Port, Reference, Sizing, Targets } from './cell.js';
import { requireHeadroom, target } from './log-domain.js';
import { supplyPorts } from './ports.js';

/** What the two clamps of a weight share: an amplifier that opens a follower as the weight passes the bound. */

const references: readonly Reference[] = [
  {
    citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 5',
    equation: 'A = kappa V_A / (2 U_T) in weak inversion',
  },
  {
    citation: 'Bofill-i-Petit, Murray: Learning to compensate for mismatch with bounded STDP. NIPS 2003',
    equation: 'the weight of an additive rule is bounded by the circuit: 0 <= w <= 1',
  },
];

export function clampPorts(does: string, copies: number): readonly Port[] {
  return [
    { name: 'w', kind: 'charge', direction: 'inout', description: `weight; ${does}` },
    { name: 'bound', kind: 'voltage', direction: 'in', description: 'end of its range', level: 'v_bound' },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'tail of the amplifier',
      copies,
      driver: { cell: 'mirror-bias', reference: 'i_clamp' },
    },
    ...supplyPorts,
  ];
}

const targets = [{ name: 'bound', unit: 'V', description: 'end of the range of the weight' }] as const;

const currents = [
  { name: 'i_clamp', description: 'tail current of the amplifier' },
  { name: 'v_bound', unit: 'V', description: 'end of the range of the weight' },
] as const;

/** Volts to either side of the bound within which the current of a clamp turns over: twelve steps of the amplifier. */
export const TURNS_WITHIN = 12e-3;

const limits: readonly Limit[] = [
  {
    quantity: 'i_clamp',
    unit: 'A',
    min: 0.1e-9,
    max: 5e-9,
    because: 'an event would be over before the follower opens; the pair leaves weak inversion above',
  },
];

/** The parts of both definitions that do not depend on the end of the range. */
export const clampDefinition = { references, parameters: [], targets, currents, limits } as const;

/** Share of the buffer's tail: 0.3 nA cross the swing of the gate within a tenth of an event. */
const SHARE = 1 / 6;

/** Smallest current that counts and the one of an event, A: what the follower must pass between open and closed. */
const [CLOSED, OPEN] = [1e-15, 40e-12];

/**
 * @param room what is left for the saturation of the amplifier, V, when the source of its pair and the gate of its load
 *   stand there, V
 * @param under what has to be raised where that is too little; the supply when absent
 * @throws DesignRefusal when the bound leaves the amplifier no headroom
 */
export function designClamp(
  targets: Targets,
  context: DesignContext,
  room: (source: number, loadGate: number) => number,
  under?: { readonly node: string; readonly voltage: number },
): Sizing {
  const bound = target(targets, 'bound');
  const current = targets.current ?? SHARE * context.process.constants.bufferCurrent;
  const [pair, load] = [context.characterised('pair-n'), context.characterised('load-p')];
  // With the source above the bulk a gate voltage grows: V_s = kappa (V_g - V_gs), V_gs that of a grounded source.
  const source = pair.kappa(current / 2) * (bound - pair.gateVoltage(current / 2));
  requireHeadroom('the amplifier of a clamp', room(source, load.gateVoltage(current / 2)), context, under);
  const early = 1 / (1 / pair.earlyVoltage(current / 2) + 1 / load.earlyVoltage(current / 2));
  const gain = (pair.kappa(current / 2) * early) / context.thermalVoltage;
  return {
    references: { i_clamp: current, v_bound: bound },
    notes: [
      {
        element: 'i_clamp',
        value: current,
        unit: 'A',
        because: 'a sixth of a buffer: opens within a tenth of a pulse',
      },
      { element: 'v_bound', value: bound, unit: 'V', because: 'end of the range of the weight' },
    ],
    predictions: [
      { property: 'gain', value: gain, unit: '1' },
      {
        property: 'sharpness',
        value: (context.thermalVoltage / pair.kappa(current / 2) / gain) * Math.log(OPEN / CLOSED),
        unit: 'V',
        note: 'from 1 fA to 40 pA',
      },
    ],
  };
}

/** A current that would carry the weight away is held at the bound. @param sign of the current */
export function clampBench(bound: number, sign: 1 | -1): CellTestbench {
  const push: BenchSource = { port: 'w', kind: 'current', value: sign * 20e-12 };
  return {
    description: 'A current of 20 pA beyond the bound is taken over within a few millivolts of it.',
    targets: { bound },
    sources: () => [push],
    measures: [
      { name: 'held voltage', unit: 'V', vector: 'v(w)', expected: () => bound, tolerance: 5e-3, absolute: true },
    ],
  };
}
