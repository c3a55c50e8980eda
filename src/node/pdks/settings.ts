import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PdkSetting } from '../../shelf/shelf.js';
import { readTextFile } from '../files/read-text-file.js';

/** What open_pdks calls the start-up file of a PDK, and how users link it beside their decks. */
const FILES = ['spinit', '.spiceinit'];
const LARGEST = 100_000;

/**
 * What a PDK's start-up file for ngspice sets, by name. Nothing of it is run: `ngbehavior` decides how the widths of
 * bins are meant, `ng_nomodcheck` and the like only what ngspice checks, and everything else stays unused.
 */
export function readSettings(models: string): PdkSetting[] {
  return FILES.flatMap((name) => {
    const file = join(models, name);
    if (!existsSync(file)) return [];
    const text = readTextFile(file, LARGEST, 'a start-up file is a few lines', { project: dirname(models) });
    return text.split(/\r?\n/).flatMap((line, index) => {
      const [, key = '', value = ''] = /^\s*set\s+(\w+)\s*(?:=\s*(\S+))?/.exec(line) ?? [];
      return key === '' ? [] : [{ name: key, value, file, line: index + 1 }];
    });
  });
}
