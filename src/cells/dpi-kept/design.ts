import type { DesignContext, Prediction, Sizing, Targets } from '../cell.js';
import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import { sizeIntegratorState, type IntegratorState } from '../integrator.js';
import { requireHeadroom } from '../log-domain.js';

/**
 * I_g under the peak: the charge below I_g is then a few per cent of an event's, whatever the event finds on the node.
 */
const GATE_SHARE = 1 / 250;
/**
 * Rest current under the peak. Smaller, and the first event pays more to leave it; larger, and every mirror reads more
 * at rest.
 */
const REST_SHARE = 1 / 200;
/** I_rest = I_g (I_keep / I_tau - 1). */
const KEEP_RATIO = 1 + REST_SHARE / GATE_SHARE;
/** The replica that makes V_thr must carry I_g, not its own leakage: below this ratio there is no threshold. */
const OFF_MARGIN = 4;
/** The mirror of I_keep needs this much, A (mirror-bias). */
const LEAST_KEEP = 0.5e-12;

/**
 * Sizes capacitor and currents. The tail current is the integral of C dV/dt = I_w / (1 + (I/I_g)^(s_n/kappa_p)) from
 * rest to the peak.
 */
export function design(targets: Targets, context: DesignContext): Sizing {
  const comfortable = (1.1 * LEAST_KEEP) / KEEP_RATIO;
  const integrator = sizeIntegratorState(targets, context, 'loop-n', comfortable);
  const { output, pair, peak, state } = integrator;
  const tauCurrent = state.netCurrent;
  const gateCurrent = peak * GATE_SHARE;
  requireThreshold(gateCurrent, peak, output.offCurrent, context);
  const restCurrent = peak * REST_SHARE;
  const tailCurrent = tailFor(integrator, gateCurrent, restCurrent, context);
  const headroom = context.supply - output.gateVoltage(gateCurrent) - pair.gateVoltage(tailCurrent);
  requireHeadroom('the tail during an event', headroom, context);

  return {
    parameters: { csyn: state.capacitance },
    references: { i_tau: tauCurrent, i_w: tailCurrent, i_keep: KEEP_RATIO * tauCurrent, i_gate: gateCurrent },
    restCurrent,
    notes: [
      { element: 'csyn', value: state.capacitance, unit: 'F', because: state.because },
      { element: 'i_tau', value: tauCurrent, unit: 'A', because: 'tau = (C + C_par) U_T / (kappa_p I_tau)' },
      { element: 'i_w', value: tailCurrent, unit: 'A', because: 'charge of one event, from rest to the peak' },
      { element: 'i_keep', value: KEEP_RATIO * tauCurrent, unit: 'A', because: 'I_rest = I_g (I_keep / I_tau - 1)' },
      {
        element: 'i_gate',
        value: gateCurrent,
        unit: 'A',
        because: 'a 250th of the peak; V_thr is its replica, so it follows the corner',
      },
    ],
    predictions: predictionsOf(integrator, restCurrent, headroom, context),
  };
}

/** @throws DesignRefusal for a threshold current that the leakage of its device hides */
function requireThreshold(gateCurrent: number, peak: number, offCurrent: number, { temperature }: DesignContext): void {
  const least = OFF_MARGIN * offCurrent;
  if (gateCurrent < least) {
    throw new DesignRefusal(
      `a peak of ${formatQuantity(peak, 'A')} needs a threshold current I_g of ` +
        `${formatQuantity(gateCurrent, 'A')}, and the device that sets it leaks ` +
        `${formatQuantity(offCurrent, 'A')} at ${temperature} C`,
      `ask for a peak of at least ${formatQuantity(least / GATE_SHARE, 'A')} (circuit.trace.current), a ` +
        `lower temperature, or the trace cell dpi`,
    );
  }
}

/** Tail current, A, that takes the node from rest to the peak within an event. */
function tailFor(
  { pair, peak, pulse, state }: IntegratorState,
  gateCurrent: number,
  restCurrent: number,
  { thermalVoltage }: DesignContext,
): number {
  const top = peak + restCurrent;
  // Gate and drain of the pair's device are one node: its Early effect adds to its kappa.
  const carried = Math.max(pair.smallestCurrent, peak);
  const pairSlope = pair.kappa(carried) + thermalVoltage / pair.earlyVoltage(carried);
  const above = (current: number): number => (current / gateCurrent) ** (pairSlope / state.kappa);
  const swing =
    (thermalVoltage / state.kappa) * Math.log(top / restCurrent) +
    (thermalVoltage / pairSlope) * (above(top) - above(restCurrent));
  return (state.totalCapacitance * swing) / pulse + state.netCurrent;
}

function predictionsOf(
  { leakage, peak, state }: IntegratorState,
  restCurrent: number,
  headroom: number,
  { thermalVoltage }: DesignContext,
): Prediction[] {
  const tauCurrent = state.netCurrent;
  return [
    { property: 'tau', value: (state.totalCapacitance * thermalVoltage) / (state.kappa * tauCurrent), unit: 's' },
    {
      property: 'rest current',
      value: restCurrent,
      unit: 'A',
      note: `${((100 * restCurrent) / peak).toFixed(1)} % of the peak`,
    },
    {
      property: 'leakage',
      value: leakage,
      unit: 'A',
      note: `${((100 * leakage) / tauCurrent).toFixed(1)} % of I_tau`,
    },
    { property: 'headroom', value: headroom, unit: 'V', note: 'left for the tail during an event' },
  ];
}
