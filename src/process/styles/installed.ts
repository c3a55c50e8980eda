import { installedPdks } from '../../shelf/shelves.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { memoize } from '../../units/memoize.js';
import { UserError } from '../../units/user-error.js';
import { describePdk } from '../installed-pdk.js';
import type { InstalledDevices, ProcessFile } from '../process-file.js';
import type { Device } from '../process.js';
import { requireWithin, subcircuitSizes, wrappedName } from './lines.js';
import type { Style } from './style.js';

/** Subcircuits of the library of a PDK that is installed; of it, what the sizes in use need. */
export function installed(file: ProcessFile, devices: InstalledDevices): Style {
  const pdks = installedPdks();
  const pdk = pdks.found().find(({ name }) => name === devices.pdk);
  if (!pdk) throw missing(devices.pdk, file.name);
  const { reason } = describePdk(pdk);
  if (reason !== undefined) throw new UserError([{ message: `process ${file.name}: ${reason}` }]);
  const line = (name: string, nodes: string, device: Device): string =>
    `${name} ${nodes} ${devices[device.polarity]} ${subcircuitSizes(device.geometry, file.diffusion, devices.scale)}`;
  const cards = memoize((wanted: string) => {
    const [corner = '', ...lines] = wanted.split('\n');
    const library = devices.library.map((one) => one.replace('{corner}', corner));
    return pdks.taken(pdk, [...library, ...lines]);
  });
  return {
    hash: pdks.digest(pdk),
    libraryText: true,
    cards: (corner, wanted) => {
      const lines = wanted.map((device, index) => line(`x${index}`, 'd g s b', device));
      return cards([corner, ...[...new Set(lines.map((one) => one.replace(/^x\d+/, 'x')))].sort()].join('\n'));
    },
    // Parallel devices are written out: not every wrapper hands `m` on to the transistor inside it.
    instance: (name, nodes, device) => {
      requireWithin(device, file.name, devices.width, devices.length);
      return Array.from({ length: device.geometry.m }, (_, index) =>
        line(wrappedName(name, index), nodes, device),
      ).join('\n');
    },
    transistors: (name, { polarity, geometry: { w, l, m } }) =>
      Array.from({ length: m }, (_, index) => ({
        path: `${wrappedName(name, index)}.${devices.transistors[polarity]}`,
        area: w * l,
      })),
  };
}

function missing(pdk: string, process: string): UserError {
  const names = installedPdks()
    .found()
    .map(({ name }) => name);
  const there = names.length === 0 ? 'none is' : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
  return new UserError([
    {
      message:
        `process ${process} needs the PDK ${pdk} as open_pdks installs it, and ${there}${didYouMean(pdk, names)}: ` +
        `set PDK_ROOT to the folder that holds ${pdk}, or install it with ciel; "rulespice doctor" lists what is there`,
    },
  ]);
}
