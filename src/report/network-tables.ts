import type { NetworkResult } from '../result/network.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { columnsOf, type ShownTable } from './shown-table.js';
import { plainText } from './words.js';

/** Spikes and weights on every road, side by side. */
export function networkTables({ neurons, synapses }: Pick<NetworkResult, 'neurons' | 'synapses'>): ShownTable[] {
  return [
    {
      title: 'Neurons',
      columns: columnsOf('*neuron', '#spikes: rule', '#model', '#circuit', '#largest difference: to rule', '#to model'),
      rows: neurons.map(({ name, driven, spikes, difference }) => [
        plainText(name),
        count(spikes.rule),
        count(spikes.model),
        count(spikes.circuit),
        ...(driven ? [time(difference.rule), time(difference.model)] : ['no synapse', '']),
      ]),
    },
    {
      title: 'Synapses',
      columns: columnsOf('*synapse', '#weight at the end: rule', '#model', '#circuit', '#NRMSE: to rule', '#to model'),
      rows: synapses.map(({ from, to, final, error }) => [
        plainText(`${from} to ${to}`),
        weight(final.rule),
        weight(final.model),
        weight(final.circuit),
        share(error.rule),
        share(error.model),
      ]),
    },
  ];
}

type Optional = number | null | undefined;

function shownOr(value: Optional, text: (value: number) => string): string {
  return value === undefined || value === null ? '-' : text(value);
}

const time = (value: Optional): string => shownOr(value, (seconds) => formatQuantity(seconds, 's', 3));
const share = (value: Optional): string => shownOr(value, formatPercent);
const weight = (value: Optional): string => shownOr(value, (number) => number.toFixed(4));

function count(times: readonly number[] | undefined): string {
  return times === undefined ? '-' : String(times.length);
}
