import { namedGenerator, type Generator } from '../random/generator.js';
import { strata } from '../random/latin-hypercube.js';
import { directionNumbers, scrambled, sobolInteger, type Polynomial } from '../random/sobol.js';
import type { SamplingSpec } from '../spec/types.js';
import { onceForShelves, shipped } from '../shelf/shelves.js';
import { normalQuantile } from './distribution.js';

/** The numbers of one sample, by the name of what they are for. */
export type Draws = (name: string) => Generator;

/** The numbers of every sample (from 1). One sample has the same whichever others are drawn. */
export type SampleDraws = (sample: number) => Draws;

/** Dimensions that there are direction numbers for. */
export const MOST_SOBOL_DIMENSIONS = 1111;

/**
 * Where the numbers of the samples come from. Random ones belong to seed, sample and name. Stratified ones belong to
 * these and to the replicate: sample i is point floor((i - 1) / replicates) of replicate (i - 1) mod replicates, each
 * of which is a design of its own. A Latin hypercube also depends on the number of samples, a Sobol sequence does not.
 */
export function sampleDraws(design: Pick<SamplingSpec, 'method' | 'samples' | 'seed' | 'replicates'>): SampleDraws {
  if (design.method === 'random')
    return (sample) => (name) => namedGenerator(`mismatch ${design.seed} ${sample} ${name}`);
  const { seed, samples, replicates } = design;
  const coordinate = design.method === 'sobol' ? sobol(seed) : latinHypercube(seed, samples / replicates);
  return (sample) => {
    const [replicate, point] = [(sample - 1) % replicates, Math.floor((sample - 1) / replicates)];
    let dimension = 0;
    return (name) => {
      let asked = 0;
      const uniform = (): number => coordinate(replicate, point, dimension++, `${name} ${asked++}`);
      return { uniform, normal: () => normalQuantile(uniform()), exponential: () => -Math.log(1 - uniform()) };
    };
  };
}

/**
 * A number in (0, 1): of a point of a replicate, for the variable of this name, the dimension-th that is asked for
 * (from 0).
 */
type Coordinate = (replicate: number, point: number, dimension: number, name: string) => number;

function latinHypercube(seed: number, points: number): Coordinate {
  const orders = new Map<string, Uint32Array>();
  return (replicate, point, _, name) => {
    const variable = `latin-hypercube ${seed} ${replicate} ${points} ${name}`;
    const order = orders.get(variable) ?? strata(points, variable);
    orders.set(variable, order);
    // Strictly inside: the quantile of 0 is infinite.
    const place = Math.max(2 ** -53, namedGenerator(`${variable} ${point}`).uniform());
    return ((order[point] ?? NaN) + place) / points;
  };
}

function sobol(seed: number): Coordinate {
  const directions: Uint32Array[] = [];
  return (replicate, point, dimension, name) => {
    if (dimension >= MOST_SOBOL_DIMENSIONS)
      throw new RangeError(`a Sobol sequence of more than ${MOST_SOBOL_DIMENSIONS} dimensions`);
    const v = (directions[dimension] ??= directionNumbers(dimension === 0 ? undefined : polynomials()[dimension - 1]));
    return scrambled(sobolInteger(point, v), `sobol ${seed} ${replicate} ${name}`);
  };
}

/** Of dimension 2 and up: S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30, 2635 (2008). */
const polynomials = onceForShelves((): readonly Polynomial[] =>
  shipped()
    .text('models/sobol/new-joe-kuo-6.1111.txt')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, , a = NaN, ...m] = line.split(' ').map(Number);
      return { a, m };
    }),
);
