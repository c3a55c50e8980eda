import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';
import { branchesOf, type Branch } from './branches.js';

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

/** Every recording costs a parameter: the state that it starts in. */
const MOST_RECORDINGS = 12;
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
  const file = data.files[0]?.file ?? '';
  const [t, v, i] = [columnOf(data, 't'), columnOf(data, 'v'), columnOf(data, 'i')];
  const [ic, celsius, series] = ['ic', 'T', 'rs'].map((name) => data.columns.get(name));
  const groups: number[][] = [];
  for (const row of t.keys()) {
    const before = row - 1;
    const same =
      row > 0 &&
      fileOf(data, row) === fileOf(data, before) &&
      data.series[row] === data.series[before] &&
      celsius?.[row] === celsius?.[before] &&
      series?.[row] === series?.[before];
    if (same && t[row] === t[before])
      throw new UserError([
        {
          message:
            `${data.places[row] ?? ''}: found the time ${t[row] ?? NaN} s twice; expected times that rise ` +
            `within a sweep, and start again where a new one begins`,
        },
      ]);
    if (same && (t[row] ?? NaN) > (t[before] ?? NaN)) groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  if (groups.length > MOST_RECORDINGS)
    throw new UserError([
      {
        file,
        message:
          `found ${groups.length} sweeps that start anew (the time goes back, or the file or T changes), ` +
          `expected at most ${MOST_RECORDINGS}: each starts in a state of its own; choose some with --keep, ` +
          `or give cycles that follow each other one time axis`,
      },
    ]);
  const short = groups.find((rows) => rows.length < 8);
  if (short)
    throw new UserError([
      {
        message:
          `${data.places[short[0] ?? 0] ?? ''}: a sweep of ${short.length} rows; expected at least 8 with ` +
          `rising times`,
      },
    ]);
  const badSeries = series?.findIndex((value) => !(value >= 0)) ?? -1;
  if (badSeries >= 0)
    throw new UserError([
      { message: `${data.places[badSeries] ?? ''}: rs is ${series?.[badSeries] ?? NaN} ohm, expected 0 or more` },
    ]);
  const badLimit = ic?.findIndex((value) => !(value > 0)) ?? -1;
  if (badLimit >= 0)
    throw new UserError([
      {
        message:
          `${data.places[badLimit] ?? ''}: the compliance is ${ic?.[badLimit] ?? NaN} A, expected a current ` +
          `above 0`,
      },
    ]);

  const largest = v.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const floor = FLOOR * noiseOf(v, i);
  const counts = { zero: 0, floor: 0, limited: 0 };
  const useOf = (row: number): LoopRecord['use'][number] => {
    const [volts, current] = [v[row] ?? NaN, i[row] ?? NaN];
    if (Math.abs(volts) <= NEAR_ZERO * largest) counts.zero += 1;
    else if (current * volts <= 0 || Math.abs(current) < floor) counts.floor += 1;
    else if (Math.abs(current) >= IN_COMPLIANCE * (ic?.[row] ?? Infinity)) counts.limited += 1;
    else return data.heldOut[row] === 1 ? 'predict' : 'fit';
    return 'none';
  };
  const recordings = groups.map((rows, index): LoopRecord => {
    const of = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? NaN);
    const [first = 0] = rows;
    const volts = of(v);
    return {
      name: nameOf(data, first, groups.length > 1 ? index : undefined),
      rows,
      volts,
      current: of(i),
      time: of(t).map((value) => value - (t[first] ?? NaN)),
      ...(ic ? { compliance: of(ic) } : {}),
      ...(celsius ? { temperature: celsius[first] ?? NaN } : {}),
      series: series?.[first] ?? 0,
      use: rows.map(useOf),
      branches: branchesOf(volts),
    };
  });
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
  const all = t.length;
  return {
    recordings,
    floor,
    notes: [
      ...(counts.zero > 0
        ? [`${counts.zero} of ${all} points are not fitted: within ${NEAR_ZERO} of the largest voltage at 0 V`]
        : []),
      ...(counts.floor > 0
        ? [
            `${counts.floor} of ${all} points are not fitted: against the voltage, or below ${FLOOR} ` +
              `times the noise (floor ${floor.toPrecision(2)} A)`,
          ]
        : []),
      ...(counts.limited > 0
        ? [
            `${counts.limited} of ${all} points are not fitted: the source was in compliance, and the ` +
              `model is held to the same current there`,
          ]
        : []),
      ...(series ? [] : ['there is no column rs: the voltage is taken to be that across the device']),
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

/** Rms of what must be noise: currents at 0 V, and those that flow against the voltage. */
function noiseOf(v: Float64Array, i: Float64Array): number {
  const noise = i.filter((current, row) => current * (v[row] ?? NaN) < 0 || v[row] === 0);
  return noise.length === 0 ? 0 : Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
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

function fileOf(data: FitData, row: number): string {
  return (data.places[row] ?? '').replace(/:\d+$/, '');
}

function nameOf(data: FitData, row: number, index: number | undefined): string {
  const [series = '', cycle] = [data.series[row], data.texts.get('cycle')?.[row]];
  const name = [series, cycle === undefined ? '' : `cycle ${cycle}`].filter((part) => part !== '').join(' ');
  if (name !== '') return name;
  return index === undefined ? 'sweep' : `sweep ${index + 1}`;
}
