import { clockOf, measuredSpread, shiftOf, type RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import type { Cell } from './cells.js';

/** Mean and standard deviation of the change of many cells, S. */
export interface Moments {
  readonly cells: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Change of each of the cells that were read at a time, and the conductance it started from. */
export function readAt(cells: readonly Cell[], time: number): { readonly start: number; readonly change: number }[] {
  return cells.flatMap(({ start, times, changes }) => {
    const read = times.indexOf(time);
    return read < 0 ? [] : [{ start, change: changes[read] ?? NaN }];
  });
}

export function momentsOf(changes: readonly number[]): Moments {
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  return {
    cells: changes.length,
    mean,
    deviation: Math.sqrt(changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (changes.length - 1)),
  };
}

/**
 * What the law expects of cells that start from these conductances: their spread is that of each and that of their
 * means.
 */
export function expectedMoments(law: RelaxationLaw, starts: readonly number[], time: number): Moments {
  const clock = clockOf(law, time);
  const means = starts.map((start) => shiftOf(law, clock, start));
  const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
  const variance =
    means.reduce(
      (sum, each, index) => sum + (each - mean) ** 2 + measuredSpread(law, clock, starts[index] ?? NaN) ** 2,
      0,
    ) / means.length;
  return { cells: starts.length, mean, deviation: Math.sqrt(variance) };
}
