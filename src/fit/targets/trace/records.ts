import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';

/** One waveform: rows of one file, series and trial in the order of time, with the times of its events. */
export interface TraceRecord {
  /** Where it was recorded; the instrument's rest belongs to it. */
  readonly file: string;
  readonly name: string;
  /** Rows of the table, in the order of time, without those at which an event is under way. */
  readonly rows: readonly number[];
  /** s, by row of `rows`. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly heldOut: readonly boolean[];
  /** s */
  readonly events: readonly number[];
}

export interface Recordings {
  readonly list: readonly TraceRecord[];
  /** The events are found in the waveform, because no column marks them. */
  readonly guessed: boolean;
  readonly notes: readonly string[];
}

const FEWEST = 12;

/**
 * Takes the rows apart into waveforms: a new one where file, series or trial change, or the time starts again.
 *
 * @throws UserError for two rows at one time, a waveform with too few rows, markers without an event
 */
export function readRecordings(data: FitData): Recordings {
  const table: Table = {
    data,
    time: columnOf(data, 't'),
    signal: columnOf(data, 'x'),
    marker: data.columns.get('event'),
  };
  const groups = groupsOf(table);
  const list = groups.map((group, index) =>
    recordOf(table, group, groups.length > 1 ? `waveform ${index + 1}` : 'waveform'),
  );
  const guessed = table.marker === undefined;
  return { list, guessed, notes: [guessed ? guessedNote(list) : markedNote(list)] };
}

interface Table {
  readonly data: FitData;
  readonly time: Float64Array;
  readonly signal: Float64Array;
  readonly marker: Float64Array | undefined;
}

/** Rows of one waveform. */
interface Group {
  readonly file: string;
  readonly name: string;
  readonly rows: readonly number[];
}

function groupsOf({ data, time }: Table): Group[] {
  const trials = data.texts.get('trial');
  const groups: { key: string; file: string; name: string; rows: number[] }[] = [];
  for (const row of time.keys()) {
    const file = (data.places[row] ?? '').replace(/:\d+$/, '');
    const parts = [data.files.length > 1 ? file : '', data.series[row] ?? '', trials?.[row] ?? ''];
    const key = parts.join('\n');
    const last = groups.at(-1);
    if (last?.key === key && (time[row] ?? NaN) >= (time[last.rows.at(-1) ?? row] ?? NaN)) last.rows.push(row);
    else groups.push({ key, file, name: parts.filter((part) => part !== '').join(' '), rows: [row] });
  }
  return groups;
}

function recordOf(table: Table, { file, name, rows }: Group, unnamed: string): TraceRecord {
  const { data, time, signal, marker } = table;
  assertInOrder(table, rows);
  const marked = marker === undefined ? [] : eventsOf(rows, time, marker);
  const under = new Set(marked.flatMap(({ under: some }) => some));
  const kept = rows.filter((row) => !under.has(row));
  const values = Float64Array.from(kept, (row) => signal[row] ?? NaN);
  const times = Float64Array.from(kept, (row) => time[row] ?? NaN);
  if (marker !== undefined) assertMarkers(data.places[rows[0] ?? 0] ?? '', marked.length, kept.length);
  return {
    file,
    name: name === '' ? unnamed : name,
    rows: kept,
    times,
    values,
    heldOut: kept.map((row) => data.heldOut[row] === 1),
    events: marker === undefined ? [onsetOf(times, values)] : marked.map(({ end }) => end),
  };
}

function assertInOrder({ data, time }: Table, rows: readonly number[]): void {
  if (rows.length < FEWEST)
    throw new UserError([
      {
        message:
          `${data.places[rows[0] ?? 0] ?? ''}: the waveform that begins here has ${rows.length} rows, ` +
          `expected at least ${FEWEST}; rows of one waveform stand one after the other in the order of time`,
      },
    ]);
  const twice = rows.find((row, at) => at > 0 && (time[row] ?? NaN) === (time[rows[at - 1] ?? -1] ?? NaN));
  if (twice !== undefined)
    throw new UserError([
      {
        message:
          `${data.places[twice] ?? ''}: t is ${time[twice] ?? NaN} s as in the row before; expected times ` +
          `that rise within a waveform (a column trial tells repetitions apart)`,
      },
    ]);
}

