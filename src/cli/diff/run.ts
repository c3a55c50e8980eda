import { compareRuns, type Move } from '../../report/baseline.js';
import { conditionsText, counted, plainText } from '../../report/words.js';
import { formatPercent } from '../../units/format.js';
import { parseQuantity } from '../../units/quantity.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../terminal/table.js';
import { readRun } from '../verify/read-run.js';

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
  const head = ['', 'spec', 'check', 'conditions', 'before', 'after', 'change of limit'];
  const rows = [...regressions, ...others].map(row);
  const table = rows.length === 0 ? '' : `${textTable(head, rows)}\n`;
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
