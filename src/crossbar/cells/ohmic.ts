import { spiceNumber } from '../../units/format.js';
import { ohmic } from '../cell-element.js';
import type { Cells } from './cells.js';

/** Ohmic cells of these conductances (siemens, row by row); a cell of 0 is open. */
export function ohmicCells(conductances: Float64Array): Cells {
  return {
    element: ohmic(conductances),
    spice: {
      subcircuits: [],
      sources: [],
      instance: (cell, label, word, bit) =>
        conductances[cell] === 0 ? [] : [`rc${label} ${word} ${bit} ${spiceNumber(1 / conductances[cell]!)}`],
    },
  };
}
