/** Measured points, SI, in the order of the files and their rows: a sweep keeps its direction. */
export interface FitData {
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly rows: number }[];
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Columns of names. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Which column of a wide table each point comes from; empty in a long one. */
  readonly series: readonly string[];
  /** SI unit by column; empty for pure numbers. */
  readonly units: ReadonlyMap<string, string>;
  /** `file:line` of each point. */
  readonly places: readonly string[];
  /** 1 for points that are predicted, not fitted. */
  readonly heldOut: Uint8Array;
  /** Rows that `--keep` left out. */
  readonly masked: number;
  /** How each file was read, one line each. */
  readonly readings: readonly string[];
  /** What looks like several devices or recordings in one table. */
  readonly mixtures: readonly string[];
}
