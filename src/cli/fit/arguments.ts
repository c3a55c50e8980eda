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
export function commandOf(
  { name }: FitTarget,
  model: FitModel,
  {
    files,
    decimal,
    delimiter,
    map = [],
    keep = [],
    holdOut = [],
    fix = [],
    bound = [],
    robust,
    intervals,
    starts,
    seed,
    engine,
  }: FitArguments,
): string {
  const list = (option: string, values: readonly string[]): string[] =>
    values.map((value) => `--${option} ${shellWord(value)}`);
  return [
    `rulespice fit ${name}`,
    ...files.map(shellFile),
    `--model ${shellWord(model.name)}`,
    ...list('map', map),
    ...list('keep', keep),
    ...list('hold-out', holdOut),
    ...list('fix', fix),
    ...list('bound', bound),
    ...(decimal === undefined ? [] : list('decimal', [decimal])),
    ...(delimiter === undefined ? [] : list('delimiter', [delimiter])),
    ...(robust ? ['--robust'] : []),
    ...(intervals === 'profile' ? [] : [`--intervals ${intervals}`]),
    ...(starts === undefined ? [] : list('starts', [starts])),
    ...(seed === undefined ? [] : list('seed', [seed])),
    ...(engine === 'auto' ? [] : list('engine', [engine])),
  ].join(' ');
}
