import { gatherIdeal, solveLines } from './lines.js';
import { dot, eliminateWords, step, wordsAfter, type LinearArray } from './reduced-system.js';

/** Vectors of one solve beside those of conjugate gradients, kept between solves. */
export interface BicgstabScratch {
  readonly residual: Float64Array;
  readonly shadow: Float64Array;
  readonly direction: Float64Array;
  readonly preconditioned: Float64Array;
  readonly image: Float64Array;
  readonly secondImage: Float64Array;
}

export function makeBicgstabScratch(cells: number): BicgstabScratch {
  const vector = (): Float64Array => new Float64Array(cells);
  return {
    residual: vector(),
    shadow: vector(),
    direction: vector(),
    preconditioned: vector(),
    image: vector(),
    secondImage: vector(),
  };
}

/**
 * As `solveReduced`, for gated cells, whose current answers the word line with a conductance A and the bit line with
 * another, B:
 *
 *     T_w x_w - B x_b = r_w        -A x_w + T_b x_b = r_b
 *
 * with A in T_w and B in T_b. No longer symmetric, but what a cell takes from one line it gives to the other, so the
 * columns add up as before and the matrix is an M-matrix: the splitting by lines converges (Varga, Matrix Iterative
 * Analysis, 1962, theorem 3.13), and BiCGSTAB (van der Vorst, SIAM J. Sci. Stat. Comput. 13:631, 1992) on S = T_b - A
 * T_w^-1 B, preconditioned with T_b from the right, does it quickly.
 *
 * Stops when the residual has fallen by `tolerance`, or when it falls no further. Returns the number of steps; `xWord`,
 * `xBit` are overwritten.
 */
export function solveReducedGated(
  array: LinearArray,
  wordResidual: Float64Array,
  bitResidual: Float64Array,
  xWord: Float64Array,
  xBit: Float64Array,
  tolerance: number,
  maxSteps: number,
  scratch: BicgstabScratch,
): number {
  const { residual: r, shadow, direction: p, preconditioned: z, image: v, secondImage: t } = scratch;
  const cells = r.length;
  eliminateWords(array, wordResidual, bitResidual, xWord, r);
  gatherIdeal(array.bits, r);
  xBit.fill(0);
  shadow.set(r);
  p.set(r);
  let rho = dot(shadow, r);
  const goal = rho * tolerance * tolerance;
  let steps = 0;
  for (let size = rho; size > goal && steps < maxSteps; steps += 1) {
    applyReduced(array, p, z, v);
    const alpha = rho / dot(shadow, v);
    if (!Number.isFinite(alpha)) break;
    step(xBit, r, alpha, z, v);
    applyReduced(array, r, z, t);
    const square = dot(t, t);
    const omega = square > 0 ? dot(t, r) / square : 0;
    step(xBit, r, omega, z, t);
    size = dot(r, r);
    const next = dot(shadow, r);
    const beta = (next / rho) * (alpha / omega);
    rho = next;
    if (!Number.isFinite(beta)) break;
    for (let at = 0; at < cells; at += 1) p[at] = r[at]! + beta * (p[at]! - omega * v[at]!);
  }
  wordsAfter(array, wordResidual, xBit, v, xWord);
  return steps;
}

/** image = S z for z = T_b^-1 source: the source itself, less what comes back over the word lines. */
function applyReduced(
  { words, bits, wordFactors, bitFactors, conductance, bitConductance }: LinearArray,
  source: Float64Array,
  z: Float64Array,
  image: Float64Array,
): void {
  solveLines(bits, bitFactors, source, z);
  for (let at = 0; at < image.length; at += 1) image[at] = bitConductance[at]! * z[at]!;
  solveLines(words, wordFactors, image, image);
  for (let at = 0; at < image.length; at += 1) image[at] = source[at]! - conductance[at]! * image[at]!;
  gatherIdeal(bits, image);
}
