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
  const columns = columnsOf(data);
  const { vg, vb, celsius, width, length } = columns;
  const file = data.files[0]?.file ?? '';
  const label = labelOf(columns, data, file);
  const mirror = sign(vg, columns.id);
  const read = groupsOf(columns).map((rows) => readSweep(columns, data, rows, mirror));
  const sweeps = read.flatMap(({ sweep }) => sweep ?? []);
  if (sweeps.length === 0)
    throw new UserError([
      {
        file,
        message:
          `found no gate sweep that rises out of its off current; expected rows of one sweep one after the ` +
          `other, with the same vd, vb and T`,
      },
    ]);
  const masked = read.reduce((sum, one) => sum + one.masked, 0);
  const floors = sweeps.map(({ floor }) => floor);
  return {
    name: label === undefined || label === '' ? 'transistor' : label,
    polarity: mirror > 0 ? 'nfet' : 'pfet',
    ...(width && length ? { width: width[0] ?? NaN, length: length[0] ?? NaN } : {}),
    sweeps,
    notes: [
      ...(celsius === undefined ? [`there is no column T: ${REFERENCE} K is taken for every row`] : []),
      ...(vb === undefined ? ['there is no column vb: bulk and source are taken to be connected'] : []),
      `${masked} of ${vg.length} points were left out: less than 10 times the leakage or noise of their ` +
        `sweep (channel seen from ${Math.min(...floors).toPrecision(2)} A to ` +
        `${Math.max(...floors).toPrecision(2)} A on)`,
    ],
  };
}

interface Columns {
  readonly vg: Float64Array;
  readonly vd: Float64Array;
  readonly id: Float64Array;
  readonly vb: Float64Array | undefined;
  readonly celsius: Float64Array | undefined;
  readonly width: Float64Array | undefined;
  readonly length: Float64Array | undefined;
}

function columnsOf(data: FitData): Columns {
  const [vg, vd, id] = [columnOf(data, 'vg'), columnOf(data, 'vd'), columnOf(data, 'id')];
  const [vb, celsius, width, length] = ['vb', 'T', 'W', 'L'].map((name) => data.columns.get(name));
  return { vg, vd, id, vb, celsius, width, length };
}

/** What the one device is called; nothing where there are no rows. @throws UserError for several devices */
function labelOf({ vg, width, length }: Columns, data: FitData, file: string): string | undefined {
  const labels = Array.from(vg.keys(), (row) =>
    [
      data.texts.get('device')?.[row],
      width && length ? `W ${micro(width[row])} L ${micro(length[row])}` : undefined,
      data.series[row],
    ]
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
  );
  const kinds = new Map<string, number>();
  for (const label of labels) kinds.set(label, (kinds.get(label) ?? 0) + 1);
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
  return labels[0];
}

/** Rows one after the other with the same drain, bulk and temperature. */
function groupsOf({ vg, vd, vb, celsius }: Columns): readonly (readonly number[])[] {
  const groups: { key: string; rows: number[] }[] = [];
  for (const row of vg.keys()) {
    const key = [vb?.[row] ?? 0, vd[row], celsius?.[row]].join();
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, rows: [row] });
  }
  return groups.map(({ rows }) => rows);
}

/** A sweep without the points that show leakage or noise; none where hardly a point is left. */
function readSweep(
  columns: Columns,
  data: FitData,
  rows: readonly number[],
  mirror: 1 | -1,
): { readonly sweep: Sweep | undefined; readonly masked: number } {
  const all = rows.map((row) => pointOf(columns, data, row, mirror));
  assertConducting(all, data, mirror);
  const rising = all.toSorted((a, b) => a.bias.vgs - b.bias.vgs);
  const { leakage, floor, shows } = offState(
    rising.map(({ bias }) => bias.vgs),
    rising.map(({ current }) => current),
  );
  const points = all
    .filter(({ bias, current }) => shows(bias.vgs, current))
    .map((point) => ({ ...point, leakage: leakage(point.bias.vgs) }));
  const masked = all.length - points.length;
  const [first] = points;
  if (first === undefined || points.length < 3) return { sweep: undefined, masked };
  const { vds, vsb, temperature } = first.bias;
  const panel = `${kelvin(temperature)}, vd ${volts(mirror * vds)}`;
  return { sweep: { points, floor, panel, name: `vb ${volts(-mirror * vsb)}` }, masked };
}

function pointOf({ vg, vd, id, vb, celsius }: Columns, data: FitData, row: number, mirror: 1 | -1): Point {
  return {
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
  };
}

function assertConducting(points: readonly Point[], data: FitData, mirror: 1 | -1): void {
  const backwards = points.find(({ bias: { vds, vsb } }) => !(vds > 0) || vsb < -0.4);
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
