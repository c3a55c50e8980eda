/**
 * A current as a function of one or two voltages on a regular grid, read by cubic interpolation. Currents span ten
 * decades: where the neighbours have one sign, their logarithm is interpolated, which is exact for an exponential; where
 * the sign changes, two currents balance and the current itself is interpolated.
 */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

export class CurrentTable {
  readonly #values: Float64Array;
  readonly #step: number;
  readonly #outerStep: number;

  /** @param currents A, `inner` fastest; `outer` absent for a one-dimensional table */
  constructor(
    readonly inner: Axis,
    readonly outer: Axis | undefined,
    currents: Float64Array,
  ) {
    const expected = inner.points * (outer?.points ?? 1);
    if (currents.length !== expected) throw new Error(`a table of ${expected} currents was given ${currents.length}`);
    this.#values = currents;
    this.#step = (inner.to - inner.from) / (inner.points - 1);
    this.#outerStep = outer ? (outer.to - outer.from) / (outer.points - 1) : 0;
  }

  /** Current in A at the two voltages; beyond the grid the last cell is extended. */
  at(inner: number, outer = 0): number {
    if (!this.outer) return this.#row(0, inner);
    const { points, from } = this.outer;
    const position = (outer - from) / this.#outerStep;
    const cell = Math.min(points - 2, Math.max(0, Math.floor(position)));
    return interpolate(
      cell > 0 ? this.#row(cell - 1, inner) : NaN,
      this.#row(cell, inner),
      this.#row(cell + 1, inner),
      cell + 2 < points ? this.#row(cell + 2, inner) : NaN,
      position - cell,
    );
  }

  #row(row: number, inner: number): number {
    const { points, from } = this.inner;
    const position = (inner - from) / this.#step;
    const cell = Math.min(points - 2, Math.max(0, Math.floor(position)));
    const base = row * points + cell;
    const values = this.#values;
    return interpolate(
      cell > 0 ? (values[base - 1] ?? NaN) : NaN,
      values[base] ?? NaN,
      values[base + 1] ?? NaN,
      cell + 2 < points ? (values[base + 2] ?? NaN) : NaN,
      position - cell,
    );
  }
}

/** Below this a current is noise of the solver and its logarithm means nothing, A. */
const NOISE = 1e-18;

/** A subthreshold current changes by less than this from one grid point to the next; what changes more crosses zero nearby. */
const STEEPEST = 8;

/** Whether the logarithm of a current is what is smooth; a missing outer neighbour is NaN. */
function isExponential(y0: number, y1: number, y2: number, y3: number): boolean {
  return alike(y1, y2) && (Number.isNaN(y0) || alike(y0, y1)) && (Number.isNaN(y3) || alike(y2, y3));
}

function alike(a: number, b: number): boolean {
  const ratio = a / b;
  return Math.abs(a) > NOISE && Math.abs(b) > NOISE && ratio < STEEPEST && ratio > 1 / STEEPEST;
}

/** Interpolates between y1 (t = 0) and y2 (t = 1); a missing outer neighbour is NaN. */
function interpolate(y0: number, y1: number, y2: number, y3: number, t: number): number {
  if (!isExponential(y0, y1, y2, y3)) return cubic(y0, y1, y2, y3, t);
  const sign = Math.sign(y1);
  return sign * Math.exp(cubic(Math.log(sign * y0), Math.log(sign * y1), Math.log(sign * y2), Math.log(sign * y3), t));
}

/** Catmull-Rom; linear outside the cell, one-sided where a neighbour is missing. */
function cubic(y0: number, y1: number, y2: number, y3: number, t: number): number {
  const slope = y2 - y1;
  if (t < 0 || t > 1) return y1 + slope * t;
  const left = Number.isNaN(y0) ? slope : (y2 - y0) / 2;
  const right = Number.isNaN(y3) ? slope : (y3 - y1) / 2;
  const t2 = t * t;
  const t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * y1 + (t3 - 2 * t2 + t) * left + (3 * t2 - 2 * t3) * y2 + (t3 - t2) * right;
}
