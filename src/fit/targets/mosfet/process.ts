import { digits } from '../../card.js';
import type { Estimate } from '../../estimate.js';
import type { EkvValues } from './ekv.js';
import type { Device } from './sweeps.js';

/** The fitted constants of one device: its geometry, the temperatures that were measured, every parameter with its interval. */
export function constantsCard(device: Device, name: string, _values: EkvValues, estimate: Estimate): string {
  const kelvins = device.sweeps.flatMap(({ points }) => points.map(({ bias }) => bias.temperature));
  const celsius = (value: number): string => `${Number((value - 273.15).toFixed(2))} C`;
  return [
    `device: ${name}`,
    `polarity: ${device.polarity}`,
    ...(device.width === undefined || device.length === undefined ? [] : [`size: { w: ${micro(device.width)} um, l: ${micro(device.length)} um }`]),
    `temperature: { min: ${celsius(Math.min(...kelvins))}, max: ${celsius(Math.max(...kelvins))} }`,
    'parameters:   # SI at 300 K; 95 % interval',
    ...estimate.parameters.map((one) => `  ${one.name}: { value: ${digits(one.value, one.standardError)}, low: ${digits(one.low, one.standardError)}, high: ${digits(one.high, one.standardError)} }   # ${one.meaning}${one.unit === '' ? '' : `, ${one.unit}`}`),
    '',
  ].join('\n');
}

const micro = (metres: number): string => String(Number((metres * 1e6).toPrecision(6)));
