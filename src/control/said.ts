import type { Vector } from '../vector/vector.js';

/** A vector by the words it was asked for with. */
export interface NamedVector {
  readonly name: string;
  readonly vector: Vector;
}

/** What `print` and `echo` say, by the line of the deck. */
export type Said =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | {
      readonly kind: 'vectors';
      readonly line: number;
      readonly vectors: readonly NamedVector[];
      readonly axis?: NamedVector;
    };

const DIGITS = 6;
const COLUMN = 16;

/** As a person reads it: numbers as `name = value`, vectors as a table along their axis. */
export function textOfSaid(said: Said): string {
  if (said.kind === 'text') return `${said.text}\n`;
  const { vectors, axis } = said;
  const length = Math.max(...vectors.map(({ vector }) => vector.values.length));
  if (length === 1) return vectors.map(({ name, vector }) => `${name} = ${numberAt(vector, 0)}\n`).join('');
  const columns = [...(axis && !vectors.some(({ name }) => name === axis.name) ? [axis] : []), ...vectors];
  const row = (cells: readonly string[]): string =>
    `${cells
      .map((cell) => cell.padEnd(COLUMN))
      .join(' ')
      .trimEnd()}\n`;
  const rows = Array.from({ length }, (_, index) =>
    row([String(index), ...columns.map(({ vector }) => (index < vector.values.length ? numberAt(vector, index) : ''))]),
  );
  return [row(['index', ...columns.map(({ name }) => name)]), ...rows].join('');
}

function numberAt({ values, imaginary }: Vector, index: number): string {
  const real = values[index]!.toExponential(DIGITS);
  return imaginary ? `${real},${imaginary[index]!.toExponential(DIGITS)}` : real;
}
