import type { IdentifyResult } from '../result/identify.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { columnsOf, shownTable, type ShownTable } from './shown-table.js';
import { plainText } from './words.js';

/** Hypotheses without terms of their own that are shown; the JSON has all. */
const MOST_PLAIN = 6;
/** Tables of single experiments: for the page. */
const SINGLE = 2;

/** The rule with its intervals, what it was chosen from, how it does on trains, and what was measured. */
export function identifyTables(result: IdentifyResult): ShownTable[] {
  return [parameters(result), trains(result), candidates(result), ...result.tables.slice(0, SINGLE).map(shownTable)];
}

/** What single experiments gave. */
export function identifyAppendix(result: IdentifyResult): ShownTable[] {
  return result.tables
    .slice(SINGLE)
    .map(shownTable)
    .map((table) => ({ ...table, note: `${table.rows.length} experiments`, folded: true }));
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
    columns: columnsOf('*train', '#error of the weight (NRMSE)', 'verdict'),
    rows: all.map(({ name, error, judged }) => [
      plainText(name),
      error === null ? '-' : formatPercent(error),
      judged ? 'judged' : 'not judged',
    ]),
  };
}

function candidates({ candidates: all, points }: IdentifyResult): ShownTable {
  const best = all[0]?.aicc ?? NaN;
  const plain = all.filter(({ name }) => !/warm-up|triplets/.test(name)).slice(0, MOST_PLAIN);
  const rows = all.filter((one, index) => index === 0 || one.chosen || plain.includes(one));
  return {
    title: 'Candidates',
    note: `${all.length} fitted to ${points} steps of the weight`,
    columns: columnsOf('*rule', '#numbers', '#AICc - best', '#misfit', 'rule'),
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
