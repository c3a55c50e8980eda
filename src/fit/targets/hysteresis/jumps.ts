import type { Branch } from './branches.js';
import type { LoopRecord } from './loop.js';

/**
 * A switching that is over between two points: the data say between which two, not where. How well points fit does not
 * change while a model jumps anywhere within that interval, and changes by decades when it leaves it. So the jump is a
 * residual of its own, and the points around it are compared at equal distance from it (`registration.ts`).
 */
export interface Jump {
  /** The points of one polarity, out and back, that it is in: from `from` up to and without `to`. */
  readonly from: number;
  readonly to: number;
  /** The last point before it. */
  readonly before: number;
  /** In the middle between its points: s, V. */
  readonly time: number;
  readonly volts: number;
  /** Between the points, s: the jump is anywhere in it with the same chance. */
  readonly interval: number;
  /** Half way between both currents, as a logarithm; A, without sign. */
  readonly level: number;
  /** 1 where the current rises. */
  readonly sense: 1 | -1;
}

/**
 * Decades of conductance from one point to the next, and how many times as much as on either side: less than that is a
 * switching that points resolve. A jump whose end a point still shows (a filament dissolves more slowly the longer it
 * has) is a jump for a search: 1.25 decades and 0.3 beside them.
 */
const JUMP = { decades: 0.5, times: 2.5 };
/** Below this share of the largest voltage of a polarity a conductance is mostly noise. */
const AWAY_FROM_ZERO = 0.1;

/**
 * The jumps of one recording, one in a polarity at most: the largest. Points that are held out, or below the noise,
 * show none.
 */
export function jumpsOf(
  { time, volts, current, use, compliance, branches }: LoopRecord,
  floor: number,
): readonly Jump[] {
  return polaritiesOf(branches).flatMap(({ from, to }): Jump[] => {
    const largest = volts.slice(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const seen = (point: number): boolean =>
      use[point] === 'fit' ||
      (use[point] === 'none' && compliance !== undefined && Math.abs(current[point] ?? NaN) > floor);
    const conductance = (point: number): number =>
      point >= from && point < to && seen(point) && Math.abs(volts[point] ?? NaN) >= AWAY_FROM_ZERO * largest
        ? Math.log10((current[point] ?? NaN) / (volts[point] ?? NaN))
        : NaN;
    const change = (before: number): number => Math.abs(conductance(before + 1) - conductance(before));
    const points = Array.from({ length: to - from }, (_, index) => from + index);
    const before = points.reduce((most, point) => (change(point) > (change(most) || 0) ? point : most), from);
    const beside = Math.max(change(before - 1) || 0, change(before + 1) || 0);
    if (!(change(before) > JUMP.decades && change(before) > JUMP.times * beside)) return [];
    const mean = (of: ArrayLike<number>): number => 0.5 * ((of[before] ?? NaN) + (of[before + 1] ?? NaN));
    return [
      {
        from,
        to,
        before,
        time: mean(time),
        volts: mean(volts),
        interval: (time[before + 1] ?? NaN) - (time[before] ?? NaN),
        level: Math.sqrt(Math.abs((current[before] ?? NaN) * (current[before + 1] ?? NaN))),
        sense: conductance(before + 1) > conductance(before) ? 1 : -1,
      },
    ];
  });
}

/** Branches of one sign that follow each other. */
function polaritiesOf(branches: readonly Branch[]): { from: number; to: number }[] {
  const polarities: { from: number; to: number; sign: number }[] = [];
  for (const { from, to, sign } of branches) {
    const last = polarities.at(-1);
    if (last?.sign === sign) last.to = to;
    else polarities.push({ from, to, sign });
  }
  return polarities;
}

/** Whether a point is one of the two of a jump: what it shows depends on how near the jump was, which is not known. */
export function besideJump(jumps: readonly Jump[], point: number): boolean {
  return jumps.some(({ before }) => point === before || point === before + 1);
}
