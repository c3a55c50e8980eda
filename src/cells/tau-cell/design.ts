import type { DesignContext, Prediction, Sizing, Targets } from '../cell.js';
import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import { requireBelowStrongInversion, sizeLogDomainState, target, type LogDomainState } from '../log-domain.js';

/**
 * s = U_T d ln I / d V_s of a loop device at the source level. Physics says 1; the BSIM4 cards of sky130 say 0.94
 * to 0.95 below 10 pA, and a tau-cell shows no other slope factor: kappa cancels in the loop.
 */
const SOURCE_SLOPE = 0.949;
/** Keeps the input gate alive between events, A; it is also the rest value of the output. */
const REST = 0.3e-12;
/** Reference of the source level, A; four times as much flows, so that the loop's own current does not move it. */
const LEVEL = 10e-9;
/**
 * Where nothing is given: a decay current clear of the off currents, and a capacitor large against the 10 fF of `c`,
 * whose lag is 9 C_c/C of tau.
 */
const COMFORTABLE = 1e-12;
const LEAST_CAPACITANCE = 4e-12;
/** Input current beyond which the loop leaves weak inversion and the response collapses (README), A. */
const LARGEST_INPUT = 1e-9;
/** Keeps event edges off the internal bias nets. */
const DECOUPLING = 1e-12;

/** Sizes capacitor, decay current and input current; I_out(t) = I_rest + I_in (1 - exp(-t_p / tau)) exp(-t / tau). */
export function design(targets: Targets, context: DesignContext): Sizing {
  const output = context.characterised('mirror-p');
  const loop = context.characterised('loop-n');
  const sink = context.characterised('sink-n');
  const tau = target(targets, 'tau');
  const peak = target(targets, 'current');
  const pulse = target(targets, 'pulse');
  requireBelowStrongInversion('peak current', peak, output);

  // On the state node: two sources of the loop, through m3 the gate side of c, and the drain of the sink.
  const parasitic = 2 * loop.drainCapacitance + 2 * loop.gateCapacitance + 2 * sink.drainCapacitance;
  const leakage = 2 * loop.junctionLeakage + 2 * sink.junctionLeakage;
  const state = sizeLogDomainState(targets, context, {
    slope: SOURCE_SLOPE,
    leakage,
    parasitic,
    comfortable: COMFORTABLE,
    least: LEAST_CAPACITANCE,
  });
  requireBelowStrongInversion('decay current I_tau', state.netCurrent, loop);
  const input = peak / (1 - Math.exp(-pulse / tau));
  requireWeakInput(input, { peak, pulse, tau });

  return {
    parameters: { cn: state.capacitance, cref: DECOUPLING, ccas: DECOUPLING, cx0: DECOUPLING, cx1: DECOUPLING },
    references: { i_tau: state.netCurrent, i_in: input, i_rest: REST, i_ref: LEVEL },
    restCurrent: REST,
    notes: [
      { element: 'cn', value: state.capacitance, unit: 'F', because: state.because },
      {
        element: 'i_tau',
        value: state.netCurrent,
        unit: 'A',
        because: 'tau = (C + C_par) U_T / (s I_tau), s the source slope',
      },
      { element: 'i_in', value: input, unit: 'A', because: 'I_peak - I_rest = I_in (1 - exp(-t_p / tau))' },
      { element: 'i_rest', value: REST, unit: 'A', because: 'lets the input gate follow; the output rests there' },
      { element: 'i_ref', value: LEVEL, unit: 'A', because: 'large against the currents of the loop' },
    ],
    predictions: predictionsOf(state, leakage, peak, context),
  };
}

/** @throws DesignRefusal for an input current at which the loop no longer multiplies */
function requireWeakInput(
  input: number,
  { peak, pulse, tau }: Readonly<Record<'peak' | 'pulse' | 'tau', number>>,
): void {
  if (input > LARGEST_INPUT) {
    throw new DesignRefusal(
      `a peak of ${formatQuantity(peak, 'A')} with a pulse of ${formatQuantity(pulse, 's')} and tau ` +
        `${formatQuantity(tau, 's')} needs an input of ${formatQuantity(input, 'A')}, beyond the ` +
        `${formatQuantity(LARGEST_INPUT, 'A')} at which the loop still multiplies`,
      `set circuit.trace.current to at most ${formatQuantity((peak * LARGEST_INPUT) / input, 'A')} or ` +
        `take a longer pulse`,
    );
  }
}

function predictionsOf(
  state: LogDomainState,
  leakage: number,
  peak: number,
  { thermalVoltage }: DesignContext,
): Prediction[] {
  return [
    {
      property: 'tau',
      value: (state.totalCapacitance * thermalVoltage) / (SOURCE_SLOPE * state.netCurrent),
      unit: 's',
    },
    {
      property: 'leakage',
      value: leakage,
      unit: 'A',
      note: `${((100 * leakage) / state.netCurrent).toFixed(1)} % of I_tau`,
    },
    { property: 'rest current', value: REST, unit: 'A', note: `${((100 * REST) / peak).toFixed(1)} % of the peak` },
  ];
}
