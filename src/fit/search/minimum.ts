import type { Matrix } from 'ml-matrix';

/** Why a search ended. Only the first two are a minimum. */
export type StopReason =
  | 'gradient is zero'
  | 'step is below the precision'
  | 'iteration limit'
  | 'no descent from here'
  | 'not finite'
  | 'interrupted';

export interface Minimum {
  readonly at: Float64Array;
  /** Sum of squared residuals, or the deviance. */
  readonly cost: number;
  /** One row per part of the data, one column per coordinate. */
  readonly jacobian: Matrix;
  /** Of a deviance (descend.ts): half its curvature as the last steps used it. */
  readonly curvature?: Matrix;
  readonly stop: StopReason;
  readonly converged: boolean;
  readonly iterations: number;
}

export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Whether a search that ended like this stands at a minimum. */
export function isMinimum(stop: StopReason): boolean {
  return stop === 'gradient is zero' || stop === 'step is below the precision';
}

export function clamp(at: Float64Array, { lower, upper }: Box): Float64Array {
  return at.map((coordinate, index) =>
    Math.min(Math.max(coordinate, lower[index] ?? -Infinity), upper[index] ?? Infinity),
  );
}
