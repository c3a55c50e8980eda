import { commands } from './commands.js';
import { main } from './main.js';

/** What `rulespice <command> --help` prints, for every command in the order of `--help`. */
export async function helpTexts(): Promise<{ name: string; text: string }[]> {
  const texts: { name: string; text: string }[] = [];
  for (const { name } of commands) {
    let text = '';
    await main([name, '--help'], {
      out: (chunk) => void (text += String(chunk)),
      err: (chunk) => void (text += chunk),
      annotate: () => undefined,
      // No command runs, so nothing is read.
      input: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
      }),
      outIsTerminal: false,
      errIsTerminal: false,
      environment: {},
    });
    texts.push({ name, text });
  }
  return texts;
}
