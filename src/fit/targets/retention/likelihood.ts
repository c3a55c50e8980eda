import { clockOf, shiftByLevel, type RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import type { Cell } from './cells.js';

/** Taken out of the global object once: looked up at every call they cost more than their work where tests run. */
const { exp, log, pow, sqrt } = Math;

/** Reads of all cells in a row, as the likelihood walks them. */
export interface Reads {
  /** Where the reads of each cell begin, and the end of the last. */
  readonly first: Int32Array;
  readonly starts: Float64Array;
  readonly changes: Float64Array;
  /** Place of the time of each read in `times`. */
  readonly at: Int32Array;
  readonly times: readonly number[];
}

export function readsOf(cells: readonly Cell[]): Reads {
  const times = [...new Set(cells.flatMap((cell) => [...cell.times]))].sort((a, b) => a - b);
  const place = new Map(times.map((time, index) => [time, index]));
  const first = new Int32Array(cells.length + 1);
  cells.forEach((cell, index) => (first[index + 1] = (first[index] ?? 0) + cell.times.length));
  return {
    first,
    times,
    starts: Float64Array.from(cells, ({ start }) => start),
    changes: Float64Array.from(cells.flatMap(({ changes }) => [...changes])),
    at: Int32Array.from(cells.flatMap((cell) => Array.from(cell.times, (time) => place.get(time) ?? -1))),
  };
}

/** Expected change at every read, S. */
export function expected(law: RelaxationLaw, { first, starts, at, times }: Reads): Float64Array {
  const factors = times.map((time) => shiftByLevel(law, clockOf(law, time)));
  const [constant, linear, square] = [0, 1, 2].map((power) => Float64Array.from(factors, (of) => of[power] ?? NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const means = new Float64Array(at.length);
  for (let cell = 0; cell < starts.length; cell += 1) {
    const above = starts[cell]! / law.level - 1;
    for (let read = first[cell]!; read < first[cell + 1]!; read += 1)
      means[read] = constant[at[read]!]! + (linear[at[read]!]! + square[at[read]!]! * above) * above;
  }
  return means;
}

/** What every read adds to the ones of the same cell before it. */
export interface Filtered {
  /** -2 ln of the normal density of the reads of each cell, in units of `unit`. */
  readonly deviances: Float64Array;
  /** In units of their own spread, one per read. */
  readonly innovations: Float64Array;
}

/**
 * Normal density of the reads of every cell by the Cholesky factor of their covariance, read by read. All changes of a
 * cell share the error of the read they are counted from.
 */
export function filter(law: RelaxationLaw, reads: Reads, unit: number): Filtered {
  const { first, starts, changes, at, times } = reads;
  const means = expected(law, reads);
  const { readVariance: noise, level } = law;
  const count = times.length;
  const lasting = lastingShares(law, times);
  const scale = (2 * Math.PI) / (unit * unit);
  const deviances = new Float64Array(starts.length);
  const innovations = new Float64Array(changes.length);
  const factor = new Float64Array(count * count);
  for (let cell = 0; cell < starts.length; cell += 1) {
    const full = fullVariance(law, starts[cell]! / level);
    const from = first[cell]!;
    const to = first[cell + 1]!;
    let deviance = 0;
    for (let read = from; read < to; read += 1) {
      const row = (read - from) * count;
      const place = at[read]! * count;
      let diagonal = full * lasting[place + at[read]!]! + 2 * noise;
      let left = changes[read]! - means[read]!;
      for (let other = from; other < read; other += 1) {
        const line = (other - from) * count;
        let entry = full * lasting[place + at[other]!]! + noise;
        for (let before = 0; before < other - from; before += 1)
          entry -= factor[row + before]! * factor[line + before]!;
        entry /= factor[line + other - from]!;
        factor[row + other - from] = entry;
        diagonal -= entry * entry;
        left -= entry * innovations[other]!;
      }
      const root = sqrt(diagonal);
      factor[row + read - from] = root;
      innovations[read] = left / root;
      deviance += log(scale * diagonal) + (left * left) / diagonal;
    }
    deviances[cell] = deviance;
  }
  return { deviances, innovations };
}

/** Of the relaxation at the longest time, by the start as a share of the reference level. */
function fullVariance({ spread: { size, rise, fall } }: RelaxationLaw, ratio: number): number {
  return (size * exp(rise * log(ratio) - fall * (ratio - 1))) ** 2;
}

/** Share of an earlier deviation that is in a later one, by the places of both times. */
function lastingShares(law: RelaxationLaw, times: readonly number[]): Float64Array {
  const { kept, forgetting } = law;
  const count = times.length;
  const variances = times.map((time) => pow(clockOf(law, time), 2 * law.spread.exponent));
  const lasting = new Float64Array(count * count);
  times.forEach((late, row) =>
    times.forEach(
      (early, column) =>
        (lasting[row * count + column] =
          column < row ? kept * (variances[column] ?? NaN) * pow(early / late, forgetting) : (variances[row] ?? NaN)),
    ),
  );
  return lasting;
}
