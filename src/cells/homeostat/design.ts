import { DesignRefusal, preferredDevice, type Device } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import type { DesignContext, Sizing, Targets } from '../cell.js';
import { target } from '../log-domain.js';

/**
 * Bias of the tilt as a multiple of the target: the copies take their current from it, and it should not follow the
 * spikes.
 */
const TILT_BIAS = 10;
/** Tail current of a synapse at which kappa_n is taken: a nanoampere during an event. */
const TAIL_CURRENT = 1e-9;
/** Junction leakage may be this part of the divided target. */
const LEAKAGE_SHARE = 0.1;

/** @throws DesignRefusal when the divided target does not stand clear of junction leakage */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const tau = target(targets, 'tau_h');
  const ratio = tiltRatio(context);
  const kappa = context.characterised('mirror-n').kappa(TAIL_CURRENT);
  const divided = ratio * current;
  const leakage = context.characterised('sink-n').junctionLeakage;
  requireClearOfLeakage(current, ratio, context);
  const reference = diodeCurrent(current, context);
  const capacitance = (tau * kappa * divided) / context.thermalVoltage;
  return {
    parameters: { ch: capacitance },
    references: { i_target: reference, i_tilt: TILT_BIAS * current },
    notes: [
      { element: 'ch', value: capacitance, unit: 'F', because: 'tau_h = C_h U_T / (kappa_n a I_target)' },
      {
        element: 'i_target',
        value: reference,
        unit: 'A',
        because: 'the target as a diode carries it: less by the Early effect of the copy in which it is measured',
      },
      {
        element: 'i_tilt',
        value: TILT_BIAS * current,
        unit: 'A',
        because: 'far above the copies it feeds, inside weak inversion',
      },
    ],
    predictions: [
      { property: 'division', value: ratio, unit: '1', note: 'from the sizes of the tilt, at every temperature' },
      { property: 'scale shift per octave of rate', value: (context.thermalVoltage / kappa) * Math.LN2, unit: 'V' },
      {
        property: 'leakage',
        value: leakage,
        unit: 'A',
        note: `${((100 * leakage) / divided).toFixed(1)} % of the divided target`,
      },
    ],
  };
}

/**
 * The reference diode has V_sg across it, a trace is read with the monitor's voltage: the same gate, a little more
 * current.
 */
function diodeCurrent(current: number, context: DesignContext): number {
  const trace = context.characterised('trace-p');
  const monitored = context.supply - context.process.constants.monitorVoltage;
  return current / (1 + (monitored - trace.gateVoltage(current)) / trace.earlyVoltage(current));
}

/** @throws DesignRefusal when the divided target does not stand clear of junction leakage */
function requireClearOfLeakage(current: number, ratio: number, context: DesignContext): void {
  const divided = ratio * current;
  const leakage = context.characterised('sink-n').junctionLeakage;
  if (leakage > LEAKAGE_SHARE * divided) {
    throw new DesignRefusal(
      `the target of ${formatQuantity(current, 'A')} is divided to ${formatQuantity(divided, 'A')}, which ` +
        `is not clear of ${formatQuantity(leakage, 'A')} of junction leakage at ${context.temperature} C`,
      `ask for a target of at least ${formatQuantity(leakage / LEAKAGE_SHARE / ratio, 'A')}, or a lower temperature`,
    );
  }
}

/** a = 1 / (1 + S_top / S_triode): both have the same gate and the same bulk. */
export function tiltRatio({ process }: DesignContext): number {
  const strength = ({ geometry: { w, l, m } }: Device): number => (w * m) / l;
  return 1 / (1 + strength(preferredDevice(process, 'tilt-p')) / strength(preferredDevice(process, 'level-p')));
}
