import type { Conditions } from '../process/conditions.js';
import type { Figure, Series } from './types.js';

/** What a histogram shows: one number per sample, and where its limits are. */
export interface Distribution {
  readonly title: string;
  readonly caption: string;
  readonly xTitle: string;
  readonly values: readonly number[];
  readonly limits: readonly number[];
}

/** Freedman and Diaconis's rule gives about this many bins for 100 to 1000 normal samples. */
const BINS = 20;

/** Samples counted in bins, with the limits as upright lines. */
export function histogram({ title, caption, xTitle, values, limits }: Distribution, conditions: Conditions): Figure {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = (high > low ? high - low : Math.abs(high) || 1) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const top = Math.max(...counts);
  const outline = counts.flatMap((count, bin): [number, number][] => [
    [low + bin * width, count],
    [low + (bin + 1) * width, count],
  ]);
  return {
    title,
    caption,
    conditions,
    xTitle,
    yTitle: 'samples',
    series: [
      series('samples', 'circuit', [[low, 0], ...outline, [low + BINS * width, 0]]),
      ...limits.map((limit, index) =>
        series(limits.length === 1 ? 'limit' : index === 0 ? 'lower limit' : 'upper limit', 'other', [
          [limit, 0],
          [limit, top],
        ]),
      ),
    ],
  };
}

function series(name: string, role: Series['role'], points: readonly (readonly [number, number])[]): Series {
  return { name, role, mark: 'line', x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}
