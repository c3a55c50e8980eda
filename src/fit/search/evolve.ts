import type { Generator } from '../../random/generator.js';
import { squares, type Box, type Residuals } from './minimise.js';
import type { Watch } from './watch.js';

/** Generations at most, and without a better best. */
const GENERATIONS = 16;
const STALE = 6;
/** Chance that a coordinate is taken from the mutant. */
const CROSSOVER = 0.9;
/** Members closer than this in every coordinate lie in one valley. */
const VALLEY = 0.3;

/**
 * Differential evolution (Storn, Price: J. Global Optim. 11 (1997) 341) from a given population, mutants drawn from a
 * member towards the best and along a difference of two others ("current to best"); a coordinate that leaves the box
 * goes back half way to its bound.
 *
 * @returns up to `count` members that lie apart, the best first
 */
export async function evolve(
  residuals: Residuals,
  population: readonly Float64Array[],
  { lower, upper }: Box,
  draws: Generator,
  count: number,
  watch: Watch,
  name: string,
): Promise<Float64Array[]> {
  const costOf = (at: Float64Array): number => {
    const cost = squares(residuals(at));
    return Number.isFinite(cost) ? cost : Infinity;
  };
  const members = population.map((at) =>
    at.map((value, index) => Math.min(Math.max(value, lower[index] ?? -Infinity), upper[index] ?? Infinity)),
  );
  const costs: number[] = [];
  for (const member of members) {
    costs.push(costOf(member));
    if (await watch.stopped()) break;
  }
  while (costs.length < members.length) costs.push(Infinity);
  const leader = (): number => costs.indexOf(Math.min(...costs));
  let stale = 0;
  for (let generation = 0; generation < GENERATIONS && stale < STALE; generation += 1) {
    const before = costs[leader()] ?? Infinity;
    for (const [index, member] of members.entries()) {
      if (await watch.stopped()) return apart();
      const best = members[leader()] ?? member;
      const [one, other] = [pick(), pick()];
      const factor = 0.4 + 0.5 * draws.uniform();
      const sure = Math.floor(draws.uniform() * member.length);
      const child = member.map((value, coordinate) => {
        if (draws.uniform() > CROSSOVER && coordinate !== sure) return value;
        const moved =
          value +
          factor * ((best[coordinate] ?? NaN) - value) +
          factor * ((one[coordinate] ?? NaN) - (other[coordinate] ?? NaN));
        const [low, high] = [lower[coordinate] ?? -Infinity, upper[coordinate] ?? Infinity];
        return moved < low ? (low + value) / 2 : moved > high ? (high + value) / 2 : moved;
      });
      const cost = costOf(child);
      if (cost <= (costs[index] ?? Infinity)) {
        members[index] = child;
        costs[index] = cost;
      }
    }
    const now = costs[leader()] ?? Infinity;
    stale = now < before * 0.99 ? 0 : stale + 1;
    watch.tell({ problem: name, phase: 'search', done: generation + 1, total: GENERATIONS, cost: now });
  }
  return apart();

  function pick(): Float64Array {
    return members[Math.floor(draws.uniform() * members.length)] ?? new Float64Array();
  }

  function apart(): Float64Array[] {
    const chosen: Float64Array[] = [];
    for (const index of [...members.keys()].sort((a, b) => (costs[a] ?? Infinity) - (costs[b] ?? Infinity))) {
      const member = members[index]!;
      const near = chosen.some((other) =>
        other.every((value, coordinate) => Math.abs(value - (member[coordinate] ?? NaN)) < VALLEY),
      );
      if (!near && chosen.length < count) chosen.push(member);
    }
    return chosen;
  }
}
