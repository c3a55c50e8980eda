import type { CrossbarCircuit } from '../circuit.js';
import type { ArraySolution } from './solution.js';

/** Currents in the segments of the lines, A, row by row. */
export interface BranchCurrents {
  /** In the word line, into its node at the cell, from the side of column 1. */
  readonly word: Float64Array;
  /** In the bit line, out of its node at the cell, towards the last row. */
  readonly bit: Float64Array;
}

/**
 * Segment currents as sums of what the cells take and bring (Kirchhoff), from an end that is open where there is one:
 * segments of nearly no resistance keep their digits, which differences of their voltages would not. Of an ideal line
 * it
 * is the only way to say them.
 */
export function branchCurrents(
  { words, bits }: Pick<CrossbarCircuit, 'words' | 'bits'>,
  { rows, columns, current, wordFirst, bitFirst }: ArraySolution,
): BranchCurrents {
  const word = new Float64Array(current.length);
  const bit = new Float64Array(current.length);
  words.forEach(({ last }, row) => {
    if (last) {
      let flow = wordFirst[row]!;
      for (let at = row * columns; at < (row + 1) * columns; at += 1) {
        word[at] = flow;
        flow -= current[at]!;
      }
    } else {
      let flow = 0;
      for (let at = (row + 1) * columns - 1; at >= row * columns; at -= 1) word[at] = flow += current[at]!;
    }
  });
  bits.forEach(({ last }, column) => {
    if (last) {
      let flow = bitFirst[column]!;
      for (let row = 0; row < rows; row += 1) bit[row * columns + column] = flow += current[row * columns + column]!;
    } else {
      let flow = 0;
      for (let row = rows - 1; row >= 0; row -= 1) {
        bit[row * columns + column] = flow;
        flow -= current[row * columns + column]!;
      }
    }
  });
  return { word, bit };
}
