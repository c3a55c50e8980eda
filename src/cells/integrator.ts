import type { CellTestbench, DesignContext, Sizing, Targets } from './cell.js';
import { requireWeakInversion, sizeLogDomainState, target } from './log-domain.js';

/**
 * Sizes a log-domain integrator (a DPI, or the leaky capacitor of an eligibility trace) from tau and peak current.
 *
 * @param leakage current that the closed gate of the tail draws through the pair, A
 * @param tail name of the reference current that charges it during an event
 */
export function sizeIntegrator(targets: Targets, context: DesignContext, leakage: number, tail: string): Sizing {
  const output = context.characterised('trace-p');
  const pair = context.characterised('pair-n');
  const peak = target(targets, 'current');
  const pulse = target(targets, 'pulse');
  requireWeakInversion('peak current', peak, output);

  // On the node: two gates (output, reader), the drain of the decay mirror, gate and drain of the diode-connected pair device.
  const parasitic = 2 * output.gateCapacitance + output.drainCapacitance + pair.gateCapacitance + pair.drainCapacitance;
  const state = sizeLogDomainState(targets, context, output, leakage, parasitic);
  const tauCurrent = state.netCurrent + leakage;
  requireWeakInversion('decay current I_tau', tauCurrent, output);

  const gateCurrent = context.process.constants.gateCurrent;
  const restCharge = state.totalCapacitance * output.gateVoltage(peak);
  const gainCharge = ((state.totalCapacitance * context.thermalVoltage) / state.kappa) * (peak / gateCurrent);
  const tailCurrent = (restCharge + gainCharge) / pulse + tauCurrent;

  return {
    parameters: { csyn: state.capacitance },
    references: { i_tau: tauCurrent, [tail]: tailCurrent, i_gate: gateCurrent },
    notes: [
      { element: 'csyn', value: state.capacitance, unit: 'F', because: state.because },
      { element: 'i_tau', value: tauCurrent, unit: 'A', because: 'tau = (C + C_par) U_T / (kappa_p (I_tau - I_leak))' },
      { element: tail, value: tailCurrent, unit: 'A', because: 'I t_p = C V_sg(I_peak) + (C U_T / kappa_p) I_peak / I_g + I_tau t_p' },
      { element: 'i_gate', value: gateCurrent, unit: 'A', because: 'constant of the process; V_thr is its replica, so it follows the corner' },
    ],
    predictions: [
      { property: 'tau', value: (state.totalCapacitance * context.thermalVoltage) / (state.kappa * state.netCurrent), unit: 's' },
      { property: 'leakage', value: leakage, unit: 'A', note: `${((100 * leakage) / tauCurrent).toFixed(1)} % of I_tau` },
      {
        property: 'headroom',
        value: context.supply - output.gateVoltage(peak) - pair.gateVoltage(tailCurrent),
        unit: 'V',
        note: 'left for the tail at the peak',
      },
    ],
  };
}

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
        expected: (context, sized) => context.supply - context.characterised('trace-p').gateVoltage(sized.references.i_gate ?? NaN),
        tolerance: 5e-3,
        absolute: true,
      },
    ],
  };
}
