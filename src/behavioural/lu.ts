/** LU factors of a small dense matrix, row by row, with partial pivoting. */
export interface Factors {
  readonly n: number;
  readonly lu: Float64Array;
  readonly pivots: Int32Array;
}

/** Factors an n by n matrix in place. */
export function factor(lu: Float64Array, n: number): Factors {
  const pivots = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i * n + k] ?? 0) > Math.abs(lu[pivot * n + k] ?? 0)) pivot = i;
    pivots[k] = pivot;
    if (pivot !== k) {
      for (let j = 0; j < n; j++) {
        const held = lu[k * n + j] ?? 0;
        lu[k * n + j] = lu[pivot * n + j] ?? 0;
        lu[pivot * n + j] = held;
      }
    }
    const diagonal = lu[k * n + k] ?? 0;
    for (let i = k + 1; i < n; i++) {
      const ratio = (lu[i * n + k] ?? 0) / diagonal;
      lu[i * n + k] = ratio;
      for (let j = k + 1; j < n; j++) lu[i * n + j] = (lu[i * n + j] ?? 0) - ratio * (lu[k * n + j] ?? 0);
    }
  }
  return { n, lu, pivots };
}

/** Solves the factored system; `out` may be `rhs` itself. */
export function solve({ n, lu, pivots }: Factors, rhs: Float64Array, out: Float64Array): void {
  if (out !== rhs) out.set(rhs);
  for (let k = 0; k < n; k++) {
    const pivot = pivots[k] ?? k;
    if (pivot !== k) {
      const held = out[k] ?? 0;
      out[k] = out[pivot] ?? 0;
      out[pivot] = held;
    }
  }
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) out[i] = (out[i] ?? 0) - (lu[i * n + j] ?? 0) * (out[j] ?? 0);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) out[i] = (out[i] ?? 0) - (lu[i * n + j] ?? 0) * (out[j] ?? 0);
    out[i] = (out[i] ?? 0) / (lu[i * n + i] ?? 1);
  }
}