function assertMarkers(place: string, events: number, kept: number): void {
  if (events === 0)
    throw new UserError([
      {
        message:
          `${place}: the column event marks no event in the waveform that ` +
          `begins here; expected a value above half the column's largest at the rows of an event`,
      },
    ]);
  if (kept < FEWEST)
    throw new UserError([
      {
        message:
          `${place}: events are marked at all but ${kept} rows of the ` +
          `waveform that begins here; expected markers that are 0 between events`,
      },
    ]);
}

function guessedNote(list: readonly TraceRecord[]): string {
  const places = list.slice(0, 6).map(({ events: [at = NaN] }) => `${Number(at.toPrecision(4))} s`);
  return (
    `there is no column event: one event is taken in each waveform, at ` +
    `${places.join(', ')}${list.length > 6 ? ', ...' : ''}, where it leaves its level before the event, ` +
    `or at its first row; A is the height there`
  );
}

function markedNote(list: readonly TraceRecord[]): string {
  return (
    `${list.reduce((sum, { events }) => sum + events.length, 0)} events; the rows of an event are left ` +
    `out, because the trace is being written there, and A is the height at an event's last row`
  );
}

/** Runs of marked rows: the event ends at the last of them. */
function eventsOf(
  rows: readonly number[],
  time: Float64Array,
  marker: Float64Array,
): { readonly end: number; readonly under: readonly number[] }[] {
  const half = marker.reduce((most, value) => Math.max(most, value), 0) / 2;
  const found: { end: number; under: number[] }[] = [];
  let open = false;
  for (const row of rows) {
    const high = half > 0 && (marker[row] ?? NaN) > half;
    const last = found.at(-1);
    if (high && open && last) {
      last.end = time[row] ?? NaN;
      last.under.push(row);
    } else if (high) found.push({ end: time[row] ?? NaN, under: [row] });
    open = high;
  }
  return found;
}

/** Rows before an event that are seen as its rest, at least. */
const BEFORE = 5;

/**
 * Where the waveform jumps, by medians of three; for one that rises slowly between the last row near its final level
 * and the next; the first row of one that begins with its decay.
 */
function onsetOf(times: Float64Array, values: Float64Array): number {
  const triple = (from: number): number => median(values.slice(from, from + 3));
  let [at, jump, low, high] = [0, 0, Infinity, -Infinity];
  for (let index = 3; index + 3 <= values.length; index += 1) {
    const [before, after] = [triple(index - 3), triple(index)];
    [low, high] = [Math.min(low, before, after), Math.max(high, before, after)];
    if (Math.abs(after - before) > Math.abs(jump)) [at, jump] = [index, after - before];
  }
  if (at > BEFORE && Math.abs(jump) > 0.4 * (high - low)) {
    // The medians jump within a row of the place; the largest step beside it is the place.
    const step = (index: number): number => Math.abs((values[index] ?? NaN) - (values[index - 1] ?? NaN));
    const place = [at - 1, at, at + 1].reduce((best, index) => (step(index) > step(best) ? index : best), at);
    return ((times[place - 1] ?? NaN) + (times[place] ?? NaN)) / 2;
  }
  const rest = median(values.slice(-Math.max(3, Math.floor(values.length / 5))));
  const smooth = values.map((_, index) => median(values.slice(Math.max(0, index - 1), index + 2)));
  const peak = smooth.reduce(
    (most, value, index) => (Math.abs(value - rest) > Math.abs((smooth[most] ?? NaN) - rest) ? index : most),
    0,
  );
  const height = (smooth[peak] ?? NaN) - rest;
  for (let index = peak; index > 0; index -= 1) {
    if (((values[index - 1] ?? NaN) - rest) / height < 0.5)
      return ((times[index - 1] ?? NaN) + (times[index] ?? NaN)) / 2;
  }
  return times[0] ?? NaN;
}

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
