import { formatPercent, formatQuantity } from '../units/format.js';
import type { FactorParameter } from '../nonideality/variation.js';
import type { DeviceSensitivity, YieldRow } from './types.js';
import { conditionsText, plainText } from './words.js';

/** Factors that a page lists: those that make at least a hundredth of the variance. */
const SMALLEST_SHARE = 0.01;

/** What the page prints of a yield: text only. */
export function yieldView(row: YieldRow) {
  const { sensitivity } = row;
  return {
    quantity: plainText(row.quantity),
    conditions: conditionsText(row.conditions),
    counts:
      `${row.passed} of ${row.samples}` +
      (row.samples < row.planned ? ` (stopped before ${row.planned})` : '') +
      (row.unknown > 0 ? `, ${row.unknown} unknown` : ''),
    interval: `${formatPercent(row.interval[0])} to ${formatPercent(row.interval[1])}`,
    design: row.sampling === 'random' ? '' : `${row.sampling}, ${row.replicates} replicates`,
    goal: `at least ${formatPercent(row.goal.min, 4)} at ${formatPercent(row.goal.confidence, 4)} confidence`,
    seed: row.seed,
    worst: row.worst ? `sample ${row.worst.sample}: ${formatPercent(row.worst.measured)}` : 'none',
    replay: plainText(row.worst?.kept ?? row.worst?.replay ?? ''),
    errors: row.errors.map(({ sample, reason, replay }) => ({
      sample,
      reason: plainText(reason),
      replay: plainText(replay),
    })),
    spread: sensitivity
      ? `sigma(${plainText(sensitivity.of)}): simulated ${formatQuantity(sensitivity.simulated, '1')}, ` +
        `predicted ${formatQuantity(sensitivity.predicted, '1')}`
      : '',
    devices: (sensitivity?.devices ?? []).filter(({ share }) => share >= SMALLEST_SHARE).map(deviceView),
  };
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

function deviceView({ instance, device, parameter, slope, sigma, share }: DeviceSensitivity) {
  const { symbol, unit } = PARAMETERS[parameter];
  return {
    device: plainText(`${instance}.${device}`),
    parameter: symbol,
    slope: `${formatQuantity(slope, '1')} per ${unit === '%' ? 'unit' : unit}`,
    sigma: unit === '%' ? formatPercent(sigma) : formatQuantity(sigma, unit),
    share: formatPercent(share),
  };
}
