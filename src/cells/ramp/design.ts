import type { DesignContext, Sizing, Targets } from '../cell.js';
import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import {
  decayKappa,
  requireBelowStrongInversion,
  requireWeakInversion,
  sizeLogDomainState,
  target,
} from '../log-domain.js';
import { TAIL } from '../set-buffer/design.js';

/** Part of an event in which the set buffer may slew; it settles in the rest. */
const SLEWING = 0.5;

/** Sizes the capacitor and the leak from tau; the peak current is set by its own replica. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const output = context.characterised('trace-p');
  const switching = context.characterised('steer-p');
  const peak = target(targets, 'current');
  requireWeakInversion('peak current', peak, output);

  // On the node: the gates of the output and of every reader, the drains of the leak mirror and of the switch.
  const gates = 1 + (targets.readers ?? 0);
  const parasitic = gates * output.gateCapacitance + output.drainCapacitance + switching.drainCapacitance;
  // Only the switch leaks: its gate stands at the supply. The junctions of the leak mirror leak alike on both sides and
  // cancel.
  const leakage = switching.junctionLeakage;
  const state = sizeLogDomainState(targets, context, { slope: decayKappa(output, peak), leakage, parasitic });
  const leak = state.netCurrent - leakage;
  requireBelowStrongInversion('leak current I_leak', leak, output);
  const swing = output.gateVoltage(peak);
  requireSettled(state.totalCapacitance * swing, target(targets, 'pulse'));

  return {
    parameters: { csyn: state.capacitance },
    references: { i_leak: leak, i_peak: peak },
    notes: [
      { element: 'csyn', value: state.capacitance, unit: 'F', because: state.because },
      { element: 'i_leak', value: leak, unit: 'A', because: 'tau = (C + C_par) U_T / (kappa_p (I_leak + I_junction))' },
      { element: 'i_peak', value: peak, unit: 'A', because: 'the set level is the gate voltage of its replica' },
    ],
    predictions: [
      {
        property: 'tau',
        value: (state.totalCapacitance * context.thermalVoltage) / (state.kappa * state.netCurrent),
        unit: 's',
      },
      {
        property: 'leakage',
        value: leakage,
        unit: 'A',
        note: `${((100 * leakage) / leak).toFixed(1)} % of I_leak, taken off it`,
      },
      { property: 'set level', value: context.supply - swing, unit: 'V' },
    ],
  };
}

/** Refuses a capacitor that the set buffer cannot charge within an event. */
function requireSettled(charge: number, pulse: number): void {
  const needed = charge / TAIL;
  if (needed <= SLEWING * pulse) return;
  throw new DesignRefusal(
    `the set buffer's ${formatQuantity(TAIL, 'A')} needs ${formatQuantity(needed, 's')} to set the trace, ` +
      `more than half of an event of ${formatQuantity(pulse, 's')}`,
    `use events of at least ${formatQuantity(needed / SLEWING, 's')} or a smaller capacitor`,
  );
}
