import type { Estimate, Estimated } from '../../estimate.js';
import type { FitProblem } from '../../problem.js';
import type { Synthetic } from '../../target.js';
import type { Trace } from './traces.js';

/**
 * One picture of where the noise of a trace comes from. All are densities of the same samples, so that criteria rank
 * them.
 */
export interface Hypothesis {
  readonly name: string;
  readonly summary: string;
  readonly equations: readonly string[];
  /** @param mark behind the names of parameters, where there are several traces */
  problem(trace: Trace, mark: string): FitProblem;
  derived(estimate: Estimate, trace: Trace, mark: string): readonly Estimated[];
  warnings(estimate: Estimate, trace: Trace): readonly string[];
  /** What `readNoise` and `telegraphNoise` (src/nonideality) make of it. */
  noise(estimate: Estimate): Noise;
  synthetic(seed: number): Synthetic;
}

/** Noise as multipliers of a current; every number with its standard error. */
export interface Noise {
  /** Conductance that they multiply, S. */
  readonly conductance: number;
  /** Relative standard deviation of the white part. */
  readonly sigma: number;
  readonly trap?: { readonly amplitude: number; readonly capture: number; readonly emission: number };
}
