import type { Encoding } from './decode.js';
import type { Delimiter } from './delimiter.js';
import type { DecimalMark } from './numbers.js';

/** What the user says about a file where it can be read in two ways. */
export interface SheetHints {
  readonly delimiter?: Delimiter;
  readonly decimal?: DecimalMark;
}

/** How a file is read. */
export interface SheetReading {
  readonly hints?: SheetHints;
  readonly encoding?: Encoding;
  /** `matrix`: nothing but numbers below a unit; its first line says nothing about the number of columns. */
  readonly kind: 'table' | 'matrix';
  /** Whether a matrix may have so many columns, where the array says it. */
  readonly fits?: (columns: number) => boolean;
  /** Which option says what the decimal mark is, as a sentence. */
  readonly advice: string;
}

/** One line of fields, blanks around them cut off. */
export interface SheetRow {
  readonly cells: readonly string[];
  /** Line of its first character in the file, from 1. */
  readonly line: number;
}
