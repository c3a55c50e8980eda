import { UserError } from '../units/user-error.js';

/**
 * The resistive network of an array. A cell sits where word line i crosses bit line j; each line is a chain of equal
 * segments between neighbouring cells, and may be driven or sensed at one or both ends.
 */
export interface CrossbarCircuit {
  readonly rows: number;
  readonly columns: number;
  /** Ohms between neighbouring cells of a word line; 0 for an ideal line. */
  readonly wordSegment: number;
  /** Ohms between neighbouring cells of a bit line; 0 for an ideal line. */
  readonly bitSegment: number;
  /** One per row; `first` is the end at column 0. */
  readonly words: readonly LineDrive[];
  /** One per column; `first` is the end at row 0. */
  readonly bits: readonly LineDrive[];
}

/** What is connected to a line. A line without ends floats. */
export interface LineDrive {
  readonly first?: LineEnd;
  readonly last?: LineEnd;
}

/** A source behind a resistance: a driver, or a sense amplifier's virtual ground. */
export interface LineEnd {
  /** volts */
  readonly voltage: number;
  /** Ohms from the ideal source to the line; one more segment lies between this and the first cell. */
  readonly resistance: number;
}

/** Position of a cell in every array of cells: row by row. */
export function cellIndex(row: number, column: number, columns: number): number {
  return row * columns + column;
}

/**
 * Refuses a circuit that cannot be solved: numbers that are no resistance or voltage, lines without drive in the whole
 * array, and an ideal line between two ideal sources.
 * @throws UserError naming the line.
 */
export function assertCircuit(circuit: CrossbarCircuit): void {
  const { rows, columns, words, bits } = circuit;
  const fail = (message: string): never => {
    throw new UserError([{ message }]);
  };
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 1 || columns < 1)
    fail(`an array of ${rows} x ${columns} cells; give whole numbers of at least 1`);
  if (words.length !== rows) fail(`${words.length} word-line drives for ${rows} rows; give one per row`);
  if (bits.length !== columns) fail(`${bits.length} bit-line drives for ${columns} columns; give one per column`);
  for (const [what, value] of [
    ['word-line', circuit.wordSegment],
    ['bit-line', circuit.bitSegment],
  ] as const) {
    if (!Number.isFinite(value) || value < 0)
      fail(`the ${what} resistance per segment is ${value} ohm; give 0 or a positive number`);
  }
  const check = (name: string, drive: LineDrive, segment: number): void => {
    for (const end of [drive.first, drive.last]) {
      if (!end) continue;
      if (!Number.isFinite(end.voltage))
        fail(
          `${name} is driven with ${end.voltage} V; give a finite voltage, or leave the end open for a floating line`,
        );
      if (!Number.isFinite(end.resistance) || end.resistance < 0)
        fail(`${name} has a driver of ${end.resistance} ohm; give 0 or a positive number`);
    }
    if (drive.first && drive.last && segment === 0 && drive.first.resistance + drive.last.resistance === 0)
      fail(`${name} is a short between two ideal sources; give the wire or a driver some resistance`);
  };
  words.forEach((drive, row) => check(`word line ${row + 1}`, drive, circuit.wordSegment));
  bits.forEach((drive, column) => check(`bit line ${column + 1}`, drive, circuit.bitSegment));
  if (![...words, ...bits].some(({ first, last }) => first ?? last))
    fail('no line of the array is driven; every node would float');
}
