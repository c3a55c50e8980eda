import { formatPercent, formatQuantity } from '../units/format.js';
import type { NoiseRow } from './types.js';
import { conditionsText, plainText } from './words.js';

/** What the page prints of a spread by noise: text only. */
export function noiseView({
  quantity,
  experiment,
  conditions,
  time,
  value,
  signal,
  sigma,
  interval,
  confidence,
  runs,
  seed,
  model,
  outliers,
}: NoiseRow) {
  const share = (part: number): string => (signal > 0 ? formatPercent(part / signal) : 'no signal');
  return {
    quantity: plainText(quantity),
    experiment: plainText(experiment),
    conditions: conditionsText(conditions),
    read: formatQuantity(time, 's'),
    value: formatQuantity(value, '1', 4),
    signal: formatQuantity(signal, '1', 4),
    sigma: formatQuantity(sigma, '1'),
    share:
      `${share(sigma)} (${share(interval[0])} to ${share(interval[1])} at ${formatPercent(confidence, 4)} ` +
      `confidence)`,
    ratio: sigma > 0 ? formatQuantity(signal / sigma, '1') : '',
    runs: `${runs}, seed ${seed}`,
    model: model ? `${formatQuantity(model.sigma, '1')}, deviations ${formatPercent(model.difference)} apart` : '',
    outliers: outliers.map(({ run, value: at }) => `run ${run}: ${formatQuantity(at, '1', 4)}`).join('; '),
  };
}
