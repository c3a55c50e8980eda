/** Points of a curve, ascending. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const LAST_DIGITS = 100 * Number.EPSILON;

function alike(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= LAST_DIGITS * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Area under a curve as ngspice adds it up: Simpson's rules over steps of the same length (three of them, or two), the
 * trapezium over others.
 */
export function areaUnder({ x, y }: Curve): number {
  const width = (index: number): number | undefined => (index + 1 < x.length ? x[index + 1]! - x[index]! : undefined);
  let sum = 0;
  for (let index = 0; index + 1 < x.length;) {
    const step = width(index)!;
    const [a, b] = [y[index]!, y[index + 1]!];
    if (alike(step, width(index + 1)) && alike(step, width(index + 2))) {
      sum += (3 * step * (a + 3 * (b + y[index + 2]!) + y[index + 3]!)) / 8;
      index += 3;
    } else if (alike(step, width(index + 1))) {
      sum += (step * (a + 4 * b + y[index + 2]!)) / 3;
      index += 2;
    } else {
      sum += (step * (a + b)) / 2;
      index += 1;
    }
  }
  return sum;
}

/** Area by trapezia over its length. */
export function average({ x, y }: Curve): number {
  let sum = 0;
  for (let index = 1; index < x.length; index += 1)
    sum += ((x[index]! - x[index - 1]!) * (y[index]! + y[index - 1]!)) / 2;
  return sum / (x.at(-1)! - x[0]!);
}
