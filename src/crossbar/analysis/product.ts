import { uniform } from './array-cells.js';

/*
 * How far a vector-matrix product is from the wanted one, cause by cause. Each cause is a change of the cells or of the
 * array; the solver does not know which.
 */

/** Rounds conductances to `levels` equal steps between the smallest and the largest. */
export function quantised(conductance: Float64Array, levels: number): Float64Array {
  const low = conductance.reduce((least, value) => Math.min(least, value), Infinity);
  const high = conductance.reduce((most, value) => Math.max(most, value), 0);
  const step = (high - low) / (levels - 1);
  return step === 0 ? conductance.slice() : conductance.map((value) => low + step * Math.round((value - low) / step));
}

/** Each conductance with a normal error of standard deviation `sigma` as a share of it, never negative. */
export function noisy(conductance: Float64Array, sigma: number, seed: number): Float64Array {
  const next = uniform(seed);
  // Box and Muller, Ann. Math. Stat. 29:610, 1958; 1 - u keeps the logarithm finite.
  return conductance.map((value) =>
    Math.max(0, value * (1 + sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()))),
  );
}

/** Conductances after a time: g (t / t0)^-nu (Ielmini, Lavizzari, Sharma, Lacaita, IEDM 2007, for amorphous PCM). */
export function drifted(conductance: Float64Array, exponent: number, time: number, reference: number): Float64Array {
  const factor = (time / reference) ** -exponent;
  return conductance.map((value) => value * factor);
}

/** RMS difference of outputs as a share of the RMS of the wanted ones. */
export function rmsError(found: readonly Float64Array[], wanted: readonly Float64Array[]): number {
  let [error, size] = [0, 0];
  wanted.forEach((vector, index) =>
    vector.forEach((value, at) => {
      error += (found[index]![at]! - value) ** 2;
      size += value ** 2;
    }),
  );
  return Math.sqrt(error / size);
}

/** Bit-line currents of an array without wires. */
export function idealProduct(conductance: Float64Array, inputs: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(columns);
  inputs.forEach((voltage, row) => {
    for (let column = 0; column < columns; column += 1)
      out[column] = out[column]! + voltage * conductance[row * columns + column]!;
  });
  return out;
}
