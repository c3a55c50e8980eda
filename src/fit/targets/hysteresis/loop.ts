import { UserError } from '../../../units/user-error.js';
import type { FitData } from '../../data/table.js';
import { noiseOf } from './noise-floor.js';
import { branchesOf, type Branch } from './branches.js';
import { columnsOf, sweepsOf, type Columns } from './sweeps.js';

/** One measurement without a break: the stimulus of a device that starts in an unknown state. SI, every row of it. */
export interface LoopRecord {
  readonly name: string;
  readonly rows: readonly number[];
  /** From 0 on. */
  readonly time: Float64Array;
  /** As the instrument applied it. */
  readonly volts: Float64Array;
  readonly current: Float64Array;
  readonly compliance?: Float64Array;
  /** Degrees Celsius. */
  readonly temperature?: number;
  /** Ohms between source and device. */
  readonly series: number;
  /** Points that tell something about the device: their log10 of the current is fitted, or predicted where held out. */
  readonly use: readonly ('fit' | 'predict' | 'none')[];
  readonly branches: readonly Branch[];
}

export interface Loop {
  readonly recordings: readonly LoopRecord[];
  /** Current under which the instrument's noise shows, A; 0 where the data show none. */
  readonly floor: number;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Points nearer to 0 V than this share of the largest voltage say nothing: the current of every model vanishes there.
 */
const NEAR_ZERO = 1e-3;
/** Of the compliance, from where on the source gives current, not voltage. */
const IN_COMPLIANCE = 0.98;
/** Times the rms of the noise: below, scatter of the logarithm is not that of the device. */
const FLOOR = 10;
/** Rows of one current, within this share, while the voltage moves: a compliance that nobody told. */
const PLATEAU = { rows: 5, spread: 2e-3, volts: 0.03 };

/**
 * Takes sweeps apart into recordings and says which of their points count.
 * @throws UserError for times that stand still, a series resistance below 0, and sweeps without a way out and back
 */
export function readLoop(data: FitData): Loop {
  const columns = columnsOf(data);
  const { v, i, ic } = columns;
  const sweeps = sweepsOf(data, columns);
  const noise = noiseOf(v, i);
  const floor = FLOOR * noise.size;
  const shows = showing(columns, floor);
  const recordings = sweeps.map((rows, index) => {
    const name = nameOf(data, rows[0] ?? 0, sweeps.length > 1 ? index : undefined);
    return recordOf(data, columns, name, rows, shows);
  });
  assertBothWays(recordings, v, data.files[0]?.file ?? '');
  return {
    recordings,
    floor,
    notes: [
      ...leftOut([...v.keys()].map(shows), floor),
      ...(noise.note === undefined ? [] : [noise.note]),
      ...(columns.series ? [] : ['there is no column rs: the voltage is taken to be that across the device']),
      ...(data.masked > 0
        ? [
            `rows that --keep left out are missing in the stimulus too, which goes straight over them; ` +
              `--hold-out leaves it whole`,
          ]
        : []),
    ],
    warnings: ic ? [] : plateaus(data, v, i),
  };
}

/** What a point shows: the device, or why it does not. */
type Shown = 'device' | 'zero' | 'floor' | 'limited';

function showing({ v, i, ic }: Columns, floor: number): (row: number) => Shown {
  const largest = v.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (row) => {
    const [volts, current] = [v[row] ?? NaN, i[row] ?? NaN];
    if (Math.abs(volts) <= NEAR_ZERO * largest) return 'zero';
    if (current * volts <= 0 || Math.abs(current) < floor) return 'floor';
    return Math.abs(current) >= IN_COMPLIANCE * (ic?.[row] ?? Infinity) ? 'limited' : 'device';
  };
}

function recordOf(
  { heldOut }: FitData,
  { t, v, i, ic, celsius, series }: Columns,
  name: string,
  rows: readonly number[],
  shows: (row: number) => Shown,
): LoopRecord {
  const of = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? NaN);
  const [first = 0] = rows;
  const volts = of(v);
  return {
    name,
    rows,
    volts,
    current: of(i),
    time: of(t).map((value) => value - (t[first] ?? NaN)),
    ...(ic ? { compliance: of(ic) } : {}),
    ...(celsius ? { temperature: celsius[first] ?? NaN } : {}),
    series: series?.[first] ?? 0,
    use: rows.map((row) => (shows(row) !== 'device' ? 'none' : heldOut[row] === 1 ? 'predict' : 'fit')),
    branches: branchesOf(volts),
  };
}

function assertBothWays(recordings: readonly LoopRecord[], v: Float64Array, file: string): void {
  const ways = recordings.flatMap(({ branches }) => branches);
  if (!ways.some(({ out }) => out) || !ways.some(({ out }) => !out))
    throw new UserError([
      {
        file,
        message:
          `found voltages that only ${ways[0]?.out === false ? 'return to' : 'leave'} 0 V ` +
          `(${Math.min(...v)} V to ${Math.max(...v)} V); expected sweeps out and back: a hysteresis is a ` +
          `difference between the two directions`,
      },
    ]);
}

function leftOut(shown: readonly Shown[], floor: number): string[] {
  const all = shown.length;
  const count = (kind: Shown): number => shown.filter((one) => one === kind).length;
  const [zero, below, limited] = [count('zero'), count('floor'), count('limited')];
  return [
    ...(zero > 0 ? [`${zero} of ${all} points are not fitted: within ${NEAR_ZERO} of the largest voltage at 0 V`] : []),
    ...(below > 0
      ? [
          `${below} of ${all} points are not fitted: against the voltage, or below ${FLOOR} ` +
            `times the noise (floor ${floor.toPrecision(2)} A)`,
        ]
      : []),
    ...(limited > 0
      ? [
          `${limited} of ${all} points are not fitted: the source was in compliance, and the ` +
            `model is held to the same current there`,
        ]
      : []),
  ];
}

function plateaus(data: FitData, v: Float64Array, i: Float64Array): string[] {
  let from = 0;
  for (let row = 1; row <= i.length; row += 1) {
    const [held, now] = [Math.abs(i[from] ?? NaN), Math.abs(i[row] ?? NaN)];
    if (Math.abs(now / held - 1) <= PLATEAU.spread) continue;
    const moved = Math.abs((v[row - 1] ?? NaN) - (v[from] ?? NaN));
    if (row - from >= PLATEAU.rows && moved > PLATEAU.volts * Math.abs(v[from] ?? NaN))
      return [
        `${data.places[from] ?? ''}: the current rests at ${held.toPrecision(3)} A for ${row - from} rows ` +
          `while the voltage moves by ${moved.toPrecision(2)} V; if that is a compliance, give it as a column ic`,
      ];
    from = row;
  }
  return [];
}

function nameOf(data: FitData, row: number, index: number | undefined): string {
  const [series = '', cycle] = [data.series[row], data.texts.get('cycle')?.[row]];
  const name = [series, cycle === undefined ? '' : `cycle ${cycle}`].filter((part) => part !== '').join(' ');
  if (name !== '') return name;
  return index === undefined ? 'sweep' : `sweep ${index + 1}`;
}
