import type { FactorParameter } from '../nonideality/variation.js';
import type { DeviceSensitivity, YieldRow } from '../result/samples.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { columnsOf, type ShownTable } from './shown-table.js';
import { conditionsText, plainText } from './words.js';

/** Factors that a page lists: those that make at least a hundredth of the variance. */
const SMALLEST_SHARE = 0.01;

/** The yields, then for each what moves it and which samples have none. */
export function yieldTables(rows: readonly YieldRow[]): ShownTable[] {
  const table = {
    title: 'Yield over samples',
    columns: columnsOf('*Quantity', 'Conditions', '#Within limits', '#Yield', 'Goal', 'Worst', '$Replay the worst'),
    rows: rows.map(yieldRow),
  };
  return [table, ...rows.flatMap((row) => [...factorTable(row), ...errorTable(row)])];
}

function yieldRow(row: YieldRow): string[] {
  const design = row.sampling === 'random' ? '' : `; ${row.sampling}, ${row.replicates} replicates`;
  return [
    plainText(row.quantity),
    conditionsText(row.conditions),
    `${row.passed} of ${row.samples}` +
      (row.samples < row.planned ? ` (stopped before ${row.planned})` : '') +
      (row.unknown > 0 ? `, ${row.unknown} unknown` : '') +
      design,
    `${formatPercent(row.interval[0])} to ${formatPercent(row.interval[1])}`,
    `at least ${formatPercent(row.goal.min, 4)} at ${formatPercent(row.goal.confidence, 4)} confidence`,
    row.worst ? `sample ${row.worst.sample}: ${formatPercent(row.worst.measured)}` : 'none',
    plainText(row.worst?.kept ?? row.worst?.replay ?? ''),
  ];
}

function factorTable({ quantity, conditions, sensitivity }: YieldRow): ShownTable[] {
  if (!sensitivity) return [];
  const spread =
    `sigma(${plainText(sensitivity.of)}): simulated ${formatQuantity(sensitivity.simulated, '1')}, ` +
    `predicted ${formatQuantity(sensitivity.predicted, '1')}`;
  return [
    {
      title: `What moves ${plainText(quantity)}`,
      note: `${conditionsText(conditions)}; ${spread}`,
      columns: columnsOf('What varies', 'Parameter', '#Slope', '#Sigma', '#Share of variance'),
      rows: sensitivity.devices.filter(({ share }) => share >= SMALLEST_SHARE).map(factorRow),
    },
  ];
}

function errorTable({ quantity, conditions, errors }: YieldRow): ShownTable[] {
  return [
    {
      title: `Samples of ${plainText(quantity)} without a measurement`,
      note: conditionsText(conditions),
      folded: true,
      columns: columnsOf('#Sample', 'Reason', '$Replay'),
      rows: errors.map(({ sample, reason, replay }) => [String(sample), plainText(reason), plainText(replay)]),
    },
  ];
}

/** What a page calls a parameter, the unit of its sigma, and what its slope counts. */
const PARAMETERS: Readonly<Record<FactorParameter, { readonly symbol: string; readonly unit: 'V' | 'C' | '%' }>> = {
  threshold: { symbol: '|Vth|', unit: 'V' },
  beta: { symbol: 'beta', unit: '%' },
  capacitance: { symbol: 'C', unit: '%' },
  current: { symbol: 'I', unit: '%' },
  supply: { symbol: 'V', unit: 'V' },
  temperature: { symbol: 'T', unit: 'C' },
};

function factorRow({ instance, device, parameter, slope, sigma, share }: DeviceSensitivity): string[] {
  const { symbol, unit } = PARAMETERS[parameter];
  return [
    plainText(`${instance}.${device}`),
    symbol,
    `${formatQuantity(slope, '1')} per ${unit === '%' ? 'unit' : unit}`,
    unit === '%' ? formatPercent(sigma) : formatQuantity(sigma, unit),
    formatPercent(share),
  ];
}
