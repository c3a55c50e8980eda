import { solveLines, type LineFactors, type LineFamily } from './lines.js';

/** The linearised array: both families with factors for these cell conductances. */
export interface LinearArray {
  readonly words: LineFamily;
  readonly bits: LineFamily;
  readonly wordFactors: LineFactors;
  readonly bitFactors: LineFactors;
  /** siemens */
  readonly conductance: Float64Array;
  /** By the voltage of the bit line; the same array unless the cells are gated. */
  readonly bitConductance: Float64Array;
}

/** Residual of the bit lines with the word lines eliminated: r_b + G T_w^-1 r_w; `xWord` becomes T_w^-1 r_w. */
export function eliminateWords(
  { words, wordFactors, conductance }: LinearArray,
  wordResidual: Float64Array,
  bitResidual: Float64Array,
  xWord: Float64Array,
  residual: Float64Array,
): void {
  solveLines(words, wordFactors, wordResidual, xWord);
  for (let at = 0; at < residual.length; at += 1) residual[at] = bitResidual[at]! + conductance[at]! * xWord[at]!;
}

/** Voltages of the word lines for those of the bit lines: T_w^-1 (r_w + B x_b). */
export function wordsAfter(
  { words, wordFactors, bitConductance }: LinearArray,
  wordResidual: Float64Array,
  xBit: Float64Array,
  scratch: Float64Array,
  xWord: Float64Array,
): void {
  for (let at = 0; at < scratch.length; at += 1) scratch[at] = wordResidual[at]! + bitConductance[at]! * xBit[at]!;
  solveLines(words, wordFactors, scratch, xWord);
}

/** Goes a step along a direction: x + length direction, and the residual less what that does. */
export function step(
  x: Float64Array,
  residual: Float64Array,
  length: number,
  direction: Float64Array,
  image: Float64Array,
): void {
  for (let at = 0; at < x.length; at += 1) {
    x[at] = x[at]! + length * direction[at]!;
    residual[at] = residual[at]! - length * image[at]!;
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}
