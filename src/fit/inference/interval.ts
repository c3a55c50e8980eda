/** Half of a 95 % interval of a normal distribution, in standard deviations. */
export const NORMAL_QUANTILE = 1.959964;

/** An interval of one coordinate. A side is open where the data set no limit before the bound of the search. */
export interface CoordinateInterval {
  readonly low: number;
  readonly high: number;
  readonly open: { readonly low: boolean; readonly high: boolean };
}

/** Of a coordinate whose interval was not looked for. */
export const NOT_LOOKED_FOR: CoordinateInterval = { low: NaN, high: NaN, open: { low: true, high: true } };
