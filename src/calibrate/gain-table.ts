/**
 * A gain as a function of up to two voltages, equally spaced across their ranges, read by cubic interpolation. Unlike a current it
 * is of the size of 1 wherever it matters and may change its sign, so the value itself is what is smooth.
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
    return cubic((row) => this.#row(row, across), up, this.points);
  }

  /** Largest size in the table. */
  largest(): number {
    return this.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }

  #row(row: number, position: number): number {
    return cubic((index) => this.values[row * this.points + index] ?? NaN, position, this.points);
  }
}

/** Position of a voltage in a range, in steps of the table. */
function place(voltage: number, [from, to]: readonly [number, number], points: number): number {
  return Math.min(1, Math.max(0, (voltage - from) / (to - from))) * (points - 1);
}

/** Catmull-Rom between the neighbours of a position; one-sided at the edges. */
function cubic(value: (index: number) => number, position: number, points: number): number {
  const cell = Math.min(points - 2, Math.floor(position));
  const t = position - cell;
  const [low, high] = [value(cell), value(cell + 1)];
  const left = cell > 0 ? (high - value(cell - 1)) / 2 : high - low;
  const right = cell + 2 < points ? (value(cell + 2) - low) / 2 : high - low;
  return low + t * (left + t * (3 * (high - low) - 2 * left - right + t * (left + right - 2 * (high - low))));
}
