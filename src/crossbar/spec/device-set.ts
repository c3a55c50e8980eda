import { changedSet, findParameterSet, parseParameterSet, type ParameterSet } from '../../devices/parameter-set.js';
import { readBeside } from '../../spec/read-beside.js';
import type { Problem } from '../../units/user-error.js';
import type { ArraySpec, DeviceSpec } from './schema.js';

/**
 * The parameter set of a device, with the changes of the spec.
 * @throws UserError for a set that does not exist or a change that does not fit
 */
export function parameterSetOf({ set = '', own, parameters = {} }: DeviceSpec): ParameterSet {
  return changedSet(own ?? findParameterSet(set), parameters);
}

/**
 * Reads the set that a device's `file` names.
 * @param complain places a message at the line of `file`
 * @throws UserError for a file outside the folder of the spec, that cannot be read, or whose content is no parameter
 *   set
 */
export function withOwnSet(
  array: ArraySpec,
  folder: string,
  complain: (message: string) => readonly Problem[],
): ArraySpec {
  const { device } = array;
  if (device?.file === undefined) return array;
  const own = readBeside(device.file, folder, {
    complain,
    writtenBy: `rulespice fit hysteresis ... --card ${device.file}`,
    length: 'a parameter set is short',
  });
  return { ...array, device: { ...device, own: parseParameterSet(own.text, own.file) } };
}
