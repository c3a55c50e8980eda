import { generator } from '../random/generator.js';
import { minimise, type Box, type Minimum, type Residuals } from './minimise.js';
import { coordinateOf, valueOf } from './parameter.js';
import type { FitParameter } from './parameter.js';
import type { Watch } from './watch.js';

export interface Search {
  readonly best: Minimum;
  readonly starts: number;
  /** Starts that ended at the same cost as the best. */
  readonly agreeing: number;
}

/** How far from the guess starts are drawn: a factor of e^2 for logarithmic parameters, twice the size for linear ones. */
const SPREAD = 2;

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

/** Levenberg-Marquardt from the guess and from `starts - 1` points around it, drawn with a fixed seed; the best of them. */
export async function search(residuals: Residuals, parameters: readonly FitParameter[], { starts, seed }: { readonly starts: number; readonly seed: number }, name: string, watch: Watch): Promise<Search> {
  const box = boxOf(parameters);
  const draws = generator(seed);
  const guess = Float64Array.from(parameters, (parameter) => coordinateOf(parameter, parameter.start));
  const found: Minimum[] = [];
  for (let start = 0; start < starts; start += 1) {
    const from = start === 0 ? guess : guess.map((coordinate) => coordinate + SPREAD * (2 * draws.uniform() - 1));
    found.push(await minimise(residuals, from, box, watch));
    watch.tell({ problem: name, phase: 'search', done: start + 1, total: starts, cost: Math.min(...found.map(({ cost }) => (Number.isFinite(cost) ? cost : Infinity))) });
    if (await watch.stopped()) break;
  }
  const finite = found.filter(({ cost }) => Number.isFinite(cost));
  const best = finite.reduce((lowest, candidate) => (better(candidate, lowest) ? candidate : lowest), finite[0] ?? found[0]!);
  return { best, starts: found.length, agreeing: finite.filter(({ cost }) => cost <= best.cost * (1 + 1e-6)).length };
}

/** Of two that agree in cost, the one that converged. */
function better(candidate: Minimum, best: Minimum): boolean {
  if (Math.abs(candidate.cost - best.cost) <= 1e-9 * best.cost) return candidate.converged && !best.converged;
  return candidate.cost < best.cost;
}
