/** Two curves at the same ascending times. */
export interface Pair {
  /** Time from each point to the next, s; 0 where it is not compared. One fewer than points. */
  readonly lengths: Float64Array;
  readonly reference: Float64Array;
  readonly test: Float64Array;
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
  /** Weight of the stretch from each point to the next: 0 at rest, less than 1 in holds that last too long. */
  readonly weights: Float64Array;
  /** Span of the reference there, its rest included; 0 when it never lives. */
  readonly span: number;
}

/**
 * Finds where a reference lives: where it is away from its rest by more than a hundredth of its span. The span is the
 * range of its values and its rest, but at most one and a half times the range without the outermost hundredth of them
 * (by time) at either end: a spike must not stretch it.
 */
export function lifeOf({ lengths, reference }: Pair, nature: Nature): Life {
  const rest = nature.decays ? nearestToZero(reference) : (reference[0] ?? NaN);
  const distance = (index: number): number => Math.abs((reference[index] ?? NaN) - rest);
  const away = lengths.map((length, index) => (length > 0 ? Math.max(distance(index), distance(index + 1)) : 0));
  const living = (least: number): Float64Array => away.map((farthest) => (farthest > least ? 1 : 0));
  const range = away.reduce((most, farthest) => Math.max(most, farthest), 0);
  const first = spanOf(lengths, reference, living(BARELY * range), rest);
  const weights = living(NOTICEABLE * first);
  if (nature.holds !== undefined)
    shortenHolds(lengths, reference, weights, { shortest: nature.holds, step: NOTICEABLE * first });
  return { weights, span: spanOf(lengths, reference, weights, rest) };
}

function nearestToZero(values: Float64Array): number {
  return values.reduce((least, value) => (Math.abs(value) < Math.abs(least) ? value : least), Infinity);
}

function spanOf(lengths: Float64Array, reference: Float64Array, weights: Float64Array, rest: number): number {
  const counted = [...lengths.keys()].filter((index) => (weights[index] ?? 0) > 0);
  if (counted.length === 0) return 0;
  const middles = Float64Array.from(
    counted,
    (index) => ((reference[index] ?? NaN) + (reference[index + 1] ?? NaN)) / 2,
  );
  const times = Float64Array.from(counted, (index) => (weights[index] ?? 0) * (lengths[index] ?? 0));
  let [low, high] = [rest, rest];
  for (const index of counted) {
    const [from, to] = [reference[index] ?? NaN, reference[index + 1] ?? NaN];
    low = Math.min(low, from, to);
    high = Math.max(high, from, to);
  }
  const usual = usualRange(middles, times);
  const without = Math.max(rest, usual[1]) - Math.min(rest, usual[0]);
  return Math.min(high - low, LARGEST_STRETCH * without);
}

/** The values between which a curve stays, but for a hundredth of the time above and as much below. */
function usualRange(values: Float64Array, times: Float64Array): readonly [low: number, high: number] {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN));
  const least = OUTLYING * times.reduce((sum, time) => sum + time, 0);
  const reached = (indices: Uint32Array): number => {
    let passed = 0;
    for (const index of indices) {
      passed += times[index] ?? 0;
      if (passed >= least) return values[index] ?? NaN;
    }
    return NaN;
  };
  return [reached(order), reached(order.toReversed())];
}

interface Hold {
  readonly first: number;
  /** Behind the last stretch. */
  readonly end: number;
  readonly time: number;
}

/** Takes weight from holds that last longer than ten times the median one. */
function shortenHolds(
  lengths: Float64Array,
  reference: Float64Array,
  weights: Float64Array,
  { shortest, step }: { readonly shortest: number; readonly step: number },
): void {
  const holds = holdsOf(lengths, reference, weights, step).filter(({ time }) => time >= shortest);
  const ordered = holds.map(({ time }) => time).sort((a, b) => a - b);
  const limit = LONGEST_HOLD * (ordered[Math.floor((ordered.length - 1) / 2)] ?? Infinity);
  for (const { first, end, time } of holds) if (time > limit) weights.fill(limit / time, first, end);
}

/** Stretches of life in which the reference stays within a step of where they began; of no time where it moves on. */
function holdsOf(lengths: Float64Array, reference: Float64Array, weights: Float64Array, step: number): Hold[] {
  const holds: Hold[] = [];
  let index = 0;
  while (index < lengths.length) {
    const level = reference[index] ?? NaN;
    let [end, time] = [index, 0];
    while (weights[end] !== 0 && Math.abs((reference[end + 1] ?? NaN) - level) <= step) time += lengths[end++] ?? 0;
    holds.push({ first: index, end, time });
    index = Math.max(end, index + 1);
  }
  return holds;
}
