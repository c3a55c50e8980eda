import type { VerdictStatus } from '../../compare/verdict.js';
import type { Drawing } from '../../report/figure.js';
import type { CellMap, ResultTable } from '../analysis/result.js';
import type { CrossbarAction, CrossbarQuantity } from '../spec/quantities.js';

/** One check of a crossbar spec with what was found. */
export interface CrossbarVerdict {
  readonly quantity: CrossbarQuantity;
  readonly meaning: string;
  readonly status: VerdictStatus;
  readonly bound: 'max' | 'min';
  /** SI; shares as fractions. */
  readonly limit: number;
  readonly unit: string;
  readonly measured?: number;
  /** Why it is not a pass. */
  readonly reason?: string;
  readonly line?: number;
  /** One command that runs this check again. */
  readonly replay: string;
}

/** Everything a report shows about one array. */
export interface CrossbarReport {
  readonly spec: { readonly name: string; readonly file: string; readonly description?: string };
  readonly action: CrossbarAction;
  readonly status: VerdictStatus;
  readonly array: { readonly rows: number; readonly columns: number };
  readonly verdicts: readonly CrossbarVerdict[];
  readonly tables: readonly ResultTable[];
  readonly figures: readonly Drawing[];
  readonly maps: readonly CellMap[];
  readonly notes: readonly string[];
  readonly wallSeconds: number;
}
