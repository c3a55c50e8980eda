import type { GeneratedFile } from '../generated-file.js';
import { pageText, table } from './markdown.js';

/** What `--help` prints of a command. */
export interface HelpText {
  readonly name: string;
  readonly text: string;
}

/** docs/reference/commands.md: every command as its `--help` has it; the part on exit codes has a page of its own. */
export function commandsPage(helps: readonly HelpText[]): GeneratedFile {
  return {
    path: 'docs/reference/commands.md',
    text: pageText([
      '# Commands',
      '',
      'Written by `npm run generate` from `rulespice <command> --help`. [Exit codes](exit-codes.md) are those of all.',
      ...helps.flatMap(({ name, text }) => [
        '',
        `## ${name}`,
        '',
        '```',
        ...(text.split('\nExit codes:')[0] ?? '').trim().split('\n'),
        '```',
      ]),
    ]),
  };
}

/** docs/reference/exit-codes.md */
export function exitCodesPage(meanings: readonly (readonly [code: number, meaning: string])[]): GeneratedFile {
  return {
    path: 'docs/reference/exit-codes.md',
    text: pageText([
      '# Exit codes',
      '',
      'Of every command. Written by `npm run generate` from `src/cli/exit.ts`.',
      ...table(
        ['code', 'meaning'],
        meanings.map(([code, meaning]) => [String(code), meaning]),
      ),
      '',
      'Wrong input (2) ends a command before anything is simulated. Of several documents the worst counts: a failed',
      'simulation (3) beats a check that is out of limits or was not checked (1). A check that is not a pass prints',
      'the command that repeats it.',
    ]),
  };
}
