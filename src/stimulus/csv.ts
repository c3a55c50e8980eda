import { EVENTS, isEvent } from '../rule/names.js';
import { place, readRows, type CsvRow } from '../spec/csv-rows.js';
import { readDataBeside } from '../spec/read-beside.js';
import { MOST_EVENTS, smallestInterval } from '../spec/limits.js';
import type { EventTimes } from '../spec/types.js';
import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { readQuantity } from '../units/quantity.js';
import { ProblemList } from '../units/problem-list.js';
import { UserError } from '../units/user-error.js';

const LARGEST_CSV = 5_000_000;
const TIME_UNITS: ReadonlyMap<string, string> = new Map([
  ['time_s', 's'],
  ['time_ms', 'ms'],
]);
const NAMES = EVENTS.filter((event) => event !== 'tick');
const EXPECTED = 'expected the columns time_s (or time_ms) and event, separated by a comma';

export interface EventLimits {
  /** seconds */
  readonly duration: number;
  /** Duration of an event pulse, seconds. */
  readonly pulse: number;
}

/**
 * Reads events from a CSV file below `folder` (the folder of the spec).
 * Throws a UserError when the path leaves the folder or a link leaves the project, when the file cannot be read, and
 * for every faulty row.
 */
export function loadEvents(file: string, folder: string, limits: EventLimits): EventTimes {
  const { path, text } = readEventsFile(file, folder);
  return parseEvents(text, path, limits);
}

/** Path and text of a file of events, as `loadEvents` reads them. */
export function readEventsFile(file: string, folder: string): { readonly path: string; readonly text: string } {
  return readDataBeside(file, folder, LARGEST_CSV, 'thin it out or cut the recording');
}

/** Reads events from CSV text; `file` is only named in messages. Throws a UserError with every faulty row. */
export function parseEvents(text: string, file: string, limits: EventLimits): EventTimes {
  const [header, ...rows] = readRows(text, file);
  if (!header) throw new UserError([{ file, message: `the file is empty; ${EXPECTED}` }]);
  const columns = readHeader(header, file);
  const problems = new ProblemList();
  const events: Record<string, number[]> = { pre: [], post: [] };
  for (const row of rows) {
    const fault = (field: number, message: string): void =>
      problems.add(() => ({ file, ...place(row, field), message }));
    if (row.record.length !== header.record.length) {
      fault(0, `found ${row.record.length} fields, expected ${header.record.length}; write one value for each column`);
      continue;
    }
    const channel = row.record[columns.event] ?? '';
    const written = row.record[columns.time] ?? '';
    const reading = readQuantity(`${written} ${columns.unit}`, 'duration');
    const known = isEvent(channel) && channel !== 'tick';
    if (!known)
      fault(
        columns.event,
        `found ${JSON.stringify(channel)}, expected an event: ${NAMES.join(', ')}, or pre1 to ` +
          `pre32${didYouMean(channel, NAMES)}`,
      );
    if (!('value' in reading))
      fault(columns.time, `found ${JSON.stringify(written)}, expected a number in ${columns.unit} without unit`);
    if (!('value' in reading) || !known) continue;
    const onsets = (events[channel] ??= []);
    const message = timeFault(reading.value, onsets.at(-1), limits);
    if (message !== undefined) fault(columns.time, message);
    else onsets.push(reading.value);
  }
  noteExcess(events, problems, file);
  problems.throwIfAny();
  return events;
}

function noteExcess(events: Readonly<Record<string, readonly number[]>>, problems: ProblemList, file: string): void {
  for (const [channel, { length }] of Object.entries(events)) {
    if (length > MOST_EVENTS)
      problems.add({
        file,
        message: `${length} ${channel} events, and at most ${MOST_EVENTS} can be simulated; cut the recording`,
      });
  }
}

function timeFault(time: number, previous: number | undefined, { duration, pulse }: EventLimits): string | undefined {
  if (time < 0) return 'the time is negative; shift the recording to start at 0';
  if (previous !== undefined && time <= previous)
    return `is not later than the event before it at ${formatQuantity(previous, 's', 6)}; sort the rows`;
  if (previous !== undefined && time - previous < smallestInterval(pulse) - 1e-12)
    return `starts within the ${formatQuantity(pulse, 's')} event pulse of the event before it; shorten circuit.pulse`;
  if (time + smallestInterval(pulse) > duration + 1e-12)
    return `its pulse ends after the duration of ${formatQuantity(duration, 's', 6)}; lengthen stimulus.csv.duration`;
  return undefined;
}

function readHeader(header: CsvRow, file: string): { time: number; event: number; unit: string } {
  const names = header.record;
  const known = [...TIME_UNITS.keys(), 'event'];
  const problems = new ProblemList();
  names.forEach((name, index) => {
    const fault = (message: string): void => problems.add(() => ({ file, ...place(header, index), message }));
    if (!known.includes(name))
      fault(`unknown column ${JSON.stringify(name.slice(0, 40))}, ${EXPECTED}${didYouMean(name, known)}`);
    else if (names.indexOf(name) < index) fault(`the column ${name} stands there twice; remove one`);
  });
  const time = names.findIndex((name) => TIME_UNITS.has(name));
  const event = names.indexOf('event');
  if (problems.isEmpty && (time < 0 || event < 0 || names.length > 2))
    problems.add({ file, ...place(header, 0), message: `found ${names.join(', ')}; ${EXPECTED}` });
  problems.throwIfAny();
  return { time, event, unit: TIME_UNITS.get(names[time] ?? '') ?? 's' };
}
