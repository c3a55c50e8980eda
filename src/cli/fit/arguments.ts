import type { FitModel, FitTarget } from '../../fit/target.js';
import { shellFile, shellWord } from '../../units/shell-word.js';

/** Names of delimiters on the command line. */
export const DELIMITER_NAMES = { comma: ',', semicolon: ';', tab: '\t', bar: '|', blank: ' ' } as const;
export type DelimiterName = keyof typeof DELIMITER_NAMES;

/** What the command line says. */
export interface FitArguments {
  readonly target: string;
  readonly files: readonly string[];
  readonly model: string | undefined;
  readonly compare: boolean;
  readonly map: readonly string[] | undefined;
  readonly keep: readonly string[] | undefined;
  readonly holdOut: readonly string[] | undefined;
  readonly sweepRate: string | undefined;
  readonly decimal: 'comma' | 'point' | undefined;
  readonly delimiter: DelimiterName | undefined;
  readonly fix: readonly string[] | undefined;
  readonly bound: readonly string[] | undefined;
  readonly robust: boolean;
  readonly intervals: 'profile' | 'bootstrap';
  readonly starts: string | undefined;
  readonly seed: string | undefined;
  readonly source: string | undefined;
  readonly card: readonly string[] | undefined;
  readonly report: string | undefined;
  readonly json: string | undefined;
  readonly engine: string;
}

/** One command that makes the same fit again. */
export function commandOf({ name }: FitTarget, model: FitModel, args: FitArguments): string {
  const { files, robust, intervals, engine } = args;
  const list = (option: string, values: readonly string[] | string | undefined): string[] =>
    [values ?? []].flat().map((value) => `--${option} ${shellWord(value)}`);
  return [
    `rulespice fit ${name}`,
    ...files.map(shellFile),
    `--model ${shellWord(model.name)}`,
    ...list('map', args.map),
    ...list('keep', args.keep),
    ...list('hold-out', args.holdOut),
    ...list('fix', args.fix),
    ...list('bound', args.bound),
    ...list('sweep-rate', args.sweepRate),
    ...list('decimal', args.decimal),
    ...list('delimiter', args.delimiter),
    ...(robust ? ['--robust'] : []),
    ...(intervals === 'profile' ? [] : [`--intervals ${intervals}`]),
    ...list('starts', args.starts),
    ...list('seed', args.seed),
    ...(engine === 'auto' ? [] : list('engine', engine)),
  ].join(' ');
}
