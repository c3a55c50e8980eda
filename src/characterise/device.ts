import { DesignRefusal, geometryLabel } from '../process/process.js';
import type { CharacterisedDevice } from '../process/characterisation.js';
import { formatQuantity } from '../units/format.js';
import { crossing, referenceCurrent, type DeviceSweep } from './measure.js';

/** Half-width of the window in which kappa is the slope of ln I against V_gs, in grid points (25 mV each way). */
const SLOPE_POINTS = 5;
/** An exponential to within a per cent over a decade: gm U_T / I has fallen by this much from its maximum. */
const CLEAN_LOSS = 0.03;
/** Weak inversion ends, and with it every design equation, where gm U_T / I has fallen by this much. */
const WEAK_INVERSION_LOSS = 0.15;

/** Reads the constants of one device out of its sweeps. @param thermalVoltage kT/q at the sweep's temperature, V */
export function characterisedDevice(sweep: DeviceSweep, thermalVoltage: number): CharacterisedDevice {
  const { gate, drainCurrent } = sweep;
  const offCurrent = drainCurrent[0] ?? NaN;
  const slopes = gate.map((_, index) => slopeAt(gate, drainCurrent, index) * thermalVoltage);
  const smallestCurrent = 10 * offCurrent;
  const usable = (current: number): boolean => current >= smallestCurrent;
  const steepest = Math.max(...slopes.filter((_, index) => usable(drainCurrent[index] ?? 0)));
  const lastWithin = (loss: number): number =>
    drainCurrent[slopes.findLastIndex((slope) => slope >= (1 - loss) * steepest)] ?? NaN;

  const at = (current: number): number => {
    requireRange(sweep, current);
    return crossing(gate, drainCurrent, current);
  };
  const kappa = (current: number): number => between(gate, slopes, at(current));
  const reference = referenceCurrent(drainCurrent);
  return {
    device: sweep.device,
    gateVoltage: at,
    kappa,
    earlyVoltage: () => sweep.earlyVoltage,
    offCurrent,
    junctionLeakage: sweep.junctionLeakage,
    i0: reference * Math.exp((-kappa(reference) * at(reference)) / thermalVoltage),
    cleanLimit: lastWithin(CLEAN_LOSS),
    weakInversionLimit: lastWithin(WEAK_INVERSION_LOSS),
    smallestCurrent,
    gateCapacitance: sweep.gateCapacitance,
    drainCapacitance: sweep.drainCapacitance,
  };
}

function slopeAt(gate: readonly number[], current: readonly number[], index: number): number {
  const low = Math.max(0, index - SLOPE_POINTS);
  const high = Math.min(gate.length - 1, index + SLOPE_POINTS);
  return Math.log((current[high] ?? NaN) / (current[low] ?? NaN)) / ((gate[high] ?? NaN) - (gate[low] ?? NaN));
}

/** @throws DesignRefusal for a current that no gate voltage of the sweep gives */
function requireRange({ device, drainCurrent }: DeviceSweep, current: number): void {
  const offCurrent = drainCurrent[0] ?? NaN;
  const largest = drainCurrent[drainCurrent.length - 1] ?? NaN;
  if (current > offCurrent && current < largest) return;
  throw new DesignRefusal(
    `${device.polarity} ${geometryLabel(device.geometry)} cannot carry ` +
      `${formatQuantity(current, 'A')}: its gate reaches from ${formatQuantity(offCurrent, 'A')} to ` +
      `${formatQuantity(largest, 'A')}`,
    'choose another current, another size, or a lower temperature',
  );
}

/** Value at a gate voltage, on the straight line between two points of an even grid. */
function between(gate: readonly number[], values: readonly number[], voltage: number): number {
  const position = (voltage - (gate[0] ?? 0)) / ((gate[1] ?? 0) - (gate[0] ?? 0));
  const index = Math.min(values.length - 2, Math.max(0, Math.floor(position)));
  const [low, high] = [values[index] ?? NaN, values[index + 1] ?? NaN];
  return low + (high - low) * (position - index);
}
