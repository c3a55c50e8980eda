/** Where an equation or a number comes from. */
export interface Reference {
  readonly citation: string;
  /** Which equation is used from it. */
  readonly equation: string;
}

/** A bound of the region in which a model holds. */
export interface Limit {
  readonly quantity: string;
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly because: string;
}
