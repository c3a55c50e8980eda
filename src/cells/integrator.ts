import type { CellTestbench, DesignContext, Prediction, Sizing, Targets } from './cell.js';
import type { CharacterisedDevice } from '../process/characterisation.js';
import type { Role } from '../process/process.js';
import {
  decayKappa,
  requireBelowStrongInversion,
  requireHeadroom,
  requireWeakInversion,
  sizeLogDomainState,
  target,
  type LogDomainState,
} from './log-domain.js';

/** What every DPI has in common: the state node and the current that makes it decay. */
export interface IntegratorState {
  readonly output: CharacterisedDevice;
  readonly pair: CharacterisedDevice;
  /** Output after one event, a base included, A. */
  readonly peak: number;
  /** Duration of an event, s. */
  readonly pulse: number;
  /** Current that enters or leaves the node uninvited, A. */
  readonly leakage: number;
  readonly state: LogDomainState;
}

/**
 * Sizes the state node of a DPI whose pair has that role.
 *
 * @param comfortable smallest decay current that a capacitor of our own choice should give, A
 */
export function sizeIntegratorState(
  targets: Targets,
  context: DesignContext,
  role: Role,
  comfortable = 0,
): IntegratorState {
  const output = context.characterised('trace-p');
  const pair = context.characterised(role);
  const peak = target(targets, 'current') + (targets.base ?? 0);
  const pulse = target(targets, 'pulse');
  requireWeakInversion('peak current', peak, output);

  // On the node: the gates of the output and of every reader, the drains of the decay mirror and of the pair, and the
  // half of the pair device's gate capacitance that does not end on its own drain.
  const gates = 1 + (targets.readers ?? 0);
  const parasitic =
    gates * output.gateCapacitance + output.drainCapacitance + pair.drainCapacitance + pair.gateCapacitance / 2;
  const leakage = output.offCurrent + 2 * pair.junctionLeakage;
  const state = sizeLogDomainState(targets, context, {
    slope: decayKappa(output, peak),
    leakage,
    parasitic,
    comfortable,
  });
  requireWeakInversion('decay current I_tau', state.netCurrent, output);
  return { output, pair, peak, pulse, leakage, state };
}

/**
 * Sizes a log-domain integrator (a DPI, or the leaky capacitor of an eligibility trace) from tau and peak current.
 *
 * The tail current is the exact integral of C dV/dt = I_w / (1 + exp(kappa_n v / U_T)) from rest (V = VDD) to the peak:
 * the charge to reach the threshold, V_sg(I_g), plus what the pair lets through above it.
 *
 * @param tail name of the reference current that charges it during an event
 */
export function sizeIntegrator(targets: Targets, context: DesignContext, tail: string): Sizing {
  const integrator = sizeIntegratorState(targets, context, 'pair-n');
  const { output, pair, peak, state } = integrator;
  const gateCurrent =
    targets.multiple === undefined ? gateOf(targets, context) : gateForSharedTail(targets, targets.multiple, context);
  const tauCurrent = state.netCurrent;
  const tailCurrent = tailFor(integrator, gateCurrent, targets.base, context);
  // The pair's share follows from two exponentials; above weak inversion more of the tail than that reaches the
  // capacitor.
  requireBelowStrongInversion(
    'tail current during an event',
    tailCurrent,
    pair,
    'use a longer pulse, a smaller capacitor or a smaller peak',
  );
  const headroom = context.supply - output.gateVoltage(peak) - pair.gateVoltage(tailCurrent);
  requireHeadroom('the tail at the peak', headroom, context);

  return {
    parameters: { csyn: state.capacitance },
    references: { i_tau: tauCurrent, [tail]: tailCurrent, i_gate: gateCurrent },
    notes: [
      { element: 'csyn', value: state.capacitance, unit: 'F', because: state.because },
      { element: 'i_tau', value: tauCurrent, unit: 'A', because: 'tau = (C + C_par) U_T / (kappa_p I_tau)' },
      { element: tail, value: tailCurrent, unit: 'A', because: TAIL_EQUATION },
      {
        element: 'i_gate',
        value: gateCurrent,
        unit: 'A',
        because: `${gateReason(targets)}; V_thr is its replica, so it follows the corner`,
      },
    ],
    predictions: [
      ...predictionsOf(integrator, headroom, context),
      laterEvents(integrator, gateCurrent, targets.base, context),
    ],
  };
}

function predictionsOf(
  { leakage, state }: IntegratorState,
  headroom: number,
  { thermalVoltage }: DesignContext,
): Prediction[] {
  return [
    { property: 'tau', value: (state.totalCapacitance * thermalVoltage) / (state.kappa * state.netCurrent), unit: 's' },
    {
      property: 'leakage',
      value: leakage,
      unit: 'A',
      note: `${((100 * leakage) / state.netCurrent).toFixed(1)} % of I_tau`,
    },
    { property: 'headroom', value: headroom, unit: 'V', note: 'left for the tail at the peak' },
  ];
}

