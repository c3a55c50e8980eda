import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundPdk } from '../../shelf/shelf.js';
import { sha256Hex } from '../../units/sha256.js';

const MOST_FILES = 20_000;

/** Of the names, sizes and times of everything that may be part of a PDK's models: reading it would take seconds. */
export function digestOfModels({ name, folder, models }: FoundPdk): string {
  const files: string[] = [];
  if (models !== undefined) add(models, files);
  for (const library of entries(join(folder, 'libs.ref'))) add(join(folder, 'libs.ref', library, 'spice'), files);
  return sha256Hex(name, ...files);
}

function add(folder: string, files: string[]): void {
  for (const name of entries(folder)) {
    const path = join(folder, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) add(path, files);
    else if (status) files.push(`${path} ${status.size} ${status.mtimeMs}`);
    if (files.length > MOST_FILES) return;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
