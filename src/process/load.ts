import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { UserError } from '../units/user-error.js';
import { didYouMean } from '../units/did-you-mean.js';
import { packagePath } from '../units/package-path.js';
import { cardSource } from './card-source.js';
import { deviceWriter, transistorsOf } from './device-writer.js';
import { foundryOf } from './foundry.js';
import { parseProcess, type ProcessFile } from './process-file.js';
import type { Process } from './process.js';

/** Names of the processes that ship a process file. */
export function processNames(): string[] {
  return readdirSync(packagePath('models'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(packagePath('models', entry.name, 'process.yaml')))
    .map((entry) => entry.name)
    .sort();
}

/**
 * Loads a process by name. Throws UserError when the name is unknown, or when its cards live in a PDK folder that the
 * environment does not name.
 */
export function loadProcess(name: string, environment: NodeJS.ProcessEnv = process.env): Process {
  const names = processNames();
  if (!names.includes(name)) {
    throw new UserError([{ message: `unknown process "${name}"${didYouMean(name, names)}; known: ${names.join(', ')}` }]);
  }
  const folder = packagePath('models', name);
  const file = readProcess(name);
  const source = cardSource(file, folder, environment);
  const writer = deviceWriter(file);
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
    contentHash: createHash('sha256').update(JSON.stringify(file)).update(source.hash).digest('hex').slice(0, 16),
    cards: source.cards,
    instance: writer,
    ...(foundry ? { foundry } : {}),
    transistors: transistorsOf(file),
  };
}

/** The process file of a known process; its cards are not looked for. */
export function readProcess(name: string): ProcessFile {
  const path = packagePath('models', name, 'process.yaml');
  return parseProcess(readFileSync(path, 'utf8'), path);
}
