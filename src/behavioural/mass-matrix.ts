import type { CalibratedNode } from '../calibrate/calibration.js';

/**
 * C_nm(V_m) row by row; undefined when no node couples to another. A held node's row is its own, so that its dV/dt
 * stays zero.
 */
export function massMatrix(
  nodes: readonly CalibratedNode[],
  index: ReadonlyMap<string, number>,
): ((y: Float64Array, held: (node: CalibratedNode) => boolean) => Float64Array) | undefined {
  const n = nodes.length;
  const entries = nodes.flatMap((node, row) =>
    node.couplings.map((coupling) => ({
      node,
      row,
      column: index.get(coupling.node) ?? -1,
      values: coupling.capacitance,
    })),
  );
  if (entries.length === 0) return undefined;
  return (y, held) => {
    const matrix = new Float64Array(n * n);
    nodes.forEach(({ capacitance, range }, i) => {
      matrix[i * n + i] = across(capacitance, range, y[i] ?? NaN);
    });
    for (const { node, row, column, values } of entries) {
      const mover = nodes[column];
      if (mover && !held(node))
        matrix[row * n + column] = (matrix[row * n + column] ?? 0) + across(values, mover.range, y[column] ?? NaN);
    }
    return matrix;
  };
}

/** Value at `voltage` of samples equally spaced across a range, linear between them and constant beyond. */
export function across(samples: readonly number[], range: readonly [number, number], voltage: number): number {
  const last = samples.length - 1;
  const position = Math.min(last, Math.max(0, ((voltage - range[0]) / (range[1] - range[0])) * last));
  const cell = Math.min(last - 1, Math.floor(position));
  const low = samples[cell] ?? NaN;
  return low + ((samples[cell + 1] ?? low) - low) * (position - cell);
}
