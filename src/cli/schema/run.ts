import { UserError } from '../../units/user-error.js';
import type { Session } from '../io.js';
import { EXIT } from '../exit.js';

/** Prints one JSON Schema, or with `list` the names of all. */
export async function runSchema(name: string, { io }: Session): Promise<number> {
  const { schemaFiles } = await import('./files.js');
  const files = schemaFiles();
  if (name === 'list') {
    io.out(files.map((file) => `${file.name}\n`).join(''));
    return EXIT.pass;
  }
  const file = files.find((candidate) => candidate.name === name);
  if (!file) {
    const { didYouMean } = await import('../../units/did-you-mean.js');
    const names = files.map((candidate) => candidate.name);
    throw new UserError([
      { message: `there is no schema "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}` },
    ]);
  }
  io.out(file.text());
  return EXIT.pass;
}
