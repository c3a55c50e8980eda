/**
 * A word as a POSIX shell takes it, for commands that people paste: as it is where no shell reads anything into it,
 * else in single quotes.
 */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A file as an argument: a name that starts with "-" would be read as an option. */
export function shellFile(path: string): string {
  return shellWord(path.startsWith('-') ? `./${path}` : path);
}
