import { statSync } from 'node:fs';
import { UserError, type Problem } from '../units/user-error.js';
import { insideFolder } from './inside-folder.js';
import { LARGEST_SPEC } from './limits.js';
import { readTextFile } from './read-text-file.js';
import type { SpecParts } from './semantics.js';

/**
 * Reads the process file that a spec names, so that the spec holds all it depends on: caches, shards and replays see a change.
 * @param complain places a message at the line of `file`
 * @throws UserError for a file outside the folder of the spec, or that cannot be read
 */
export function withOwnProcess<Parts extends SpecParts>(parts: Parts, folder: string, complain: (message: string) => readonly Problem[]): Parts {
  const file = parts.process?.file;
  if (file === undefined) return parts;
  const path = insideFolder(file, folder);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw new UserError(complain(`there is no file "${path}"; write one with "rulespice init --transistor nfet.yaml --transistor pfet.yaml"`));
  return { ...parts, process: { ...parts.process, own: { file: path, text: readTextFile(path, LARGEST_SPEC, 'a process file with its transistors is a few hundred lines') } } };
}
