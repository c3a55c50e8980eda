import { projectFiles } from '../shelf/shelves.js';
import { UserError, type Problem } from '../units/user-error.js';
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
 * Reads a document that a spec names.
 * @returns its path and text
 * @throws UserError for a file outside the folder of the spec, or that cannot be read
 */
export function readBeside(
  file: string,
  folder: string,
  { complain, writtenBy, length }: Beside,
): { readonly file: string; readonly text: string } {
  const { path, text } = projectFiles().beside(file, folder, LARGEST_SPEC, length);
  if (text === undefined) throw new UserError(complain(`there is no file "${path}"; write one with "${writtenBy}"`));
  return { file: path, text };
}
