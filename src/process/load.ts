import { UserError } from '../units/user-error.js';
import { didYouMean } from '../units/did-you-mean.js';
import { memoize } from '../units/memoize.js';
import { sha256Hex } from '../units/sha256.js';
import type { Environment } from '../shelf/shelf.js';
import { installedPdks, shipped } from '../shelf/shelves.js';
import type { ProcessSpec } from '../spec/types.js';
import { foundryOf } from './foundry.js';
import { parseProcess, type ProcessFile } from './process-file.js';
import type { Process } from './process.js';
import { bins } from './styles/bins.js';
import { installed } from './styles/installed.js';
import { fitted } from './styles/fitted.js';
import { pdkLibrary } from './styles/pdk-library.js';
import { idealCapacitors } from './styles/capacitors.js';
import type { Style } from './styles/style.js';

const PROCESS_FILE = 'process.yaml';

/** Names of the processes that ship a process file. */
export function processNames(): string[] {
  return shipped()
    .list('models')
    .filter((name) => shipped().list(`models/${name}`).includes(PROCESS_FILE));
}

/**
 * Loads a process by name, or the one whose file a spec brings along. Throws UserError when the name is unknown, when a
 * file of the user's own has faults, or when its cards live in a PDK folder that the environment does not name.
 */
export function loadProcess(
  wanted: string | Pick<ProcessSpec, 'name' | 'own'>,
  environment: Environment = installedPdks().environment,
): Process {
  const { name, own } = typeof wanted === 'string' ? { name: wanted } : wanted;
  if (own) {
    const { file, devices } = parseOwnProcess(own.text, own.file);
    return assemble(file, fitted(file, devices));
  }
  const names = processNames();
  if (!names.includes(name)) {
    throw new UserError([
      { message: `unknown process "${name}"${didYouMean(name, names)}; known: ${names.join(', ')}` },
    ]);
  }
  const file = readProcess(name);
  return assemble(file, styleOf(file, `models/${name}`, environment));
}

/** A process file whose transistors stand in it. */
export interface OwnProcess {
  readonly file: ProcessFile;
  readonly devices: Extract<ProcessFile['devices'], { readonly style: 'fitted' }>;
}

/**
 * A process file that comes with a spec. It holds its transistors: one from a pull request opens no other file.
 * @throws UserError with every problem, each with its line and column
 */
export function parseOwnProcess(text: string, path: string): OwnProcess {
  const file = parseProcess(text, path);
  const { devices } = file;
  if (devices.style !== 'fitted')
    throw new UserError([
      {
        file: path,
        message:
          `found devices of style ${devices.style}, expected fitted: a process beside a spec holds ` +
          `transistors that "rulespice fit mosfet" wrote`,
      },
    ]);
  return { file, devices };
}

function styleOf(file: ProcessFile, folder: string, environment: Environment): Style {
  switch (file.devices.style) {
    case 'model':
      return bins(file, file.devices, folder);
    case 'subcircuit':
      return pdkLibrary(file, file.devices, environment);
    case 'installed':
      return installed(file, file.devices);
    case 'fitted':
      return fitted(file, file.devices);
  }
}

function assemble(file: ProcessFile, { hash, ...style }: Style): Process {
  const foundry = foundryOf(file);
  return {
    name: file.name,
    title: file.title,
    licence: file.licence,
    source: file.source,
    supply: file.supply,
    temperature: file.temperature,
    nominalCorner: file.nominalCorner,
    corners: Object.keys(file.corners),
    roles: new Map(Object.entries(file.roles)),
    capacitorDensity: file.capacitorDensity,
    constants: file.constants,
    contentHash: sha256Hex(JSON.stringify(file), hash).slice(0, 16),
    capacitors: idealCapacitors,
    ...style,
    ...(foundry ? { foundry } : {}),
  };
}

/** The process file of a known process; its cards are not looked for. */
export function readProcess(name: string): ProcessFile {
  return parsedOnce(
    JSON.stringify([`models/${name}/${PROCESS_FILE}`, shipped().text(`models/${name}/${PROCESS_FILE}`)]),
  );
}

/** Every spec of a command asks for its process several times. */
const parsedOnce = memoize((named: string): ProcessFile => {
  const [path, text] = JSON.parse(named) as [string, string];
  return parseProcess(text, path);
});
