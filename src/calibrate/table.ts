/**
 * A current as a function of one or two voltages on a regular grid, read by cubic interpolation. Currents span ten
 * decades and change sign, so the grid holds asinh(I / 1 fA): logarithmic where the current is large, linear near zero.
 */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

const SCALE = 1e-15;

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
    this.#values = currents.map((current) => Math.asinh(current / SCALE));
    this.#step = (inner.to - inner.from) / (inner.points - 1);
    this.#outerStep = outer ? (outer.to - outer.from) / (outer.points - 1) : 0;
  }

  /** Current in A at the two voltages; outside the grid the edge is extended linearly in the stored scale. */
  at(inner: number, outer = 0): number {
    if (!this.outer) return SCALE * Math.sinh(this.#row(0, inner));
    const position = (outer - this.outer.from) / this.#outerStep;
    const cell = Math.min(this.outer.points - 2, Math.max(0, Math.floor(position)));
    const rows = [cell - 1, cell, cell + 1, cell + 2].map((row) => (row < 0 || row >= (this.outer?.points ?? 0) ? undefined : this.#row(row, inner)));
    return SCALE * Math.sinh(cubic(rows[0], rows[1] ?? 0, rows[2] ?? 0, rows[3], position - cell));
  }

  #row(row: number, inner: number): number {
    const { points, from } = this.inner;
    const position = (inner - from) / this.#step;
    const cell = Math.min(points - 2, Math.max(0, Math.floor(position)));
    const base = row * points + cell;
    const values = this.#values;
    return cubic(cell > 0 ? values[base - 1] : undefined, values[base] ?? 0, values[base + 1] ?? 0, cell + 2 < points ? values[base + 2] : undefined, position - cell);
  }
}

/** Catmull-Rom through y1 (t = 0) and y2 (t = 1); linear beyond the ends and where a neighbour is missing. */
function cubic(y0: number | undefined, y1: number, y2: number, y3: number | undefined, t: number): number {
  const slope = y2 - y1;
  if (t < 0 || t > 1) return y1 + slope * t;
  const left = y0 === undefined ? slope : (y2 - y0) / 2;
  const right = y3 === undefined ? slope : (y3 - y1) / 2;
  const t2 = t * t;
  const t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * y1 + (t3 - 2 * t2 + t) * left + (3 * t2 - 2 * t3) * y2 + (t3 - t2) * right;
}
