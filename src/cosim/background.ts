import type { NetworkSpec } from '../spec/network.js';
import { poissonTrain } from '../stimulus/poisson.js';

/** Input of one neuron from outside: potentials of one height at given times, s. */
export interface Background {
  readonly times: readonly number[];
  /** volts */
  readonly amplitude: number;
}

/** The random input of every neuron, in the order of the spec; the same on every road, or nothing would be compared. */
export function backgroundsOf({ neurons, duration }: NetworkSpec): Background[] {
  return Object.values(neurons).map(({ poisson }, channel): Background => {
    if (!poisson) return { times: [], amplitude: 0 };
    // Many sources together have no refractory time.
    return {
      times: poissonTrain({ rate: poisson.rate, seed: poisson.seed, duration, pulse: 0, channel }),
      amplitude: poisson.amplitude,
    };
  });
}
