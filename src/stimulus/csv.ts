import { EVENTS, isEvent } from '../rule/names.js';
import type { Encoding } from '../table/decode.js';
import { tableBeside, tableOf, type TableText } from '../table/read-file.js';
import type { Table } from '../table/table.js';
import { MOST_EVENTS, smallestInterval } from '../spec/limits.js';
import type { EventTimes } from '../spec/types.js';
import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { readQuantity } from '../units/quantity.js';
import { ProblemList } from '../units/problem-list.js';
import { UserError } from '../units/user-error.js';

const LARGEST_CSV = 5_000_000;
const KNOWN = ['time_s', 'time_ms', 'event'];
const ADVICE = 'write the times without marks between thousands, or one of them as 0,5 or 1,234.5';
const NAMES = EVENTS.filter((event) => event !== 'tick');
const EXPECTED = 'expected the columns time with its unit, such as time_s or time (ms), and event';

export interface EventLimits {
  /** seconds */
  readonly duration: number;
  /** Duration of an event pulse, seconds. */
  readonly pulse: number;
}

/** Events of a file, and how it was read. */
export interface EventsFile {
  readonly events: EventTimes;
  /** One line. */
  readonly reading: string;
}

/**
 * Reads events from a CSV file below `folder` (the folder of the spec).
 * Throws a UserError when the path leaves the folder or a link leaves the project, when the file cannot be read, and
 * for every faulty row.
 */
export function loadEvents(file: string, folder: string, limits: EventLimits): EventsFile {
  const { path, text, encoding } = readEventsFile(file, folder);
  const { events, reading } = eventsOf(text, path, limits, encoding);
  return { events, reading: `${file}: ${reading}` };
}

/** Path and text of a file of events, as `loadEvents` reads them. */
export function readEventsFile(file: string, folder: string): TableText {
  return tableBeside(file, folder, LARGEST_CSV, 'thin it out or cut the recording');
}

/** Reads events from CSV text; `file` is only named in messages. Throws a UserError with every faulty row. */
export function parseEvents(text: string, file: string, limits: EventLimits): EventTimes {
  return eventsOf(text, file, limits, 'UTF-8').events;
}

function eventsOf(text: string, file: string, limits: EventLimits, encoding: Encoding): EventsFile {
  if (text.trim() === '') throw new UserError([{ file, message: `the file is empty; ${EXPECTED}` }]);
  const table = tableOf(text, file, { encoding, advice: ADVICE });
  const { rows, place, headings } = table;
  const columns = columnsOf(table);
  const problems = new ProblemList();
  const events: Record<string, number[]> = { pre: [], post: [] };
  for (const row of rows) {
    const fault = (field: number, message: string): void =>
      problems.add(() => ({ file, ...place(row, field), message }));
    if (row.cells.length !== headings.length) {
      fault(0, `found ${row.cells.length} fields, expected ${headings.length}; write one value for each column`);
      continue;
    }
    const channel = row.cells[columns.event] ?? '';
    const written = row.cells[columns.time] ?? '';
    const reading = readQuantity(`${table.number(written)} ${columns.unit}`, 'duration');
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
  const count = Object.values(events).reduce((sum, { length }) => sum + length, 0);
  return { events, reading: `${table.understood.join(', ')}; ${count} events, times in ${columns.unit}` };
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

/** Where time and event stand. @throws UserError with the place of every other column */
function columnsOf({ headings, line, place, file }: Table): { time: number; event: number; unit: string } {
  const problems = new ProblemList();
  const names = headings.map(({ name }) => name);
  headings.forEach(({ text, name, unit, fault }, index) => {
    const tell = (message: string): void =>
      problems.add(() => ({ file, ...place({ cells: [], line }, index), message }));
    if (name !== 'time' && name !== 'event')
      tell(`unknown column ${JSON.stringify(text.slice(0, 40))}, ${EXPECTED}${didYouMean(text, KNOWN)}`);
    else if (names.indexOf(name) < index) tell(`the column ${name} stands there twice; remove one`);
    else if (name === 'time' && fault !== undefined) tell(`the column "${text}": ${fault}`);
    else if (name === 'time' && !('value' in readQuantity(`1 ${unit}`, 'duration')))
      tell(`found ${unit === '' ? 'no unit' : unit} at the column "${text}", ${EXPECTED}`);
  });
  const [time, event] = [names.indexOf('time'), names.indexOf('event')];
  if (problems.isEmpty && (time < 0 || event < 0))
    problems.add({
      file,
      line,
      column: 1,
      message: `found ${headings.map(({ text }) => text).join(', ')}; ${EXPECTED}`,
    });
  problems.throwIfAny();
  return { time, event, unit: headings[time]?.unit ?? '' };
}
