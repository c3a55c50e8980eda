import type { DeviceDefinition } from '../../../../devices/device.js';
import type { FitParameter } from '../../../search/parameter.js';

/**
 * A parameter of a device as one of a fit; bounds are those of the device where not narrower. One that is below 0 can
 * be fitted as its size, `|name|`.
 */
export function parameterOf(
  device: DeviceDefinition,
  name: string,
  about: Pick<FitParameter, 'scale' | 'start' | 'size'> &
    Partial<Pick<FitParameter, 'min' | 'max' | 'naturalBounds' | 'meaning'>>,
  negative = false,
): FitParameter {
  const declared = device.parameters.find((parameter) => parameter.name === name);
  if (declared === undefined) throw new Error(`${device.name} has no parameter ${name}`);
  const [low, high] = negative
    ? [-(declared.max ?? -Infinity), -(declared.min ?? Infinity)]
    : [declared.min ?? -Infinity, declared.max ?? Infinity];
  const [min, max] = [Math.max(about.min ?? -Infinity, low), Math.min(about.max ?? Infinity, high)];
  return {
    meaning: declared.description,
    ...about,
    name: negative ? `|${name}|` : name,
    unit: declared.unit === '1' ? '' : declared.unit,
    min,
    max,
    start: Math.min(Math.max(about.start, min), max),
  };
}
