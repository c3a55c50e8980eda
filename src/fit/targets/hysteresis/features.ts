import type { Branch } from './branches.js';
import type { Loop, LoopRecord } from './loop.js';

/** What one polarity of a loop shows before any model: SI, voltages without sign. */
export interface Side {
  /** Mean of log10 of (current back / current out) at the same voltage: above 0 for SET. */
  readonly opening: number;
  /** Where the two directions come together: half of the opening, as a logarithm, has gone. */
  readonly switching: number;
  /** Of the voltage there, V/s. */
  readonly rate: number;
  readonly largest: number;
  readonly pairs: readonly Pair[];
}

/** Currents of both directions at one voltage, without signs. */
interface Pair {
  readonly volts: number;
  readonly out: number;
  readonly back: number;
}

/** How a loop looks, for the first guess of a model and the question whether there is any hysteresis. */
export interface Features {
  readonly positive: Side | undefined;
  readonly negative: Side | undefined;
  /**
   * Chance of a difference between directions as large as this by scatter alone; NaN where no voltage was passed both
   * ways.
   */
  readonly chance: number;
  /** Rms of that difference, decades. */
  readonly difference: number;
  /** Standard deviation of log10 of a current around its neighbours. */
  readonly scatter: number;
}

/** Compares the directions of every loop. `chanceOf` is the F distribution's upper tail. */
export function featuresOf(loop: Loop, chanceOf: (ratio: number, freedom: number, other: number) => number): Features {
  const [positive, negative] = [sideOf(pairsOfSign(loop, 1)), sideOf(pairsOfSign(loop, -1))];
  const gaps = [positive, negative].flatMap((side) => side?.pairs.map(({ out, back }) => Math.log10(back / out)) ?? []);
  const noise = scatter(loop);
  const square = gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length;
  return {
    positive,
    negative,
    scatter: Math.sqrt(noise.variance),
    difference: Math.sqrt(square),
    chance: gaps.length === 0 ? NaN : chanceOf(square / (2 * noise.variance), gaps.length, noise.freedom),
  };
}

function sideOf(pairs: readonly RatedPair[]): Side | undefined {
  if (pairs.length < 3) return undefined;
  const sorted = pairs.toSorted((a, b) => a.volts - b.volts);
  const gaps = sorted.map(({ out, back }) => Math.log10(back / out));
  const opening = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const widest = gaps.reduce(
    (most, gap, index) => (gap * Math.sign(opening) > (gaps[most] ?? 0) * Math.sign(opening) ? index : most),
    0,
  );
  const closed = gaps.findIndex((gap, index) => index > widest && Math.abs(gap) < 0.5 * Math.abs(gaps[widest] ?? 0));
  const at = sorted[closed < 0 ? sorted.length - 1 : closed];
  return {
    opening,
    switching: at?.volts ?? NaN,
    rate: at?.rate ?? NaN,
    largest: sorted.at(-1)?.volts ?? NaN,
    pairs: sorted,
  };
}

type RatedPair = Pair & { readonly rate: number };

/** Of all ways out and back at one polarity. */
function pairsOfSign({ recordings }: Loop, sign: 1 | -1): RatedPair[] {
  const pairs: RatedPair[] = [];
  for (const recording of recordings) {
    const own = recording.branches.filter((branch) => branch.sign === sign);
    own.forEach((branch, index) => {
      const next = own[index + 1];
      if (branch.out && next !== undefined && !next.out && next.from === branch.to)
        pairs.push(...pairsOf(recording, branch, next));
    });
  }
  return pairs;
}

/** Points on the way out with the current that the way back has at their voltage. */
function pairsOf({ time, volts, current, use }: LoopRecord, out: Branch, back: Branch): RatedPair[] {
  const pairs: RatedPair[] = [];
  let place = back.to - 1;
  for (let point = out.from; point < out.to; point += 1) {
    const wanted = Math.abs(volts[point] ?? NaN);
    while (place > back.from && Math.abs(volts[place - 1] ?? NaN) < wanted) place -= 1;
    const [near, far] = [place, place - 1];
    if (far < back.from || use[point] === 'none' || use[near] === 'none' || use[far] === 'none') continue;
    const [low, high] = [Math.abs(volts[near] ?? NaN), Math.abs(volts[far] ?? NaN)];
    if (!(low <= wanted && wanted <= high && high > low)) continue;
    const share = (wanted - low) / (high - low);
    const log =
      (1 - share) * Math.log(Math.abs(current[near] ?? NaN)) + share * Math.log(Math.abs(current[far] ?? NaN));
    const before = Math.max(point - 1, 0);
    const rate =
      Math.abs((volts[before + 1] ?? NaN) - (volts[before] ?? NaN)) /
      ((time[before + 1] ?? NaN) - (time[before] ?? NaN));
    pairs.push({ volts: wanted, out: Math.abs(current[point] ?? NaN), back: Math.exp(log), rate });
  }
  return pairs;
}

/**
 * Variance of log10 of the current around a straight line through the neighbours, decades^2: median, because switching
 * is steep.
 */
function scatter({ recordings }: Loop): { variance: number; freedom: number } {
  const squares = recordings
    .flatMap(({ branches, volts, current, use }) =>
      branches.flatMap(({ from, to }) =>
        Array.from({ length: Math.max(to - from - 2, 0) }, (_, index) => from + index + 1).flatMap((point) => {
          if ([point - 1, point, point + 1].some((at) => use[at] === 'none')) return [];
          const [a, b, c] = [-1, 0, 1].map((by) => Math.log10(Math.abs(volts[point + by] ?? NaN))) as [
            number,
            number,
            number,
          ];
          const [before, here, after] = [-1, 0, 1].map((by) => Math.log10(Math.abs(current[point + by] ?? NaN))) as [
            number,
            number,
            number,
          ];
          const share = (b - a) / (c - a);
          const size = 1 + share * share + (1 - share) * (1 - share);
          return Number.isFinite(share) ? [(here - (1 - share) * before - share * after) ** 2 / size] : [];
        }),
      ),
    )
    .sort((x, y) => x - y);
  // The median of a squared normal variable is 0.4549.
  return {
    variance: Math.max((squares[Math.floor(squares.length / 2)] ?? NaN) / 0.4549, 1e-12),
    freedom: Math.max(Math.floor(squares.length / 3), 1),
  };
}
