import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import type { DeviceDefinition } from './device.js';
import { vteam } from './vteam/index.js';

/** Every device; the only place that names them. */
const devices: readonly DeviceDefinition[] = [vteam];

const byName = new Map(devices.map((device) => [device.name, device]));

/** All devices, in catalogue order. */
export function allDevices(): readonly DeviceDefinition[] {
  return devices;
}

/** A device by name; UserError with a suggestion when there is none. */
export function findDevice(name: string): DeviceDefinition {
  const device = byName.get(name);
  if (!device) {
    const names = [...byName.keys()];
    throw new UserError([{ message: `unknown device "${name}"${didYouMean(name, names)}; known: ${names.join(', ')}` }]);
  }
  return device;
}
