import type { FoundPdk } from '../../shelf/shelf.js';
import { installedPdks } from '../../shelf/shelves.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { memoize } from '../../units/memoize.js';
import { UserError } from '../../units/user-error.js';
import { describePdk } from '../installed-pdk.js';
import type { InstalledDevices, ProcessFile } from '../process-file.js';
import type { Device, Geometry, LibraryMismatch, LibraryTransistor } from '../process.js';
import { mismatchIn } from './library-mismatch.js';
import { requireWithin, subcircuitSizes, wrappedName } from './lines.js';
import { anyCapacitor, foundryCapacitors } from './capacitors.js';
import type { Style } from './style.js';

/** A transistor as a line of SPICE. */
type Line = (name: string, nodes: string, device: Device) => string;

/** Subcircuits of the library of a PDK that is installed; of it, what the sizes in use need. */
export function installed(file: ProcessFile, devices: InstalledDevices): Style {
  const pdk = usablePdk(devices.pdk, file);
  const { capacitor, scale } = devices;
  const sizes = (geometry: Geometry): string => subcircuitSizes(geometry, file.diffusion, scale);
  const line: Line = (name, nodes, { polarity, geometry }) =>
    `${name} ${nodes} ${devices[polarity]} ${sizes(geometry)}`;
  return {
    ...mismatchOf(pdk, file, devices, sizes),
    hash: installedPdks().digest(pdk),
    libraryText: true,
    ...(capacitor ? { capacitors: foundryCapacitors(file.name, scale, capacitor) } : {}),
    cards: cardsOf(pdk, devices, line),
    drawn: (corner, netlist) =>
      installedPdks().completed(pdk, libraryAt(corner, [...devices.library, ...devices.passives]), netlist),
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

/** What transistors of some sizes, and capacitors, need of the library at a corner. */
function cardsOf(pdk: FoundPdk, { library, capacitor, scale }: InstalledDevices, line: Line): Style['cards'] {
  const pdks = installedPdks();
  const taken = memoize((wanted: string) => {
    const [corner = '', ...lines] = wanted.split('\n');
    return pdks.taken(pdk, [
      ...libraryAt(corner, [...library, ...(capacitor?.library ?? [])]),
      ...lines,
      ...(capacitor ? [anyCapacitor(capacitor, scale)] : []),
    ]);
  });
  return (corner, wanted) => {
    const lines = wanted.map((device) => line('x', 'd g s b', device));
    return taken([corner, ...[...new Set(lines)].sort()].join('\n'));
  };
}

function mismatchOf(
  pdk: FoundPdk,
  { nominalCorner }: ProcessFile,
  devices: InstalledDevices,
  sizes: (geometry: Geometry) => string,
): Required<Pick<Style, 'mismatch' | 'drawnMismatch'>> {
  const pdks = installedPdks();
  const linesOf = memoize((element: string) =>
    pdks.takenLines(pdk, [...libraryAt(nominalCorner, devices.library), element]),
  );
  const drawnMismatch = ({ subcircuit, w, l }: LibraryTransistor): LibraryMismatch | undefined =>
    mismatchIn(linesOf(`x d g s b ${subcircuit} ${sizes({ w, l, m: 1 })}`), { w, l }, devices.scale);
  return {
    mismatch: ({ polarity, geometry }) => drawnMismatch({ subcircuit: devices[polarity], ...geometry }),
    drawnMismatch,
  };
}

function libraryAt(corner: string, lines: readonly string[]): string[] {
  return lines.map((one) => one.replace('{corner}', corner));
}

/** @throws UserError where it is not installed, or not whole */
function usablePdk(wanted: string, { name: process }: ProcessFile): FoundPdk {
  const pdk = installedPdks()
    .found()
    .find(({ name }) => name === wanted);
  if (!pdk) throw missing(wanted, process);
  const { reason } = describePdk(pdk);
  if (reason !== undefined) throw new UserError([{ message: `process ${process}: ${reason}` }]);
  return pdk;
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
