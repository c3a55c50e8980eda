import { ZERO_CELSIUS } from '../../../units/constants.js';
import { spiceNumber } from '../../../units/format.js';
import { column } from '../../../waveform/waveforms.js';
import type { CardBench } from '../../card.js';
import { drainCurrent, type EkvValues } from '../../../ekv/ekv.js';
import type { Device, Point } from './sweeps.js';

/** The measured biases as one DC sweep per temperature: `v_index` counts the points, tables give the voltages. */
export function benchesOf(
  device: Device,
  subcircuit: string,
  name: string,
  values: EkvValues,
): [CardBench, ...CardBench[]] {
  const points = device.sweeps.flatMap((sweep) => sweep.points.map((point) => ({ point, floor: sweep.floor })));
  const temperatures = [...new Set(points.map(({ point }) => point.bias.temperature))];
  const benches = temperatures.map((temperature) =>
    benchAt(
      device,
      temperature,
      points.filter(({ point }) => point.bias.temperature === temperature),
      { subcircuit, name, values },
    ),
  );
  const [first, ...rest] = benches;
  if (first === undefined) throw new Error('a device without sweeps has no bench');
  return [first, ...rest];
}

/** A point and the floor of its sweep. */
interface Biased {
  readonly point: Point;
  readonly floor: number;
}

interface Fitted {
  readonly subcircuit: string;
  readonly name: string;
  readonly values: EkvValues;
}

function benchAt(
  { polarity }: Device,
  temperature: number,
  points: readonly Biased[],
  { subcircuit, name, values }: Fitted,
): CardBench {
  const mirror = polarity === 'nfet' ? 1 : -1;
  const value = (signed: number): string => spiceNumber(Number((mirror * signed).toPrecision(12)));
  const table = (of: (point: Point) => number): string =>
    `pwl(v(index),${points.map(({ point }, index) => `${index},${value(of(point))}`).join(',')})`;
  return {
    name: `${temperature.toFixed(1)} K`,
    circuit: {
      title: `${name} at ${temperature.toFixed(1)} K`,
      text: [
        subcircuit.trimEnd(),
        'v_index index 0 0',
        `b_gate g 0 v=${table(({ bias }) => bias.vgs)}`,
        `b_drain drain 0 v=${table(({ bias }) => bias.vds)}`,
        `b_bulk b 0 v=${table(({ bias }) => -bias.vsb)}`,
        'v_meter drain d 0',
        `x_dut d g 0 b ${name}`,
        `.temp ${spiceNumber(Number((temperature - ZERO_CELSIUS).toPrecision(12)))}`,
        '.options gmin=1e-18 abstol=1e-18 vntol=1e-9 reltol=1e-6 itl1=500 itl2=500',
        '',
      ].join('\n'),
    },
    analysis: { kind: 'dc', sweeps: [{ source: 'v_index', from: 0, to: points.length - 1, step: 1 }] },
    save: ['i(v_meter)'],
    read: (waveforms) => column(waveforms, 'i(v_meter)').map((current) => mirror * current),
    expected: Float64Array.from(points, ({ point }) => drainCurrent(values, point.bias)),
    floor: Math.min(...points.map(({ floor }) => floor)),
  };
}
