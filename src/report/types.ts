import type { Prediction, SizingNote } from '../cells/cell.js';
import type { Conditions, Verdict, VerdictStatus } from '../compare/verdict.js';

/** Everything a report shows about one spec. Plain data: `JSON.stringify` of it is the published JSON result. */
export interface SpecReport {
  readonly spec: { readonly name: string; readonly file: string; readonly description?: string; readonly rule: string };
  readonly status: VerdictStatus;
  readonly engine: { readonly name: string; readonly version: string };
  readonly process: { readonly name: string; readonly source: string };
  /** The rule as equations, one per line. */
  readonly equations: readonly string[];
  readonly sizing: readonly SizingRow[];
  readonly predictions: readonly PredictionRow[];
  readonly trim: readonly TrimRow[];
  readonly verdicts: readonly Verdict[];
  readonly figures: readonly Figure[];
  /** Flags a reader must see: ruinous option, recovered run, refused corner. */
  readonly warnings: readonly string[];
  readonly failure?: string;
  readonly wallSeconds: number;
}

/** One row of the sizing table: a device, capacitor or bias of one cell instance, e.g. `pfet 5/2`, 1e-12 F, 1.66e-12 A. */
export interface SizingRow extends SizingNote {
  readonly instance: string;
  readonly cell: string;
}

/** A predicted property of one instance: tau, headroom, leakage, area, static power. */
export interface PredictionRow extends Prediction {
  readonly instance: string;
}

export interface TrimRow {
  readonly iteration: number;
  readonly conditions: Conditions;
  readonly quantity: string;
  /** SI unit of `target` and `measured`; none for rule units. */
  readonly unit?: string;
  readonly target: number;
  readonly measured: number;
  readonly bias: string;
  readonly biasValue: number;
  /** SI unit of `biasValue`. */
  readonly biasUnit?: string;
}

/** A picture of x-y curves; arrays of equal length, SI or rule units as the axis titles say. */
export interface Figure {
  readonly title: string;
  readonly caption?: string;
  readonly conditions: Conditions;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly Series[];
  /** Residual panel below the main one, same x. */
  readonly residual?: { readonly yTitle: string; readonly series: readonly Series[] };
}

export interface Series {
  readonly name: string;
  /** `rule`, `model` and `circuit` have fixed colours throughout the report. */
  readonly role: 'rule' | 'model' | 'circuit' | 'other';
  readonly mark: 'line' | 'points';
  readonly x: readonly number[];
  readonly y: readonly number[];
}
