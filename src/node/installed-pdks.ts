import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InstalledPdks } from '../shelf/shelf.js';
import { completedFromPdk, linesFromPdk } from './files/includes.js';
import { digestOfModels } from './pdks/digest.js';
import { findPdks } from './pdks/find-pdks.js';
import { readTextFile } from './files/read-text-file.js';

/** PDKs in folders of this machine. */
export const pdksOnDisk: InstalledPdks = {
  environment: process.env,
  found: () => findPdks(process.env),
  digest: digestOfModels,
  taken: (pdk, lines) =>
    linesFromPdk(pdk, lines)
      .map(({ text }) => text)
      .join('\n'),
  takenLines: linesFromPdk,
  completed: completedFromPdk,
  firstOf: (files, folder, limit, advice) => {
    const path = files.map((file) => join(folder, file)).find((candidate) => existsSync(candidate));
    // The environment is the user's own, so its links may lead wherever they do.
    return path === undefined ? undefined : readTextFile(path, limit, advice, { project: dirname(realpathSync(path)) });
  },
};
