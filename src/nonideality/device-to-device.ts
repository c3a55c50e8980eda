import type { ParameterSet } from '../devices/parameter-set.js';
import type { Generator } from '../random/generator.js';

/**
 * Device-to-device variation: one device's own parameters, drawn once when it is made. ln(parameter) is normal with the
 * standard deviation the set declares, so signs and zeros stay. The draw is the same on both roads: the result goes
 * into a SPICE instance and into the behavioural model as plain numbers.
 *
 * @param scale multiplies every declared standard deviation
 * @returns changed parameters, SI, inside the bounds of the device's definition
 */
export function deviceToDevice(set: ParameterSet, random: Generator, scale = 1): Record<string, number> {
  return Object.fromEntries(
    Object.entries(set.deviceToDevice).map(([name, sigma]) => {
      const { min = -Infinity, max = Infinity } =
        set.device.parameters.find((parameter) => parameter.name === name) ?? {};
      const value = (set.parameters[name] ?? NaN) * Math.exp(scale * sigma * random.normal());
      return [name, Math.min(Math.max(value, min), max)];
    }),
  );
}
