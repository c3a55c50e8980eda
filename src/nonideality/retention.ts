import type { Generator } from '../random/generator.js';

/**
 * Conductance of a drifting device at `time` seconds after it was programmed: G (t/t_0)^-nu (Ielmini et al., IEDM
 * 2007).
 */
export function drifted(conductance: number, time: number, exponent: number, reference: number): number {
  return conductance * Math.pow(time / reference, -exponent);
}

/**
 * Relaxation of filamentary RRAM after programming: mean and standard deviation of the change of conductance, S, by
 * time, s. Measured on 5000 cells (technology C of RRAM-Relaxation-Master-Model, A. Levy, MIT, commit ca0cfff655a7).
 */
const RELAXATION: readonly (readonly [time: number, mean: number, deviation: number])[] = [
  [0.01, -0.04e-6, 0.95e-6],
  [0.1, -0.17e-6, 1.58e-6],
  [1, -0.29e-6, 2.01e-6],
  [1e5, -1.41e-6, 3.6e-6],
];

/**
 * Mean and standard deviation of the relaxation at a time, S: linear in ln t between the measured times. RangeError
 * outside 10 ms to 1e5 s, where nothing was measured.
 */
export function relaxationAt(time: number): { readonly mean: number; readonly deviation: number } {
  for (let index = 1; index < RELAXATION.length; index++) {
    const [from, to] = [RELAXATION[index - 1], RELAXATION[index]];
    if (!from || !to || time < from[0] || time > to[0]) continue;
    const share = Math.log(time / from[0]) / Math.log(to[0] / from[0]);
    return { mean: from[1] + share * (to[1] - from[1]), deviation: from[2] + share * (to[2] - from[2]) };
  }
  throw new RangeError(`no relaxation was measured at ${time} s; 0.01 s to 1e5 s were`);
}

/** A cell that was programmed to `conductance`, `time` seconds later; never negative. */
export function relaxed(conductance: number, time: number, random: Generator): number {
  const { mean, deviation } = relaxationAt(time);
  return Math.max(conductance + mean + deviation * random.normal(), 0);
}