/**
 * What an event adds to a trace that stands at its peak, over what the first one adds: from rest the charge also brings
 * the node down to the threshold.
 */
function laterEvents(
  { output, pair, peak, state }: IntegratorState,
  gate: number,
  base: number | undefined,
  { thermalVoltage }: DesignContext,
): Prediction {
  const above = chargeAbove({ pair, state }, gate, base, thermalVoltage);
  const swing = above(peak) - (base === undefined ? -output.gateVoltage(gate) : above(base));
  let [low, high] = [peak, MOST_LATER * peak];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (above(middle) - above(peak) < swing) low = middle;
    else high = middle;
  }
  return {
    property: 'later events',
    value: (low - peak) / (peak - (base ?? 0)),
    unit: '1',
    note: 'what an event adds to a trace at its peak, over what the first one after a rest adds',
  };
}

/** More than this of the first no later event adds. */
const MOST_LATER = 20;

/** Charge over capacitance that takes the output from the threshold to a current. */
function chargeAbove(
  { pair, state }: Pick<IntegratorState, 'pair' | 'state'>,
  gate: number,
  base: number | undefined,
  thermalVoltage: number,
): (current: number) => number {
  const pairKappa = (base === undefined ? 1 : RAISED_SOURCE) * pair.kappa(Math.max(pair.smallestCurrent, gate * 10));
  return (current) =>
    (thermalVoltage / state.kappa) * Math.log(current / gate) +
    (thermalVoltage / pairKappa) * (current / gate) ** (pairKappa / state.kappa);
}

/** Tail current, A, that takes a DPI from its base (rest when absent) to its peak within an event. */
function tailFor(
  { output, pair, peak, pulse, state }: IntegratorState,
  gate: number,
  base: number | undefined,
  { thermalVoltage }: DesignContext,
): number {
  const above = chargeAbove({ pair, state }, gate, base, thermalVoltage);
  const swing = above(peak) - (base === undefined ? -output.gateVoltage(gate) : above(base));
  return (state.totalCapacitance * swing) / pulse + state.netCurrent;
}

function gateOf({ gate }: Targets, { process }: DesignContext): number {
  return gate ?? process.constants.gateCurrent;
}

const BISECTIONS = 50;

/**
 * The threshold current at which this cell needs the tail current of a cell with 1/multiple of its currents: about the
 * same multiple, but kappa is another at other currents, and tails on one gate cannot differ by that.
 */
function gateForSharedTail(targets: Targets, multiple: number, context: DesignContext): number {
  const { base } = targets;
  const gate = gateOf(targets, context);
  const light: Targets = {
    ...targets,
    current: target(targets, 'current') / multiple,
    ...(base === undefined ? {} : { base: base / multiple }),
  };
  const wanted = tailFor(sizeIntegratorState(light, context, 'pair-n'), gate / multiple, light.base, context);
  const own = sizeIntegratorState(targets, context, 'pair-n');
  let [low, high] = [gate / 2, gate * 2];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = Math.sqrt(low * high);
    if (tailFor(own, middle, base, context) > wanted) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function gateReason({ gate, multiple }: Targets): string {
  if (multiple !== undefined)
    return 'carries the weight, and such that the tail is that of the lightest synapse on the same gain';
  return gate === undefined ? 'constant of the process' : 'carries the weight';
}

/**
 * kappa of the pair in a train, its source at 0.8 V, over that of the characterised device with its source grounded:
 * 0.762 to 0.765 for 0.682, from the charge that either side of the pair takes in a transient (tt 27 C, 9 and 18 pA,
 * thresholds of 1 and 2 pA). From rest half of the charge is spent below the threshold and the grounded kappa is near
 * enough.
 */
const RAISED_SOURCE = 1.12;

/** The equation of the tail current, for sizing tables and READMEs. */
export const TAIL_EQUATION =
  'I t_p = (C + C_par) (V_sg(I_g) + U_T/kappa_p ln(I_peak/I_g) + U_T/kappa_n ' +
  '(I_peak/I_g)^(kappa_n/kappa_p)) + I_tau t_p';

/** At rest an integrator carries leakage only, and the replica's voltage is its threshold. */
export function integratorBench(input: string, targets: Targets): CellTestbench {
  return {
    description: 'At rest: no event, the output carries leakage only and the replica sets the threshold.',
    targets,
    sources: (context) => [
      input === 'in' ? { port: input, kind: 'current', value: 0 } : { port: input, kind: 'voltage', value: 0 },
      { port: 'iout', kind: 'voltage', value: context.process.constants.monitorVoltage },
    ],
    measures: [
      { name: 'rest current', unit: 'A', vector: 'i(iout)', expected: () => 0, tolerance: 50e-15, absolute: true },
      {
        name: 'threshold',
        unit: 'V',
        vector: 'v(vthr)',
        expected: (context, sized) =>
          context.supply - context.characterised('trace-p').gateVoltage(sized.references.i_gate ?? NaN),
        tolerance: 5e-3,
        absolute: true,
      },
    ],
  };
}
