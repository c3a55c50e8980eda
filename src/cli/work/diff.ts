import { baselineOf, baselineSchema, compareRuns, type Baseline, type Move } from '../../report/baseline.js';
import { reportFileSchema } from '../../report/schema.js';
import type { SpecReport } from '../../report/types.js';
import { conditionsText, counted, plainText } from '../../report/words.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import { formatPercent } from '../../units/format.js';
import { parseQuantity } from '../../units/quantity.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../table.js';

/** Largest result, bytes: parsed it takes several times as much. */
const LARGEST_RESULT = 100e6;

export interface DiffArguments {
  readonly baseline: string;
  readonly result: string;
  readonly tolerance: string | undefined;
  readonly json: string | undefined;
}

/** Compares two runs; 1 when a pass is gone or lost more margin than the tolerance. */
export async function runDiff({ baseline, result, tolerance, json }: DiffArguments, session: Session): Promise<number> {
  assertWritable('--json', json);
  const moves = compareRuns(readRun(baseline), readRun(result), toleranceOf(tolerance));
  if (json !== undefined)
    await writeOutput(json, [jsonText({ regressed: moves.some(({ regressed }) => regressed), moves })], session);
  else session.io.out(movesText(moves));
  announce(session.io, json);
  return moves.some(({ regressed }) => regressed) ? EXIT.outOfLimits : EXIT.pass;
}

/** A share of the limit such as `10 %`. */
export function toleranceOf(text = '10 %'): number {
  const value = parseQuantity(text, 'ratio');
  if (value >= 0) return value;
  throw new UserError([{ message: `--tolerance: found "${text}", expected a percentage of at least 0 %` }]);
}

/** Reads a baseline, or a JSON result as one. */
export function readRun(path: string): Baseline {
  const advice = 'write the results of fewer specs into one file';
  let value: unknown;
  try {
    value = JSON.parse(readTextFile(path, LARGEST_RESULT, advice));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError([{ file: path, message: `is no JSON: ${(error as Error).message}` }]);
  }
  const baseline = baselineSchema.safeParse(value);
  if (baseline.success) return filled(baseline.data, path);
  const result = reportFileSchema.safeParse(value);
  if (result.success) return filled(baselineOf(result.data.reports as readonly SpecReport[]), path);
  throw new UserError([
    {
      file: path,
      message:
        'is neither a baseline nor a result; make one with "rulespice verify ... --baseline FILE ' +
        '--update-baseline" or "--json=FILE"',
    },
  ]);
}

/** Nothing compared with anything is no regression, and must not look like one that was looked for. */
function filled(run: Baseline, path: string): Baseline {
  if (run.verdicts.length > 0) return run;
  throw new UserError([{ file: path, message: 'holds no verdict, so there is nothing to compare; make it again' }]);
}

/** One line per verdict that moved or is no pass, the regressions first, and a count. Ends with a newline. */
export function movesText(moves: readonly Move[]): string {
  const regressions = moves.filter(({ regressed }) => regressed);
  const others = moves.filter(
    ({ regressed, before, after, change = 0 }) =>
      !regressed && (before?.status !== after?.status || Math.abs(change) >= 5e-4),
  );
  const row = ({ entry, before, after, change, regressed }: Move): string[] => [
    regressed
      ? 'WORSE'
      : before === undefined
        ? 'new'
        : after === undefined
          ? 'gone'
          : (change ?? 0) < 0
            ? 'less'
            : 'more',
    plainText(entry.spec),
    plainText(
      `${entry.metric === 'yield-loss' ? 'yield of ' : ''}${entry.quantity} vs ${entry.against} ` +
        `(${entry.experiment})${entry.sample === undefined ? '' : `, sample ${entry.sample}`}`,
    ),
    conditionsText(entry.conditions),
    sideText(before),
    sideText(after),
    change === undefined ? '-' : `${change > 0 ? '+' : ''}${formatPercent(change)}`,
  ];
  const table =
    regressions.length + others.length === 0
      ? ''
      : `${textTable(['', 'spec', 'check', 'conditions', 'before', 'after', 'change of limit'], [...regressions, ...others].map(row))}\n`;
  return (
    `${table}${counted(moves.length, 'verdict')}: ${regressions.length} worse, ${others.length} moved ` +
    `otherwise, ${moves.length - regressions.length - others.length} as before\n`
  );
}

function sideText(side: Move['before']): string {
  if (!side) return 'absent';
  return side.margin === undefined
    ? side.status
    : `${side.status} ${side.margin > 0 ? '+' : ''}${formatPercent(side.margin)}`;
}
