import { ZERO_CELSIUS } from '../../../units/constants.js';
import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';
import type { Bias } from '../../../ekv/ekv.js';
import { REFERENCE } from '../../../ekv/ekv.js';
import { offState } from './off-state.js';

/** One gate sweep: rows in measured order, biases mirrored to an n-channel device. */
export interface Sweep {
  readonly name: string;
  readonly panel: string;
  readonly points: readonly Point[];
  /** Current below which the sweep shows leakage and noise instead of the channel, A. */
  readonly floor: number;
}

export interface Point {
  readonly row: number;
  readonly bias: Bias;
  /** A, positive where the channel conducts. */
  readonly current: number;
  /** What the drain passes beside the channel, A. */
  readonly leakage: number;
  readonly heldOut: boolean;
}

export interface Device {
  readonly name: string;
  readonly polarity: 'nfet' | 'pfet';
  /** m, where the data say it. */
  readonly width?: number;
  readonly length?: number;
  readonly sweeps: readonly Sweep[];
  /** What was taken for granted or left out. */
  readonly notes: readonly string[];
}

/**
 * Takes one device's measurements apart into gate sweeps, each without the points that show leakage or noise.
 *
 * @throws UserError when the data hold several devices, or no sweep that rises out of its off current
 */
export function readDevice(data: FitData): Device {
  const [vg, vd, id] = [columnOf(data, 'vg'), columnOf(data, 'vd'), columnOf(data, 'id')];
  const [vb, celsius, width, length] = ['vb', 'T', 'W', 'L'].map((name) => data.columns.get(name));
  const kinds = new Map<string, number>();
  const labels =
    vg.length === 0
      ? []
      : Array.from(vg.keys(), (row) =>
          [
            data.texts.get('device')?.[row],
            width && length ? `W ${micro(width[row])} L ${micro(length[row])}` : undefined,
            data.series[row],
          ]
            .filter((part) => part !== undefined && part !== '')
            .join(' '),
        );
  for (const label of labels) kinds.set(label, (kinds.get(label) ?? 0) + 1);
  const file = data.files[0]?.file ?? '';
  if (kinds.size > 1)
    throw new UserError([
      {
        file,
        message:
          `found ${kinds.size} devices: ` +
          `${[...kinds].map(([label, rows]) => `${label} (${rows} rows)`).join(', ')}; choose one, such as ` +
          `--keep "device = nmos" --keep "W = 10 um" --keep "L = 10 um"`,
      },
    ]);
  const mirror = sign(vg, id);
  const groups: { key: string; rows: number[] }[] = [];
  for (const row of vg.keys()) {
    const key = [vb?.[row] ?? 0, vd[row], celsius?.[row]].join();
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, rows: [row] });
  }
  const notes: string[] = [];
  if (celsius === undefined) notes.push(`there is no column T: ${REFERENCE} K is taken for every row`);
  if (vb === undefined) notes.push('there is no column vb: bulk and source are taken to be connected');
  let masked = 0;
  const sweeps = groups.flatMap(({ rows }): Sweep[] => {
    const all = rows.map((row): Point => ({
      row,
      current: mirror * (id[row] ?? NaN),
      leakage: 0,
      heldOut: data.heldOut[row] === 1,
      bias: {
        vgs: mirror * (vg[row] ?? NaN),
        vds: mirror * (vd[row] ?? NaN),
        vsb: -mirror * (vb?.[row] ?? 0),
        temperature: celsius ? (celsius[row] ?? NaN) + ZERO_CELSIUS : REFERENCE,
      },
    }));
    const backwards = all.find(({ bias: { vds, vsb } }) => !(vds > 0) || vsb < -0.4);
    if (backwards)
      throw new UserError([
        {
          message:
            `${data.places[backwards.row] ?? ''}: found a drain at ${mirror * backwards.bias.vds} V and a ` +
            `bulk at ${-mirror * backwards.bias.vsb} V against the source of ` +
            `${mirror > 0 ? 'an nMOS' : 'a pMOS'} transistor; expected a conducting drain and a bulk that is ` +
            `not forward biased by more than 0.4 V; leave such rows out with --keep`,
        },
      ]);
    const rising = all.toSorted((a, b) => a.bias.vgs - b.bias.vgs);
    const { leakage, floor, shows } = offState(
      rising.map(({ bias }) => bias.vgs),
      rising.map(({ current }) => current),
    );
    const points = all
      .filter(({ bias, current }) => shows(bias.vgs, current))
      .map((point) => ({ ...point, leakage: leakage(point.bias.vgs) }));
    masked += all.length - points.length;
    const [first] = points;
    if (first === undefined || points.length < 3) return [];
    const { vds, vsb, temperature } = first.bias;
    return [
      { points, floor, panel: `${kelvin(temperature)}, vd ${volts(mirror * vds)}`, name: `vb ${volts(-mirror * vsb)}` },
    ];
  });
  if (sweeps.length === 0)
    throw new UserError([
      {
        file,
        message:
          `found no gate sweep that rises out of its off current; expected rows of one sweep one after the ` +
          `other, with the same vd, vb and T`,
      },
    ]);
  const floors = sweeps.map(({ floor }) => floor);
  notes.push(
    `${masked} of ${vg.length} points were left out: less than 10 times the leakage or noise of their ` +
      `sweep (channel seen from ${Math.min(...floors).toPrecision(2)} A to ` +
      `${Math.max(...floors).toPrecision(2)} A on)`,
  );
  return {
    name: labels[0] === undefined || labels[0] === '' ? 'transistor' : labels[0],
    polarity: mirror > 0 ? 'nfet' : 'pfet',
    ...(width && length ? { width: width[0] ?? NaN, length: length[0] ?? NaN } : {}),
    sweeps,
    notes,
  };
}

/** 1 for an n-channel device: the current rises with the gate. */
function sign(vg: Float64Array, id: Float64Array): 1 | -1 {
  const strongest = id.reduce((most, value, row) => (Math.abs(value) > Math.abs(id[most] ?? 0) ? row : most), 0);
  const sum = vg.reduce((total, value) => total + value, 0) / vg.length;
  return (vg[strongest] ?? NaN) >= sum ? 1 : -1;
}

const micro = (metres: number | undefined): string => String(Number(((metres ?? NaN) * 1e6).toPrecision(6)));
const volts = (value: number): string => `${Number(value.toPrecision(6))} V`;
const kelvin = (value: number): string => `${Number(value.toPrecision(6))} K`;
