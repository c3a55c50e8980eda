import type { IdentifyResult } from '../result/identify.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { columnsOf, shownTable, type ShownTable } from './shown-table.js';
import { plainText } from './words.js';

/** Hypotheses that a page shows; the JSON has all. */
const MOST_CANDIDATES = 15;

/** The rule with its intervals, what it was chosen from, how it does on trains, and what was measured. */
export function identifyTables(result: IdentifyResult): ShownTable[] {
  return [parameters(result), trains(result), candidates(result), ...result.tables.map(shownTable)];
}

function parameters({ parameters: all, rule, start }: IdentifyResult): ShownTable {
  return {
    title: 'The rule',
    note: plainText(rule),
    columns: columnsOf('*parameter', '#value', '#95 % interval', '~meaning'),
    rows: all.map(({ name, unit, value, low, high, meaning }) => [
      plainText(name),
      amount(value, unit),
      low === null || high === null ? 'unknown' : `${amount(low, unit)} to ${amount(high, unit)}`,
      plainText(meaning),
    ]),
    caption: `Amplitudes are shares of the range of the weight, at a weight of ${start}.`,
  };
}

function amount(value: number, unit: string): string {
  return unit === '1/s' ? `${formatQuantity(value, '1', 3)}/s` : formatQuantity(value, unit, 4);
}

function trains({ trains: all }: IdentifyResult): ShownTable {
  return {
    title: 'Trains that the fit has not seen',
    columns: columnsOf('*train', '#error of the weight (NRMSE)', ''),
    rows: all.map(({ name, error, judged }) => [
      plainText(name),
      error === null ? '-' : formatPercent(error),
      judged ? 'judged' : '',
    ]),
  };
}

function candidates({ candidates: all, points }: IdentifyResult): ShownTable {
  const best = all[0]?.aicc ?? NaN;
  const chosen = all.findIndex((one) => one.chosen);
  const shown = all.slice(0, MOST_CANDIDATES);
  const simplest = all.filter(({ parameters: count }, index) => index >= MOST_CANDIDATES && count <= 8);
  const rows = [...shown, ...(chosen >= MOST_CANDIDATES ? [all[chosen]!] : []), ...simplest].filter(
    (one, index, list) => list.indexOf(one) === index,
  );
  return {
    title: 'Candidates',
    note: `${all.length} fitted to ${points} steps of the weight`,
    folded: true,
    columns: columnsOf('*rule', '#numbers', '#AICc - best', '#misfit', ''),
    rows: rows.map((one) => [
      plainText(one.name),
      String(one.parameters),
      (one.aicc - best).toFixed(1),
      formatPercent(one.misfit),
      one.chosen ? 'chosen' : '',
    ]),
    caption: 'Misfit: rms error of a step, as a share of the largest change by a pair.',
  };
}
