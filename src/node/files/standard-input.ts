/** How a command line names standard input; a file of this name is written "./-". */
export const STANDARD_INPUT = '-';

let text: string | undefined;

/** Keeps what was read from standard input: a pipe can be read once, and messages look a second time for a line. */
export function provideStandardInput(read: string | undefined): void {
  text = read;
}

/** The text of standard input, where a path stands for it and it was provided. */
export function standardInput(path: string): string | undefined {
  return path === STANDARD_INPUT ? text : undefined;
}
