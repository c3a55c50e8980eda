import { bumpKappa } from '../bump-pair.js';
import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireBelowStrongInversion, sizeLogDomainState, target } from '../log-domain.js';

/** Tail current a capacitor of our own choice should give: clear of the off currents of the pair at 60 C, A. */
const COMFORTABLE = 3e-12;
const LEAST_CAPACITANCE = 1e-12;

/** tau = (C + C_par) 3 U_T / (kappa I_b): the equation of a log-domain state with kappa / 3 for its slope. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const tau = target(targets, 'tau');
  const reference = target(targets, 'reference');
  const pair = context.characterised('pair-n');
  const mirror = context.characterised('mirror-p');
  const kappa = bumpKappa(COMFORTABLE, context);
  const parasitic = 2 * pair.gateCapacitance + pair.drainCapacitance + mirror.drainCapacitance;
  const leakage = 2 * pair.junctionLeakage + mirror.offCurrent;
  const state = sizeLogDomainState(targets, context, {
    slope: kappa / 3,
    leakage,
    parasitic,
    comfortable: COMFORTABLE,
    least: LEAST_CAPACITANCE,
  });
  requireBelowStrongInversion('tail current', state.netCurrent, mirror);
  return {
    parameters: { ce: state.capacitance },
    references: { i_leak: state.netCurrent, v_ref: reference },
    notes: [
      { element: 'ce', value: state.capacitance, unit: 'F', because: state.because },
      { element: 'i_leak', value: state.netCurrent, unit: 'A', because: 'tau = (C + C_par) 3 U_T / (kappa I_b)' },
      { element: 'v_ref', value: reference, unit: 'V', because: 'asked for: stands for 0' },
    ],
    predictions: [
      { property: 'tau', value: tau, unit: 's' },
      { property: 'transconductance', value: (kappa * state.netCurrent) / (3 * context.thermalVoltage), unit: 'S' },
      {
        property: 'leakage',
        value: leakage,
        unit: 'A',
        note: `${((100 * leakage) / state.netCurrent).toFixed(1)} % of I_b`,
      },
    ],
  };
}
