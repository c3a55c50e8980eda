/** An analysis whose result can be measured. */
export type MeasuredAnalysis = 'tran' | 'ac' | 'dc' | 'noise';

/** Part of the axis, ends as expressions of numbers, parameters and earlier measurements. */
export interface Window {
  readonly from?: string;
  readonly to?: string;
  /** What lies before does not count. */
  readonly delay?: string;
}

export type Edge = 'rise' | 'fall' | 'cross';

/** A place on the axis: where two vectors meet, or one has a value. */
export interface Crossing {
  readonly left: string;
  readonly right: string;
  /** Which of the crossings, from 1; the first when not given. */
  readonly count?: { readonly edge: Edge; readonly number: number | 'last' };
  readonly window: Window;
}

/** A place that is given, or one that is looked for. */
export type Place = { readonly at: string } | { readonly crossing: Crossing };

export type Extreme = 'min' | 'max' | 'min_at' | 'max_at' | 'pp';
export type Area = 'avg' | 'rms' | 'integ';

/** What is measured; vectors are expressions such as `v(out)`. */
export type Quantity =
  | { readonly kind: 'when'; readonly crossing: Crossing }
  | { readonly kind: 'find' | 'deriv'; readonly of: string; readonly place: Place }
  | { readonly kind: 'delay'; readonly trigger: Place; readonly target: Place }
  | { readonly kind: 'extreme'; readonly which: Extreme; readonly of: string; readonly window: Window }
  | { readonly kind: 'area'; readonly which: Area; readonly of: string; readonly window: Window }
  | { readonly kind: 'param'; readonly expression: string };

/** One `.meas` line. */
export interface Measurement {
  readonly name: string;
  readonly analysis: MeasuredAnalysis;
  readonly quantity: Quantity;
  /** Line of the deck. */
  readonly line: number;
}

/** What came out, in the units of the vectors and the axis. */
export interface Measured {
  readonly value: number;
  /** Place of an extreme, or its value where the place is what was asked for. */
  readonly at?: number;
  readonly with?: number;
  readonly from?: number;
  readonly to?: number;
  readonly trigger?: number;
  readonly target?: number;
}

/** A measurement that has no value: it never crosses, or its window is empty. */
export class MeasurementFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MeasurementFailure';
  }
}
