/** How a command line names standard input; a file of this name is written "./-". */
export const STANDARD_INPUT = '-';

let bytes: Uint8Array | undefined;

/** Keeps what was read from standard input: a pipe can be read once, and messages look a second time for a line. */
export function provideStandardInput(read: Uint8Array | undefined): void {
  bytes = read;
}

/** The bytes of standard input, where a path stands for it and it was provided. */
export function standardInput(path: string): Uint8Array | undefined {
  return path === STANDARD_INPUT ? bytes : undefined;
}
