import type { Figure } from '../../result/figure.js';
import type { Table } from '../../result/table.js';
import type { CrossbarAction, CrossbarQuantity, QuantityOf } from '../spec/quantities.js';

/** What an analysis found; plain data, SI. */
export interface AnalysisResult {
  readonly action: CrossbarAction;
  /** By quantity; what is absent was not measured. */
  readonly measured: ReadonlyMap<CrossbarQuantity, number>;
  readonly tables: readonly Table[];
  readonly figures: readonly Figure[];
  readonly maps: readonly CellMap[];
  /** What `--output` writes as CSV: a matrix under its unit, or columns under their names. */
  readonly output?: MatrixOutput | ColumnsOutput;
  /** Rows under `READ_DETAILS`, where an analysis can say what is inside of the array; made one at a time. */
  readonly details?: () => Iterable<readonly number[]>;
  readonly notes: readonly string[];
}

/** Every cell of every vector: voltages of its two nodes, its current, and those of the segments of its lines. */
export const READ_DETAILS = [
  'vector',
  'row',
  'column',
  'word_line (V)',
  'bit_line (V)',
  'device (A)',
  'word_segment (A)',
  'bit_segment (A)',
] as const;

export interface MatrixOutput {
  readonly unit: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Numbers under headers that name their unit, such as `dt (s)`. */
export interface ColumnsOutput {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** One number per cell. */
export interface CellMap {
  readonly title: string;
  /** SI; `1` for a change of state. */
  readonly unit: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  /** Magnitude at the top of the colour scale, where several maps share one; that of the values when absent. */
  readonly largest?: number;
  readonly caption: string;
}

/**
 * What an analysis measured: every quantity of its action has a place here, so that one that is declared and forgotten
 * does not compile. Undefined is what this document does not ask for.
 */
export function measuredOf<Action extends CrossbarAction>(
  values: Readonly<Record<QuantityOf<Action>, number | undefined>>,
): ReadonlyMap<CrossbarQuantity, number> {
  return new Map(Object.entries<number | undefined>(values).flatMap(([name, value]) => entry(name, value)));
}

function entry(name: string, value: number | undefined): [CrossbarQuantity, number][] {
  return value === undefined ? [] : [[name as CrossbarQuantity, value]];
}

/** Index of the largest magnitude among the cells that `counts` lets through; -1 when there is none. */
export function worstCell(values: Float64Array, counts: (cell: number) => boolean = () => true): number {
  let worst = -1;
  for (let cell = 0; cell < values.length; cell += 1) {
    if (counts(cell) && (worst < 0 || Math.abs(values[cell]!) > Math.abs(values[worst]!))) worst = cell;
  }
  return worst;
}

/** `row 3, column 5`, from 1. */
export function cellName(cell: number, columns: number): string {
  return `row ${Math.floor(cell / columns) + 1}, column ${(cell % columns) + 1}`;
}
