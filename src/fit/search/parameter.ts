/** A parameter that a fit may move; values in SI. */
export interface FitParameter {
  readonly name: string;
  readonly meaning: string;
  /** SI unit, empty for a pure number. */
  readonly unit: string;
  /** `log` for a quantity above 0 whose size is unknown; `linear` for one that may change its sign. */
  readonly scale: 'linear' | 'log';
  /** First guess. */
  readonly start: number;
  readonly min: number;
  readonly max: number;
  /** Size of a change that matters, for linear ones; coordinates are values over it. */
  readonly size: number;
  /**
   * The bound is the end of what the quantity can be (a share of 0 or 1), not of where the search looks: resting there
   * is an answer.
   */
  readonly naturalBounds?: boolean;
}

/** The coordinate of a value: of order 1, so that steps and tolerances mean the same for every parameter. */
export function coordinateOf({ scale, size }: FitParameter, value: number): number {
  return scale === 'log' ? Math.log(value) : value / size;
}

export function valueOf({ scale, size }: FitParameter, coordinate: number): number {
  return scale === 'log' ? Math.exp(coordinate) : coordinate * size;
}

/** d value / d coordinate, for standard errors. */
export function slopeOf({ scale, size }: FitParameter, coordinate: number): number {
  return scale === 'log' ? Math.exp(coordinate) : size;
}
