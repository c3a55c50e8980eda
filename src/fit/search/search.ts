import { generator } from '../../random/generator.js';
import { evolve } from './evolve.js';
import type { Goal } from './deviance.js';
import { downhill, sizeOf } from './downhill.js';
import type { Box, Minimum } from './minimum.js';
import { coordinateOf, valueOf } from './parameter.js';
import type { FitParameter } from './parameter.js';
import type { FitProblem } from '../problem.js';
import type { Watch } from './watch.js';

export interface Search {
  readonly best: Minimum;
  readonly starts: number;
  /** Starts that ended at the same cost as the best. */
  readonly agreeing: number;
}

type Searched = Pick<FitProblem, 'parameters' | 'population' | 'name'>;

interface StartOptions {
  readonly starts: number;
  readonly seed: number;
}

/**
 * How far from the guess starts are drawn: a factor of e^2 for logarithmic parameters, twice the size for linear ones.
 */
const SPREAD = 2;
/** Of a population that evolves. */
const MEMBERS = 24;
/** An evolved population has few valleys left: this many of its members are taken downhill. */
const APART = 3;

export function boxOf(parameters: readonly FitParameter[]): Box {
  return {
    lower: Float64Array.from(parameters, (parameter) => coordinateOf(parameter, parameter.min)),
    upper: Float64Array.from(parameters, (parameter) => coordinateOf(parameter, parameter.max)),
  };
}

/** Parameter values of coordinates. */
export function valuesOf(parameters: readonly FitParameter[], at: Float64Array): Float64Array {
  return at.map((coordinate, index) => valueOf(parameters[index]!, coordinate));
}

/**
 * Levenberg-Marquardt from the guess and from `starts - 1` points around it, drawn with a fixed seed; the best of them.
 * Where the problem knows a population, it evolves first, and its best members that lie apart are the other starting
 * points.
 */
export async function search(goal: Goal, problem: Searched, options: StartOptions, watch: Watch): Promise<Search> {
  const { parameters, population, name } = problem;
  const box = boxOf(parameters);
  const points = await startsOf(goal, problem, options, watch);
  const found: Minimum[] = [];
  for (const [start, from] of points.entries()) {
    found.push(await downhill(goal, from, box, watch));
    watch.tell({
      problem: name,
      phase: 'search',
      done: start + 1,
      total: points.length,
      cost: Math.min(...found.map(({ cost }) => (Number.isFinite(cost) ? cost : Infinity))),
    });
    // Members of a population were paid for: interrupted, each of them is still looked at where it stands.
    if (population === undefined && (await watch.stopped())) break;
  }
  const finite = found.filter(({ cost }) => Number.isFinite(cost));
  const best = finite.reduce(
    (lowest, candidate) => (better(candidate, lowest, sizeOf(goal, lowest)) ? candidate : lowest),
    finite[0] ?? found[0]!,
  );
  // Only the best start is worth the way through a long narrow valley.
  const end = best.stop === 'iteration limit' ? await downhill(goal, best.at, box, watch) : best;
  return {
    best: end,
    starts: found.length,
    agreeing: finite.filter(({ cost }) => cost <= end.cost + 1e-6 * sizeOf(goal, end)).length,
  };
}

/** The guess, and beside it points drawn around it or the fittest of a population. */
async function startsOf(
  goal: Goal,
  { parameters, population, name }: Searched,
  { starts, seed }: StartOptions,
  watch: Watch,
): Promise<Float64Array[]> {
  const draws = generator(seed);
  const guess = Float64Array.from(parameters, (parameter) => coordinateOf(parameter, parameter.start));
  if (population === undefined || typeof goal !== 'function')
    return Array.from({ length: starts }, (_, start) =>
      start === 0 ? guess : guess.map((coordinate) => coordinate + SPREAD * (2 * draws.uniform() - 1)),
    );
  const drawn = Array.from({ length: MEMBERS - 1 }, () =>
    population(draws).map((value, index) => coordinateOf(parameters[index]!, value)),
  );
  const count = Math.min(starts, APART) - 1;
  return [guess, ...(await evolve(goal, [guess, ...drawn], boxOf(parameters), draws, count, watch, name))];
}

/** Of two that agree in cost, the one that converged. */
function better(candidate: Minimum, best: Minimum, size: number): boolean {
  if (Math.abs(candidate.cost - best.cost) <= 1e-9 * size) return candidate.converged && !best.converged;
  return candidate.cost < best.cost;
}
