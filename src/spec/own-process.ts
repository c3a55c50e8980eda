import type { Problem } from '../units/user-error.js';
import { readBeside } from './read-beside.js';
import type { SpecParts } from './spec-parts.js';

/**
 * Reads the process file that a spec names, so that the spec holds all it depends on: caches, shards and replays see a
 * change.
 * @param complain places a message at the line of `file`
 * @throws UserError for a file outside the folder of the spec, or that cannot be read
 */
export function withOwnProcess<Parts extends SpecParts>(
  parts: Parts,
  folder: string,
  complain: (message: string) => readonly Problem[],
): Parts {
  const file = parts.process?.file;
  if (file === undefined) return parts;
  const own = readBeside(file, folder, {
    complain,
    writtenBy: 'rulespice init --transistor nfet.yaml --transistor pfet.yaml',
    length: 'a process file with its transistors is a few hundred lines',
  });
  return { ...parts, process: { ...parts.process, own } };
}
