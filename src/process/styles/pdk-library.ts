import type { Environment } from '../../shelf/shelf.js';
import { installedPdks } from '../../shelf/shelves.js';
import { memoize } from '../../units/memoize.js';
import { sha256Hex } from '../../units/sha256.js';
import { UserError } from '../../units/user-error.js';
import type { ProcessFile } from '../process-file.js';
import type { Device, Transistor } from '../process.js';
import { librarySection, modelCards, subcircuit, type ModelCard } from './cards.js';
import { requireWithin, subcircuitSizes, wrappedName } from './lines.js';
import type { Style } from './style.js';

/** Largest library, bytes; that of gf180mcu has 3 million. */
const LARGEST_LIBRARY = 64_000_000;

type Library = Extract<ProcessFile['devices'], { readonly style: 'subcircuit' }>;

/** Subcircuits of a library in a PDK folder that the environment names. */
export function pdkLibrary(file: ProcessFile, devices: Library, environment: Environment): Style {
  const { cards } = file;
  if (!cards) throw new Error(`process ${file.name} does not say where its library is`);
  const text = readLibrary(file, cards, environment);
  const name = cards.candidates[0] ?? '';
  const binsOf = memoize((corner: string) => {
    const source = file.corners[corner];
    if (!source || !('sections' in source)) throw new Error(`process ${file.name} has no corner ${corner}`);
    return modelCards(source.sections.map((section) => librarySection(text, section, name)).join('\n'));
  });
  const wrappers = librarySection(text, cards.subcircuits, name);
  const parameters = [
    ...Object.entries(cards.parameters).map(([key, value]) => `.param ${key}=${value}`),
    librarySection(text, cards.parameterSection, name),
  ];
  return {
    hash: sha256Hex(text),
    libraryText: true,
    cards: (corner, wanted) => {
      const polarities = [...new Set(wanted.map((device) => device.polarity))];
      const subcircuits = polarities.map((polarity) => subcircuit(wrappers, devices[polarity], name));
      return [...parameters, ...subcircuits, ...binsInUse(devices, binsOf(corner), wanted)].join('\n');
    },
    // A PDK's wrapper does not hand `m` on to the transistor inside it: parallel devices are written out.
    instance: (line, nodes, device) => {
      requireWithin(device, file.name, devices.width, devices.length);
      return Array.from(
        { length: device.geometry.m },
        (_, index) =>
          `${wrappedName(line, index)} ${nodes} ${devices[device.polarity]} ` +
          subcircuitSizes(device.geometry, file.diffusion),
      ).join('\n');
    },
    transistors: (line, device) => wrappedTransistors(devices, line, device),
  };
}

/** The transistors inside the subcircuits of one line. */
export function wrappedTransistors(
  { transistor }: Pick<Library, 'transistor'>,
  line: string,
  { geometry: { w, l, m } }: Device,
): Transistor[] {
  return Array.from({ length: m }, (_, index) => ({ path: `${wrappedName(line, index)}.${transistor}`, area: w * l }));
}

function readLibrary(file: ProcessFile, cards: NonNullable<ProcessFile['cards']>, environment: Environment): string {
  const root = environment[cards.environment];
  if (root === undefined || root === '') {
    throw new UserError([
      {
        message:
          `process ${file.name} needs its PDK: set ${cards.environment} to the folder that holds ` +
          `${cards.candidates[0] ?? ''}`,
      },
    ]);
  }
  const advice = 'point at the ngspice models of the PDK';
  const text = installedPdks().firstOf(cards.candidates, root, LARGEST_LIBRARY, advice);
  if (text === undefined) {
    throw new UserError([
      {
        message:
          `process ${file.name}: ${cards.environment}=${root} holds none of ${cards.candidates.join(', ')}; ` +
          `point it at the folder of the PDK's ngspice models`,
      },
    ]);
  }
  return text;
}

/** The bins whose limits hold one of the devices: a tenth of the library, so parsing stays quick. */
function binsInUse(devices: Library, cards: ReadonlyMap<string, ModelCard>, wanted: readonly Device[]): string[] {
  const tolerance = 1e-12;
  return [...cards.values()]
    .filter(({ name, bin }) =>
      wanted.some(({ polarity, geometry: { w, l } }) => {
        if (!name.startsWith(`${devices[polarity].toLowerCase()}.`) || !bin) return false;
        return (
          w >= bin.wmin - tolerance &&
          w <= bin.wmax + tolerance &&
          l >= bin.lmin - tolerance &&
          l <= bin.lmax + tolerance
        );
      }),
    )
    .map((card) => card.text);
}
