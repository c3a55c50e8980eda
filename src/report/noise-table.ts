import type { NoiseRow } from '../result/samples.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { columnsOf, type ShownTable } from './shown-table.js';
import { conditionsText, plainText } from './words.js';

/** What noise does to every state that was read. */
export function noiseTable(rows: readonly NoiseRow[]): ShownTable {
  return {
    title: 'What noise does',
    columns: columnsOf(
      ...['*State', 'Experiment', 'Conditions', '#Read at', '#Without noise', '#Signal', '#Sigma'],
      ...['#Share of the signal', '#Signal to noise', '#Runs', 'Model, same draws', 'Outliers'],
    ),
    rows: rows.map(noiseRow),
  };
}

function noiseRow(row: NoiseRow): string[] {
  const { signal, sigma, interval, model } = row;
  const share = (part: number): string => (signal > 0 ? formatPercent(part / signal) : 'no signal');
  return [
    plainText(row.quantity),
    plainText(row.experiment),
    conditionsText(row.conditions),
    formatQuantity(row.time, 's'),
    formatQuantity(row.value, '1', 4),
    formatQuantity(signal, '1', 4),
    formatQuantity(sigma, '1'),
    `${share(sigma)} (${share(interval[0])} to ${share(interval[1])} at ` +
      `${formatPercent(row.confidence, 4)} confidence)`,
    sigma > 0 ? formatQuantity(signal / sigma, '1') : '',
    `${row.runs}, seed ${row.seed}`,
    model ? `${formatQuantity(model.sigma, '1')}, deviations ${formatPercent(model.difference)} apart` : '',
    row.outliers.map(({ run, value: at }) => `run ${run}: ${formatQuantity(at, '1', 4)}`).join('; '),
  ];
}
