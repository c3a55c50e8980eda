import { namedGenerator } from '../../random/generator.js';
import type { ArraySpec, LearnSpec } from '../spec/schema.js';

/** One pattern pair as numbers. */
export interface Pattern {
  /** Rows of the word lines whose input bit is 1, from 0. */
  readonly active: readonly number[];
  /** Word-line voltages of a read, V. */
  readonly inputs: Float64Array;
  /** What every bit line should give, in mean weights of the active rows. */
  readonly targets: Float64Array;
}

export function patternsOf({ patterns, target, read }: Pick<LearnSpec, 'patterns' | 'target' | 'read'>): Pattern[] {
  return patterns.map(({ input, output }) => ({
    active: [...input].flatMap((bit, row) => (bit === '1' ? [row] : [])),
    inputs: Float64Array.from(input, (bit) => (bit === '1' ? read : 0)),
    targets: Float64Array.from(output, (bit) => (bit === '1' ? target : -target)),
  }));
}

/** What is random about one presentation: the same for every method, on both roads. */
export interface Draws {
  /** Error of the teacher on every bit line, in weights. */
  readonly noise: Float64Array;
  /** In [0, 1), for rounding a number of pulses up or down. */
  readonly rounding: Float64Array;
}

/** Draws of one presentation, by name: they do not depend on what else is drawn. */
export function drawsOf(
  { seed, noise }: Pick<LearnSpec, 'seed' | 'noise'>,
  { columns }: Pick<ArraySpec, 'columns'>,
  presentation: number,
  pattern: number,
): Draws {
  const random = namedGenerator(`learn seed ${seed}, presentation ${presentation + 1}, pattern ${pattern + 1}`);
  return {
    noise: Float64Array.from({ length: columns }, () => noise * random.normal()),
    rounding: Float64Array.from({ length: columns }, () => random.uniform()),
  };
}
