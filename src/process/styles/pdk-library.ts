import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../units/user-error.js';
import { librarySection, modelCards, subcircuit, type ModelCard } from './cards.js';
import { binModelName } from './device-writer.js';
import type { ProcessFile } from './process-file.js';
import { DesignRefusal, geometryLabel, type Device } from './process.js';

export interface CardSource {
  readonly hash: string;
  cards(this: void, corner: string, devices: readonly Device[]): string;
}

/** Where the model cards of a process come from: files beside its process file, or a PDK folder named by the environment. */
export function cardSource(file: ProcessFile, folder: string, environment: NodeJS.ProcessEnv): CardSource {
  return file.cards ? pdkCards(file, file.cards, environment) : shippedCards(file, folder);
}

function shippedCards(file: ProcessFile, folder: string): CardSource {
  const texts = new Map<string, string>();
  for (const [corner, source] of Object.entries(file.corners)) {
    if ('file' in source) texts.set(corner, readFileSync(join(folder, source.file), 'utf8'));
  }
  const parsed = memoize((corner: string) => modelCards(textOf(texts, corner)));
  return {
    hash: digest([...texts.values()]),
    cards: (corner, devices) => selectBins(file, parsed(corner), devices),
  };
}

function selectBins(file: ProcessFile, cards: ReadonlyMap<string, ModelCard>, devices: readonly Device[]): string {
  const chosen = new Map<string, string>();
  for (const device of devices) {
    const name = binModelName(file.devices[device.polarity], device);
    const card = cards.get(name.toLowerCase());
    if (!card) {
      throw new DesignRefusal(
        `${file.name} has no ${device.polarity} card for ${geometryLabel(device.geometry)} (model ${name})`,
        `use one of the drawn sizes: ${[...cards.keys()].join(', ')}; more width comes from devices in parallel`,
      );
    }
    chosen.set(name, card.text);
  }
  return [...chosen.values()].join('\n');
}

function pdkCards(file: ProcessFile, cards: NonNullable<ProcessFile['cards']>, environment: NodeJS.ProcessEnv): CardSource {
  const root = environment[cards.environment];
  if (root === undefined || root === '') {
    throw new UserError([
      { message: `process ${file.name} needs its PDK: set ${cards.environment} to the folder that holds ${cards.candidates[0] ?? ''}` },
    ]);
  }
  const path = cards.candidates.map((candidate) => join(root, candidate)).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new UserError([
      {
        message: `process ${file.name}: ${cards.environment}=${root} holds none of ${cards.candidates.join(', ')}; point it at the folder of the PDK's ngspice models`,
      },
    ]);
  }
  const text = readFileSync(path, 'utf8');
  const name = cards.candidates[0] ?? path;
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
    hash: digest([text]),
    cards: (corner, devices) => {
      const polarities = [...new Set(devices.map((device) => device.polarity))];
      const subcircuits = polarities.map((polarity) => subcircuit(wrappers, file.devices[polarity], name));
      return [...parameters, ...subcircuits, ...binsInUse(file, binsOf(corner), devices)].join('\n');
    },
  };
}

/** The bins whose limits hold one of the devices: a tenth of the library, so parsing stays quick. */
function binsInUse(file: ProcessFile, cards: ReadonlyMap<string, ModelCard>, devices: readonly Device[]): string[] {
  const tolerance = 1e-12;
  return [...cards.values()]
    .filter(({ name, bin }) =>
      devices.some(({ polarity, geometry: { w, l } }) => {
        if (!name.startsWith(`${file.devices[polarity].toLowerCase()}.`) || !bin) return false;
        return w >= bin.wmin - tolerance && w <= bin.wmax + tolerance && l >= bin.lmin - tolerance && l <= bin.lmax + tolerance;
      }),
    )
    .map((card) => card.text);
}

function textOf(texts: ReadonlyMap<string, string>, corner: string): string {
  const text = texts.get(corner);
  if (text === undefined) throw new Error(`no cards for corner ${corner}`);
  return text;
}

function memoize<V>(compute: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}

function digest(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}
