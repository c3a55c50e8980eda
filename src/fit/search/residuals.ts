export interface Residuals {
  (at: Float64Array): Float64Array;
  /**
   * The same at a point and its neighbours at once, where that makes their differences smooth: a model integrated in
   * time takes the steps of the first point for all of them.
   */
  readonly together?: (points: readonly Float64Array[]) => readonly Float64Array[];
  /**
   * A model in the loop whose residuals carry noise of their own: the relative change of a coordinate that stands out
   * from it.
   */
  readonly reach?: number;
}

/** Whether a model is integrated for every residual: costly, and not exact. */
export function inLoop({ together, reach }: Residuals): boolean {
  return together !== undefined || reach !== undefined;
}

export function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Residuals of another kind at the same points, their neighbours too. */
export function mapResiduals(residuals: Residuals, change: (values: Float64Array) => Float64Array): Residuals {
  const { together, reach } = residuals;
  return Object.assign(
    (at: Float64Array) => change(residuals(at)),
    reach === undefined ? {} : { reach },
    together ? { together: (points: readonly Float64Array[]) => together(points).map(change) } : {},
  );
}
