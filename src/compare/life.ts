/** A stretch of time, s, with the values of two curves at its ends. */
export interface Segment {
  readonly length: number;
  readonly from: readonly [reference: number, test: number];
  readonly to: readonly [reference: number, test: number];
}

/** What is known of a quantity besides its curve. */
export interface Nature {
  /** It falls back by itself to the value nearest to zero; otherwise its rest is the value that it starts at. */
  readonly decays?: boolean;
  /** It keeps its value between events: how long is then no merit. Shortest time between two of its changes, s. */
  readonly holds?: number;
  /**
   * Stretches that are not compared, s, ascending: the displacement current of an event's edge, a hundred times a
   * trace's peak for 20 ns, tells nothing of it.
   */
  readonly blind?: readonly (readonly [from: number, to: number])[];
}

/** Share of a reference's span by which it differs from its rest where it lives, and moves where it is not held. */
export const NOTICEABLE = 0.01;

/** The outermost values, by this share of the time at either end, ... */
const OUTLYING = 0.01;

/** ... stretch a span to at most this many times that of the others: every peak is a little of a spike. */
const LARGEST_STRETCH = 1.5;

/** A first look at the span leaves out what is below this share of the range. */
const BARELY = 1e-3;

/** A hold counts at most as long as this many usual ones: saturation for ten seconds is one reading. */
const LONGEST_HOLD = 10;

/** Where a reference lives. */
export interface Life {
  /** Weight of every segment: 0 at rest, less than 1 in holds that last too long. */
  readonly weights: Float64Array;
  /** Span of the reference there, its rest included; 0 when it never lives. */
  readonly span: number;
}

/**
 * Finds where a reference lives: where it is away from its rest by more than a hundredth of its span. The span is the
 * range of its values and its rest, but at most one and a half times the range without the outermost hundredth of them
 * (by time) at either end: a spike must not stretch it.
 */
export function lifeOf(segments: readonly Segment[], nature: Nature): Life {
  const start = segments[0]?.from[0] ?? NaN;
  const rest = nature.decays
    ? segments.reduce((least, { to: [value] }) => (Math.abs(value) < Math.abs(least) ? value : least), start)
    : start;
  const away = ({ from, to }: Segment): number => Math.max(Math.abs(from[0] - rest), Math.abs(to[0] - rest));
  const range = segments.reduce((most, segment) => Math.max(most, away(segment)), 0);
  const living = (least: number): Float64Array =>
    Float64Array.from(segments, (segment) => (away(segment) > least ? 1 : 0));
  const first = spanOf(segments, living(BARELY * range), rest);
  const weights = living(NOTICEABLE * first);
  if (nature.holds !== undefined) shortenHolds(segments, weights, { shortest: nature.holds, step: NOTICEABLE * first });
  return { weights, span: spanOf(segments, weights, rest) };
}

function spanOf(segments: readonly Segment[], weights: Float64Array, rest: number): number {
  const values = segments
    .map(({ from, to, length }, index) => ({
      low: Math.min(from[0], to[0]),
      high: Math.max(from[0], to[0]),
      time: length * (weights[index] ?? 0),
    }))
    .filter(({ time }) => time > 0);
  const full = { low: rest, high: rest };
  const usual = { low: rest, high: rest };
  for (const { low, high } of values) {
    full.low = Math.min(full.low, low);
    full.high = Math.max(full.high, high);
  }
  usual.high = Math.max(rest, ...reached(values.map(({ high, time }) => [high, time] as const)));
  usual.low = Math.min(rest, ...reached(values.map(({ low, time }) => [-low, time] as const)).map((value) => -value));
  const [range, without] = [full.high - full.low, usual.high - usual.low];
  return Math.min(range, LARGEST_STRETCH * without);
}

/** The value that is reached or exceeded for a hundredth of the time; none without any. */
function reached(values: readonly (readonly [value: number, time: number])[]): number[] {
  const total = values.reduce((sum, [, time]) => sum + time, 0);
  let passed = 0;
  for (const [value, time] of [...values].sort(([a], [b]) => b - a)) {
    passed += time;
    if (passed >= OUTLYING * total) return [value];
  }
  return [];
}

interface Hold {
  readonly first: number;
  /** Behind the last segment. */
  readonly end: number;
  readonly time: number;
}

/** Takes weight from holds that last longer than ten times the median one. */
function shortenHolds(
  segments: readonly Segment[],
  weights: Float64Array,
  { shortest, step }: { readonly shortest: number; readonly step: number },
): void {
  const holds = holdsOf(segments, weights, step).filter(({ time }) => time >= shortest);
  const ordered = holds.map(({ time }) => time).sort((a, b) => a - b);
  const limit = LONGEST_HOLD * (ordered[Math.floor((ordered.length - 1) / 2)] ?? Infinity);
  for (const { first, end, time } of holds) {
    if (time <= limit) continue;
    for (let index = first; index < end; index++) weights[index] = limit / time;
  }
}

/** Stretches of life in which the reference stays within a step of where the stretch began. */
function holdsOf(segments: readonly Segment[], weights: Float64Array, step: number): Hold[] {
  const holds: Hold[] = [];
  let index = 0;
  while (index < segments.length) {
    const level = segments[index]?.from[0] ?? NaN;
    let [end, time] = [index, 0];
    for (let segment = segments[end]; segment && weights[end] !== 0; segment = segments[++end]) {
      if (Math.abs(segment.from[0] - level) > step || Math.abs(segment.to[0] - level) > step) break;
      time += segment.length;
    }
    if (time > 0) holds.push({ first: index, end, time });
    index = Math.max(end, index + 1);
  }
  return holds;
}
