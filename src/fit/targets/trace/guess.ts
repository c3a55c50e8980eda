import { median, type TraceRecord } from './records.js';

/** Height at the first event above the rest, and when it has fallen to a third. */
export function firstGuess(recordings: readonly TraceRecord[]): { height: number; tau: number; span: number } {
  const spans = recordings.map(({ times, events }) =>
    Math.max(...events.map((event, index) => (events[index + 1] ?? times.at(-1) ?? NaN) - event)),
  );
  const span = Math.max(...spans);
  const { times, values, events } = recordings[spans.indexOf(span)] ?? recordings[0]!;
  const start = events[0] ?? NaN;
  const before = values.filter((_, index) => (times[index] ?? NaN) < start);
  const rest = median(before.length >= 5 ? before : values.slice(-Math.max(3, Math.floor(values.length / 10))));
  const after = [...times.keys()].filter(
    (index) => (times[index] ?? NaN) >= start && (times[index] ?? NaN) <= (events[1] ?? Infinity),
  );
  const peak = after.reduce(
    (most, index) => (Math.abs((values[index] ?? NaN) - rest) > Math.abs((values[most] ?? NaN) - rest) ? index : most),
    after[0] ?? 0,
  );
  const height = (values[peak] ?? NaN) - rest;
  const fallen = after.find((index) => index > peak && Math.abs((values[index] ?? NaN) - rest) < Math.abs(height) / 3);
  const tau = fallen === undefined ? span : Math.max((times[fallen] ?? NaN) - (times[peak] ?? NaN), span / 1000);
  return {
    height: height === 0 || !Number.isFinite(height) ? Math.max(...values.map(Math.abs), 1e-30) : height,
    tau,
    span,
  };
}
