import { UserError } from '../units/user-error.js';
import type { CrossbarCircuit, LineDrive } from './circuit.js';

/*
 * Which line gets which voltage. The selected cell sees the full voltage V, word line against bit line; the schemes
 * differ in what they do with the other lines:
 *
 *   v/2       all at V/2: m + n - 2 half-selected cells see V/2, the others nothing
 *   v/3       word lines at V/3, bit lines at 2V/3: every other cell sees V/3 of either sign
 *   floating  open: sneak paths decide
 *   ground    all at 0: the cells of the selected word line see V, which suits reading through virtual grounds
 */
export const BIAS_SCHEMES = ['v/2', 'v/3', 'floating', 'ground'] as const;
export type BiasScheme = (typeof BIAS_SCHEMES)[number];

/** Voltage of every line; `undefined` floats. */
export interface LineVoltages {
  readonly words: readonly (number | undefined)[];
  readonly bits: readonly (number | undefined)[];
}

/** Cells that are accessed together, counted from 0. */
export interface Access {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /**
   * Volts of the selected word lines; the selected bit lines are at 0. A negative write voltage raises the bit lines
   * instead.
   */
  readonly voltage: number;
}

/**
 * Voltages of all lines of an m x n array under a scheme. Voltages are never negative: for V < 0 word and bit lines
 * change roles, so that the cell sees -|V| and no driver has to go below ground.
 * @throws UserError for a cell outside the array, and for a scheme that leaves nothing to do for the lines it is about.
 */
export function biasLines(
  scheme: BiasScheme,
  { rows, columns, voltage }: Access,
  size: { readonly rows: number; readonly columns: number },
): LineVoltages {
  assertInside('row', rows, size.rows);
  assertInside('column', columns, size.columns);
  const free = size.rows > rows.length || size.columns > columns.length;
  if (scheme !== 'ground' && !free)
    throw new UserError([
      {
        message:
          `the scheme "${scheme}" biases lines that are not selected, and all ${size.rows} x ` +
          `${size.columns} lines are; select fewer, or take "ground"`,
      },
    ]);
  const magnitude = Math.abs(voltage);
  const [selectedWord, selectedBit] = voltage >= 0 ? [magnitude, 0] : [0, magnitude];
  const [otherWord, otherBit] = unselected(scheme, selectedWord, selectedBit);
  const line = (selected: ReadonlySet<number>, on: number, off: number | undefined) => (_: unknown, index: number) =>
    selected.has(index) ? on : off;
  return {
    words: Array.from({ length: size.rows }, line(new Set(rows), selectedWord, otherWord)),
    bits: Array.from({ length: size.columns }, line(new Set(columns), selectedBit, otherBit)),
  };
}

function unselected(scheme: BiasScheme, word: number, bit: number): readonly [number | undefined, number | undefined] {
  switch (scheme) {
    case 'v/2':
      return [(word + bit) / 2, (word + bit) / 2];
    case 'v/3':
      return [bit + (word - bit) / 3, bit + (2 * (word - bit)) / 3];
    case 'floating':
      return [undefined, undefined];
    case 'ground':
      return [bit, bit];
  }
}

function assertInside(what: 'row' | 'column', indices: readonly number[], size: number): void {
  if (indices.length === 0) throw new UserError([{ message: `no ${what} is selected; name at least one` }]);
  const outside = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= size);
  if (outside !== undefined)
    throw new UserError([
      { message: `${what} ${outside + 1} is selected and the array has ${what}s 1 to ${size}; choose one inside` },
    ]);
}

/** Resistances of an array outside its cells, ohms. */
export interface Wires {
  /** Per segment, one cell to the next. */
  readonly word: number;
  readonly bit: number;
  /** Of the word-line drivers, and of the bit-line drivers or sense amplifiers. */
  readonly driver: number;
  readonly sense: number;
  /** Lines are driven at one end (word lines at column 1, bit lines at the last row) or at both. */
  readonly ends: 'one' | 'both';
}

/** Lines at these voltages behind drivers and wires. */
export function arrayCircuit(wires: Wires, { words, bits }: LineVoltages): CrossbarCircuit {
  const drive = (
    voltage: number | undefined,
    resistance: number,
    segment: number,
    single: 'first' | 'last',
  ): LineDrive => {
    if (voltage === undefined) return {};
    const end = { voltage, resistance };
    // An ideal line held by an ideal source is at its voltage whatever is at the other end.
    return wires.ends === 'both' && resistance + segment > 0 ? { first: end, last: end } : { [single]: end };
  };
  return {
    rows: words.length,
    columns: bits.length,
    wordSegment: wires.word,
    bitSegment: wires.bit,
    words: words.map((voltage) => drive(voltage, wires.driver, wires.word, 'first')),
    bits: bits.map((voltage) => drive(voltage, wires.sense, wires.bit, 'last')),
  };
}
