export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** A current in A at one or two voltages, V. */
export interface Current {
  at(inner: number, outer?: number): number;
}

/**
 * A current as a function of one or two voltages on a regular grid, read by cubic interpolation. Currents span ten
 * decades: where the neighbours have one sign, their logarithm is interpolated, which is exact for an exponential;
 * where the sign changes, two currents balance and the current itself is interpolated.
 */
export class CurrentTable implements Current {
  readonly #values: Float64Array;
  /** ln |current| of every grid point. */
  readonly #logs: Float64Array;
  /** Whether a grid point and the next of its row belong to one exponential. */
  readonly #alike: Uint8Array;
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
    this.#logs = currents.map((current) => Math.log(Math.abs(current)));
    this.#alike = Uint8Array.from(currents, (current, i) =>
      alike(current, this.#logs[i] ?? NaN, currents[i + 1] ?? NaN, this.#logs[i + 1] ?? NaN) ? 1 : 0,
    );
    this.#step = (inner.to - inner.from) / (inner.points - 1);
    this.#outerStep = outer ? (outer.to - outer.from) / (outer.points - 1) : 0;
  }

  /** Current in A at the two voltages; beyond the grid the last cell is extended. */
  at(inner: number, outer = 0): number {
    if (!this.outer) {
      this.#readRow(1, 0, inner);
      return rowCurrent(1);
    }
    const { points, from } = this.outer;
    const position = (outer - from) / this.#outerStep;
    const cell = Math.min(points - 2, Math.max(0, Math.floor(position)));
    const first = cell > 0 ? 0 : 1;
    const last = cell + 2 < points ? 3 : 2;
    for (let k = first; k <= last; k++) this.#readRow(k, cell + k - 1, inner);
    let exponential = true;
    for (let k = first; k < last && exponential; k++)
      exponential = alike(rowValue[k] ?? NaN, rowLog(k), rowValue[k + 1] ?? NaN, rowLog(k + 1));
    const t = position - cell;
    if (exponential) {
      const size = Math.exp(
        cubic(first === 0 ? rowLog(0) : NaN, rowLog(1), rowLog(2), last === 3 ? rowLog(3) : NaN, t),
      );
      return (rowValue[1] ?? NaN) < 0 ? -size : size;
    }
    return cubic(first === 0 ? rowCurrent(0) : NaN, rowCurrent(1), rowCurrent(2), last === 3 ? rowCurrent(3) : NaN, t);
  }

  /** Reads one row at `inner` into place k of the scratch rows. */
  #readRow(k: number, row: number, inner: number): void {
    const { points, from } = this.inner;
    const position = (inner - from) / this.#step;
    const cell = Math.min(points - 2, Math.max(0, Math.floor(position)));
    const base = row * points + cell;
    const left = cell > 0;
    const right = cell + 2 < points;
    const exponential =
      this.#alike[base] === 1 && (!left || this.#alike[base - 1] === 1) && (!right || this.#alike[base + 1] === 1);
    const smooth = exponential ? this.#logs : this.#values;
    const read = cubic(
      left ? (smooth[base - 1] ?? NaN) : NaN,
      smooth[base] ?? NaN,
      smooth[base + 1] ?? NaN,
      right ? (smooth[base + 2] ?? NaN) : NaN,
      position - cell,
    );
    rowIsLog[k] = exponential ? 1 : 0;
    rowRead[k] = read;
    rowValue[k] = exponential ? (this.#values[base] ?? NaN) : read;
  }
}

/** Below this a current is noise of the solver and its logarithm means nothing: ln of 1 aA. */
const LOG_NOISE = Math.log(1e-18);

/**
 * ln of the ratio by which a subthreshold current changes at most from one grid point to the next; what changes more
 * crosses zero nearby.
 */
const STEEPEST = Math.log(8);

/**
 * Up to four neighbouring rows, read at one inner voltage: scratch, so that reading a table makes no garbage. A row
 * whose logarithm is what is smooth holds that, which the outer axis wants in turn.
 */
const rowIsLog = new Uint8Array(4);
const rowRead = new Float64Array(4);
/** A current of the row's sign: the row's own where it is not a logarithm. */
const rowValue = new Float64Array(4);

function rowLog(k: number): number {
  const read = rowRead[k] ?? NaN;
  return rowIsLog[k] === 1 ? read : Math.log(Math.abs(read));
}

function rowCurrent(k: number): number {
  const read = rowRead[k] ?? NaN;
  if (rowIsLog[k] !== 1) return read;
  return (rowValue[k] ?? NaN) < 0 ? -Math.exp(read) : Math.exp(read);
}

/** Whether two neighbours, given with the logarithms of their sizes, belong to one exponential. */
function alike(a: number, logA: number, b: number, logB: number): boolean {
  return logA > LOG_NOISE && logB > LOG_NOISE && a < 0 === b < 0 && Math.abs(logA - logB) < STEEPEST;
}

/**
 * Catmull-Rom between y1 (t = 0) and y2 (t = 1); linear outside the cell, one-sided where a neighbour is missing (NaN).
 */
function cubic(y0: number, y1: number, y2: number, y3: number, t: number): number {
  const slope = y2 - y1;
  if (t < 0 || t > 1) return y1 + slope * t;
  const left = Number.isNaN(y0) ? slope : (y2 - y0) / 2;
  const right = Number.isNaN(y3) ? slope : (y3 - y1) / 2;
  const t2 = t * t;
  const t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * y1 + (t3 - 2 * t2 + t) * left + (3 * t2 - 2 * t3) * y2 + (t3 - t2) * right;
}
