import { MOST_EVENTS, smallestInterval } from '../spec/limits.js';
import type { EventTimes, Schedule } from '../spec/types.js';
import { formatQuantity } from '../units/format.js';
import { UserError } from '../units/user-error.js';
import { decimal, isGroupInput } from './trains.js';

interface Span {
  /** Start of the measured part and end of the experiment, seconds. */
  readonly from: number;
  readonly to: number;
  /** Duration of an event pulse, seconds. */
  readonly pulse: number;
}

/**
 * Onsets of a third factor, seconds. `after` follows every event of a side, also of the history; a modulator is
 * broadcast, so one that would start within the pulse of the one before it is the same. `times` and `every` count from
 * the measured part.
 */
export function scheduledOnsets(
  { after, delay = 0, times, every }: Schedule,
  events: EventTimes,
  { from, to, pulse }: Span,
  path: readonly PropertyKey[] = [],
): number[] {
  const wanted =
    after === undefined
      ? (times ?? periodic(every ?? Infinity, to - from, path)).map((at) => decimal(from + at))
      : followed(after, events).map((onset) => decimal(onset + delay));
  const onsets: number[] = [];
  for (const onset of wanted.sort((a, b) => a - b)) {
    const free = onsets.length === 0 || onset - (onsets.at(-1) ?? 0) >= smallestInterval(pulse) - 1e-12;
    if (free && onset + smallestInterval(pulse) <= to + 1e-12) onsets.push(onset);
  }
  return onsets;
}

/**
 * Onsets of a periodic event, seconds: the first one period after 0.
 * @param path place of the period in the spec, for the error
 * @throws UserError where there would be too many
 */
export function periodic(period: number, duration: number, path: readonly PropertyKey[] = []): number[] {
  const length = Math.max(0, Math.floor(duration / period + 1e-9));
  if (length > MOST_EVENTS)
    throw new UserError([
      {
        path,
        message:
          `${path.join('.')}: gives ${length} events in an experiment of ${formatQuantity(duration, 's')} ` +
          `and at most ` +
          `${MOST_EVENTS} can be simulated; lengthen it`,
      },
    ]);
  return Array.from({ length }, (_, index) => decimal((index + 1) * period));
}

/** All onsets of one side; `pre` stands for every input of a group. */
function followed(side: 'pre' | 'post', events: EventTimes): number[] {
  return Object.entries(events).flatMap(([event, onsets]) =>
    event === side || (side === 'pre' && isGroupInput(event)) ? onsets : [],
  );
}
