import type { Deviation } from './nrmse.js';

/** A change beyond this share of its side's largest one is one that the rule asks for. */
const LIVES = 0.05;

/** A side this much smaller than the other is measured by the other: it is next to no side. */
const SMALLEST_SIDE = 0.1;

interface Point {
  readonly expected: number;
  readonly error: number;
}

/**
 * Error of a learning window (or of credit against delay), point by point. Each side is compared on its own, over the
 * points at which the reference asks for something and those at which the error is as large: points far out, where both
 * are zero, dilute nothing, and a large side hides no wrong small one. Never less than the rms error of all points over
 * the range of the reference.
 *
 * @param at dt or delay of each point, s; the sign tells the side
 * @returns NaN where the numbers of points differ, anything is not finite or the reference is flat
 */
export function windowError(at: Float64Array, expected: Float64Array, found: Float64Array): Deviation {
  const of = expected.length;
  const comparable =
    at.length === of && found.length === of && [...expected, ...found].every((value) => Number.isFinite(value));
  const range = comparable ? Math.max(...expected) - Math.min(...expected) : 0;
  if (!(range > 0)) return { measured: NaN, counted: 0, of };
  const points = Array.from(expected, (value, index): Point => ({
    expected: value,
    error: (found[index] ?? NaN) - value,
  }));
  const least = SMALLEST_SIDE * largest(points);
  const sides = [1, -1, 0]
    .map((side) => points.filter((_, index) => Math.sign(at[index] ?? 0) === side))
    .map((side) => sideError(side, Math.max(largest(side), least)));
  return {
    measured: Math.max(rms(points) / range, ...sides.map(({ measured }) => measured)),
    counted: sides.reduce((sum, { counted }) => sum + counted, 0),
    of,
  };
}

function sideError(side: readonly Point[], span: number): { readonly measured: number; readonly counted: number } {
  const lives = ({ expected }: Point): boolean => Math.abs(expected) > LIVES * span;
  const living = side.filter(lives);
  const stray = side.filter((point) => lives(point) || Math.abs(point.error) > LIVES * span);
  return { measured: Math.max(rms(living), rms(stray)) / span, counted: living.length };
}

function largest(points: readonly Point[]): number {
  return Math.max(...points.map(({ expected }) => Math.abs(expected)));
}

function rms(points: readonly Point[]): number {
  if (points.length === 0) return 0;
  return Math.sqrt(points.reduce((sum, { error }) => sum + error * error, 0) / points.length);
}
