import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireWeakInversion, sizeLogDomainState, target } from '../log-domain.js';

/** Sizes the capacitor and the leak from tau; the peak current is set by its own replica. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const output = context.characterised('trace-p');
  const switching = context.characterised('steer-p');
  const peak = target(targets, 'current');
  requireWeakInversion('peak current', peak, output);

  // On the node: the gates of the output and of every reader, the drains of the leak mirror and of the switch.
  const gates = 1 + (targets.readers ?? 0);
  const parasitic = gates * output.gateCapacitance + output.drainCapacitance + switching.drainCapacitance;
  // The open switch has its gate at the supply and stands between syn and vset, where its channel is fully shut.
  const leakage = output.offCurrent + switching.junctionLeakage;
  const state = sizeLogDomainState(targets, context, output, leakage, parasitic);
  requireWeakInversion('leak current I_leak', state.netCurrent, output);

  return {
    parameters: { csyn: state.capacitance },
    references: { i_leak: state.netCurrent, i_peak: peak },
    notes: [
      { element: 'csyn', value: state.capacitance, unit: 'F', because: state.because },
      { element: 'i_leak', value: state.netCurrent, unit: 'A', because: 'tau = (C + C_par) U_T / (kappa_p I_leak)' },
      { element: 'i_peak', value: peak, unit: 'A', because: 'the set level is the gate voltage of its replica' },
    ],
    predictions: [
      { property: 'tau', value: (state.totalCapacitance * context.thermalVoltage) / (state.kappa * state.netCurrent), unit: 's' },
      { property: 'leakage', value: leakage, unit: 'A', note: `${((100 * leakage) / state.netCurrent).toFixed(1)} % of I_leak` },
      { property: 'set level', value: context.supply - output.gateVoltage(peak), unit: 'V' },
    ],
  };
}
