import { provideStandardInput } from '../node/files/standard-input.js';
import { UserError } from '../units/user-error.js';
import type { Session } from './io.js';

/** Most bytes read from standard input; what a command takes of one file is less or the same. */
const LARGEST_INPUT = 50_000_000;

/**
 * Reads standard input and lends it to `work`, where the file "-" stands for it.
 * @throws UserError when it is too large or empty
 */
export async function withStandardInput<T>({ io, signal }: Session, work: () => Promise<T>): Promise<T> {
  provideStandardInput(await readAll(io.input()));
  signal.throwIfAborted();
  try {
    return await work();
  } finally {
    provideStandardInput(undefined);
  }
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > LARGEST_INPUT) fail(`is larger than ${LARGEST_INPUT / 1e6} MB; name a file`);
  }
  if (total === 0) fail('is empty; pipe a file into it, or name one');
  return Buffer.concat(chunks);
}

function fail(message: string): never {
  throw new UserError([{ file: '-', message }]);
}
