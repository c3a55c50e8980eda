import { join } from 'node:path';
import { filesOf } from '../node/files/glob.js';
import { readTextFile } from '../node/files/read-text-file.js';
import { LARGEST_SPEC } from '../spec/limits.js';
import { UserError } from '../units/user-error.js';

/** The key that every spec and every array begins with; process files and cards lie in the same folders. */
const DOCUMENT = /^rulespice\s*:/m;
const ARRAY = /^crossbar\s*:/m;

/** What a command can do something with. */
export type Wanted = 'all' | 'rules' | 'arrays';

/**
 * The specs and arrays in a folder and below, by name. A YAML file that cannot be read is among them: its reader says
 * what is wrong, so that no spec is passed over in silence.
 * @throws UserError where there are none
 */
export async function documentsIn(folder: string, wanted: Wanted): Promise<readonly string[]> {
  const names = await filesOf('**/*.{yaml,yml}', folder);
  const files = names
    .filter((name) => !name.split('/').includes('node_modules'))
    .map((name) => join(folder, name))
    .filter((file) => isWanted(file, wanted));
  if (files.length > 0) return files;
  throw new UserError([
    {
      file: folder,
      message:
        `holds no ${wanted === 'arrays' ? 'array' : 'spec'}: no fitting .yaml file in it or below begins with ` +
        '"rulespice: 1"; name the files',
    },
  ]);
}

function isWanted(file: string, wanted: Wanted): boolean {
  try {
    const text = readTextFile(file, LARGEST_SPEC, 'name it');
    return DOCUMENT.test(text) && (wanted === 'all' || ARRAY.test(text) === (wanted === 'arrays'));
  } catch {
    return true;
  }
}
