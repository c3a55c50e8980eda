import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { CrossbarCircuit, LineDrive } from '../../src/crossbar/circuit.js';

/** Numbers in [0, 1), the same on every machine. */
export function random(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** Conductances whose resistances are log-uniform between `low` and `high` ohms. */
export function logUniform(cells: number, low: number, high: number, next: () => number): Float64Array {
  return Float64Array.from({ length: cells }, () => 1 / (low * (high / low) ** next()));
}

interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly word?: number;
  readonly bit?: number;
  readonly driver?: number;
  readonly sense?: number;
}

/** Word lines driven at column 0, bit lines sensed at the last row; `undefined` floats. */
export function driven(
  { rows, columns, word = 0, bit = 0, driver = 0, sense = 0 }: Shape,
  words: readonly (number | undefined)[],
  bits: readonly (number | undefined)[] = Array.from({ length: columns }, () => 0),
): CrossbarCircuit {
  return {
    rows,
    columns,
    wordSegment: word,
    bitSegment: bit,
    words: words.map((voltage): LineDrive => (voltage === undefined ? {} : { first: { voltage, resistance: driver } })),
    bits: bits.map((voltage): LineDrive => (voltage === undefined ? {} : { last: { voltage, resistance: sense } })),
  };
}

/** Largest relative difference of two lists of numbers; below `floor` they are compared with it instead. */
export function difference(found: ArrayLike<number>, expected: ArrayLike<number>, floor = 0): number {
  let worst = found.length === expected.length ? 0 : Infinity;
  for (let index = 0; index < expected.length; index += 1) {
    const [a, b] = [found[index]!, expected[index]!];
    if (a !== b) worst = Math.max(worst, Math.abs(a - b) / Math.max(Math.abs(b), floor));
  }
  return Number.isNaN(worst) ? Infinity : worst;
}
