import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { UserError, type Problem } from '../units/user-error.js';
import { insideFolder, readInsideFolder } from './inside-folder.js';
import { LARGEST_SPEC } from './limits.js';

/** What a spec says about a file in its folder when it cannot be had. */
export interface Beside {
  /** Places a message at the line of the spec. */
  readonly complain: (message: string) => readonly Problem[];
  /** The command that writes such a file. */
  readonly writtenBy: string;
  /** How long one is, for a file that is too long. */
  readonly length: string;
}

/**
 * Reads a file that a spec names.
 * @returns its path and text
 * @throws UserError for a file outside the folder of the spec, or that cannot be read
 */
export function readBeside(
  file: string,
  folder: string,
  { complain, writtenBy, length }: Beside,
): { readonly file: string; readonly text: string } {
  if (lstatSync(insideFolder(file, folder), { throwIfNoEntry: false }) === undefined)
    throw new UserError(complain(`there is no file "${join(folder, file)}"; write one with "${writtenBy}"`));
  const { path, text } = readInsideFolder(file, folder, LARGEST_SPEC, length);
  return { file: path, text };
}
