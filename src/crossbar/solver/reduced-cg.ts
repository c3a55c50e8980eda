import { solveLines } from './lines.js';
import { dot, eliminateWords, step, wordsAfter, type LinearArray } from './reduced-system.js';

/** Vectors of one solve, kept between solves. */
export interface CgScratch {
  readonly residual: Float64Array;
  readonly direction: Float64Array;
  readonly image: Float64Array;
  readonly preconditioned: Float64Array;
  readonly lineImage: Float64Array;
}

export function makeScratch(cells: number): CgScratch {
  const vector = (): Float64Array => new Float64Array(cells);
  return { residual: vector(), direction: vector(), image: vector(), preconditioned: vector(), lineImage: vector() };
}

/**
 * Solves for the node voltages that make up for the unbalanced currents `wordResidual` and `bitResidual` (A into each
 * node):
 *
 *     T_w x_w - G x_b = r_w        -G x_w + T_b x_b = r_b
 *
 * Word lines are eliminated exactly (T_w is one tridiagonal system per line), which leaves S x_b = r_b + G T_w^-1 r_w
 * with S = T_b - G T_w^-1 G, symmetric and positive definite. Conjugate gradients on S, preconditioned with T_b, need
 * one sweep over the word lines and one over the bit lines per step and about half the steps of conjugate gradients on
 * both families (Hageman, Young: Applied Iterative Methods, 1981, chapter 8: the reduced system). T_b p follows its own
 * recurrence, because T_b z = r, so no product with T_b is ever formed.
 *
 * Stops when the preconditioned residual has fallen by `tolerance`. Returns the number of steps; `x_w`, `x_b` are
 * overwritten.
 */
export function solveReduced(
  array: LinearArray,
  wordResidual: Float64Array,
  bitResidual: Float64Array,
  xWord: Float64Array,
  xBit: Float64Array,
  tolerance: number,
  maxSteps: number,
  scratch: CgScratch,
): number {
  const { bits, bitFactors } = array;
  const { residual: r, direction: p, image: q, preconditioned: z, lineImage: tp } = scratch;
  const cells = r.length;
  eliminateWords(array, wordResidual, bitResidual, xWord, r);
  xBit.fill(0);
  solveLines(bits, bitFactors, r, z);
  let rz = dot(r, z);
  p.set(z);
  tp.set(r);
  const goal = rz * tolerance * tolerance;
  let steps = 0;
  while (rz > goal && rz > 0 && steps < maxSteps) {
    const curvature = applyReduced(array, p, tp, q);
    if (!(curvature > 0)) break;
    const alpha = rz / curvature;
    step(xBit, r, alpha, p, q);
    solveLines(bits, bitFactors, r, z);
    const next = dot(r, z);
    const beta = next / rz;
    rz = next;
    for (let at = 0; at < cells; at += 1) {
      p[at] = z[at]! + beta * p[at]!;
      tp[at] = r[at]! + beta * tp[at]!;
    }
    steps += 1;
  }
  wordsAfter(array, wordResidual, xBit, q, xWord);
  return steps;
}

/** image = S p, from T_b p. @returns p S p */
function applyReduced(
  { words, wordFactors, conductance }: LinearArray,
  p: Float64Array,
  tp: Float64Array,
  image: Float64Array,
): number {
  for (let at = 0; at < p.length; at += 1) image[at] = conductance[at]! * p[at]!;
  solveLines(words, wordFactors, image, image);
  let curvature = 0;
  for (let at = 0; at < p.length; at += 1) {
    const value = tp[at]! - conductance[at]! * image[at]!;
    image[at] = value;
    curvature += p[at]! * value;
  }
  return curvature;
}
