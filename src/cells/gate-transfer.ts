import type { CharacterisedDevice } from '../process/characterisation.js';
import type { GainTransfer } from './cell.js';

/** The characterised curve is used over this part of the designed current; an exponential continues it. */
const RANGE = [1 / 32, 2] as const;
const BISECTIONS = 40;

/**
 * Current of a tail over `designed` (A) against the voltage on its gate, from the device's own curve: kappa falls by a
 * tenth from 10 pA to 1 nA, which one exponential would turn into as much error of the gain.
 */
export function gateTransfer(device: CharacterisedDevice, designed: number, thermalVoltage: number): GainTransfer {
  const [low, high] = RANGE.map((part) => ({
    part,
    voltage: device.gateVoltage(part * designed),
    kappa: device.kappa(part * designed),
  })) as [End, End];
  const beyond = ({ part, voltage, kappa }: End, at: number): number =>
    part * Math.exp((kappa * (at - voltage)) / thermalVoltage);
  return {
    of: (voltage) => {
      if (voltage < low.voltage) return beyond(low, voltage);
      if (voltage > high.voltage) return beyond(high, voltage);
      let [below, above] = RANGE as readonly [number, number];
      for (let step = 0; step < BISECTIONS; step++) {
        const middle = Math.sqrt(below * above);
        if (device.gateVoltage(middle * designed) > voltage) above = middle;
        else below = middle;
      }
      return below;
    },
    voltage: (gain) => {
      const end = gain < low.part ? low : gain > high.part ? high : undefined;
      return end
        ? end.voltage + (thermalVoltage / end.kappa) * Math.log(gain / end.part)
        : device.gateVoltage(gain * designed);
    },
  };
}

interface End {
  readonly part: number;
  readonly voltage: number;
  readonly kappa: number;
}
