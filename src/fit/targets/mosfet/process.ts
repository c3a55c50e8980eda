import { ZERO_CELSIUS } from '../../../units/constants.js';
import { digits } from '../../card.js';
import type { Estimate } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import { measuredAt } from './parameters.js';
import type { Device } from './sweeps.js';

/**
 * One device for a process file (src/ekv/transistor.ts): its geometry, what was measured, where, every parameter with
 * its interval.
 */
export function constantsCard(device: Device, name: string, estimate: Estimate, { source, sha256 }: Origin): string {
  const drains = device.sweeps.flatMap(({ points }) => points.map(({ bias }) => bias.vds));
  const kelvins = device.sweeps.flatMap(({ points }) => points.map(({ bias }) => bias.temperature));
  const celsius = (value: number): string => `${Number((value - ZERO_CELSIUS).toFixed(2))} C`;
  return [
    `device: ${name}`,
    `polarity: ${device.polarity}`,
    ...(device.width === undefined || device.length === undefined
      ? []
      : [`size: { w: ${micro(device.width)} um, l: ${micro(device.length)} um }`]),
    `temperature: { min: ${celsius(Math.min(...kelvins))}, max: ${celsius(Math.max(...kelvins))} }`,
    `drain: ${Number(Math.max(...drains).toPrecision(6))} V   # largest drain voltage that was measured`,
    `source: ${JSON.stringify((source.split('\n')[0] ?? '').replace(/^[#\s]+/, '').slice(0, 500))}`,
    ...(sha256.length === 0 ? [] : [`sha256: [${sha256.join(', ')}]`]),
    `parameters:   # SI at ${Number(measuredAt(device.sweeps).toPrecision(4))} K; 95 % interval`,
    ...estimate.parameters.map(
      (one) =>
        `  ${one.name}: { value: ${digits(one.value, one.standardError)}, low: ` +
        `${digits(one.low, one.standardError)}, high: ${digits(one.high, one.standardError)} }   # ` +
        `${one.meaning}${one.unit === '' ? '' : `, ${one.unit}`}`,
    ),
    '',
  ].join('\n');
}

const micro = (metres: number): string => String(Number((metres * 1e6).toPrecision(6)));
