import { statSync } from 'node:fs';
import { changedSet, findParameterSet, parseParameterSet, type ParameterSet } from '../../devices/parameter-set.js';
import { insideFolder } from '../../spec/inside-folder.js';
import { LARGEST_SPEC } from '../../spec/limits.js';
import { readTextFile } from '../../spec/read-text-file.js';
import { UserError, type Problem } from '../../units/user-error.js';
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
 * @throws UserError for a file outside the folder of the spec, that cannot be read, or whose content is no parameter set
 */
export function withOwnSet(array: ArraySpec, folder: string, complain: (message: string) => readonly Problem[]): ArraySpec {
  const { device } = array;
  if (device?.file === undefined) return array;
  const path = insideFolder(device.file, folder);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw new UserError(complain(`there is no file "${path}"; write one with "rulespice fit hysteresis ... --card ${device.file}"`));
  return { ...array, device: { ...device, own: parseParameterSet(readTextFile(path, LARGEST_SPEC, 'a parameter set is short'), path) } };
}
