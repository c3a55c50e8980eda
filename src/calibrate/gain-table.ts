/**
 * A gain as a function of up to two voltages, equally spaced across their ranges. A balanced pair's changes its sign,
 * and a transconductance spans ten decades: what is read between the points is a value where signs differ, a logarithm
 * where not.
 */
export class GainTable {
  /** @param values inner voltage fastest; a single row where `outer` is absent */
  constructor(
    readonly inner: readonly [number, number],
    readonly outer: readonly [number, number] | undefined,
    readonly points: number,
    readonly values: Float64Array,
  ) {
    const expected = points * (outer ? points : 1);
    if (values.length !== expected) throw new Error(`a table of ${expected} gains was given ${values.length}`);
  }

  /** Gain at the two voltages; beyond the table that of its edge. */
  at(inner: number, outer = 0): number {
    const across = place(inner, this.inner, this.points);
    if (!this.outer) return this.#row(0, across);
    const up = place(outer, this.outer, this.points);
    return read((row) => this.#row(row, across), up, this.points);
  }

  /** Largest size in the table. */
  largest(): number {
    return this.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }

  #row(row: number, position: number): number {
    return read((index) => this.values[row * this.points + index] ?? NaN, position, this.points);
  }
}

/** Position of a voltage in a range, in steps of the table. */
function place(voltage: number, [from, to]: readonly [number, number], points: number): number {
  return Math.min(1, Math.max(0, (voltage - from) / (to - from))) * (points - 1);
}

/** Below this a gain is what the solver leaves, and its logarithm means nothing. */
const FLOOR = 1e-9;

/** Between the neighbours of a position: their logarithm where all of them have one sign, else the value. */
function read(value: (index: number) => number, position: number, points: number): number {
  const cell = Math.min(points - 2, Math.floor(position));
  const near = [cell - 1, cell, cell + 1, cell + 2].map((index) =>
    index < 0 || index >= points ? undefined : value(index),
  );
  const sign = Math.sign(near[1] ?? NaN);
  const exponential = near.every((one) => one === undefined || (Math.sign(one) === sign && Math.abs(one) > FLOOR));
  if (!exponential) return monotone(near, position - cell);
  return (
    sign *
    Math.exp(
      monotone(
        near.map((one) => (one === undefined ? undefined : Math.log(Math.abs(one)))),
        position - cell,
      ),
    )
  );
}

/**
 * Cubic between the second (t = 0) and the third of four values that does not overshoot (Fritsch and Carlson 1980);
 * one-sided at an edge.
 */
function monotone([before, low = NaN, high = NaN, after]: readonly (number | undefined)[], t: number): number {
  const step = high - low;
  const left = before === undefined ? step : slope(low - before, step);
  const right = after === undefined ? step : slope(step, after - high);
  return low + t * (left + t * (3 * step - 2 * left - right + t * (left + right - 2 * step)));
}

/** Harmonic mean of the steps to either side; none at an extremum. */
function slope(a: number, b: number): number {
  return a * b > 0 ? (2 * a * b) / (a + b) : 0;
}
