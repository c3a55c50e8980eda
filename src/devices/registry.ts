import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import type { DeviceDefinition } from './device.js';
import { fefet } from './fefet/index.js';
import { memdiode } from './memdiode/index.js';
import { pcm } from './pcm/index.js';
import { sky130Reram } from './sky130-reram/index.js';
import { stanfordRram } from './stanford-rram/index.js';
import { vteam } from './vteam/index.js';

/** Every device; the only place that names them. */
const devices: readonly DeviceDefinition[] = [vteam, stanfordRram, sky130Reram, memdiode, pcm, fefet];

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
    throw new UserError([
      { message: `unknown device "${name}"${didYouMean(name, names)}; known: ${names.join(', ')}` },
    ]);
  }
  return device;
}
