import { readdirSync, readFileSync } from 'node:fs';
import type { Shelf } from '../shelf/shelf.js';
import { packagePath } from './package-path.js';

/** What ships with rulespice, read from its own folder. */
export const packageShelf: Shelf = {
  text: (path) => readFileSync(packagePath(path), 'utf8'),
  list: (folder) => {
    try {
      return readdirSync(packagePath(folder)).sort();
    } catch {
      return [];
    }
  },
};
