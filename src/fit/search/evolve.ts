import type { Generator } from '../../random/generator.js';
import { clamp, type Box } from './minimum.js';
import { squares, type Residuals } from './residuals.js';
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
  box: Box,
  draws: Generator,
  count: number,
  watch: Watch,
  name: string,
): Promise<Float64Array[]> {
  const members = new Population(residuals, population, box, draws);
  await members.weigh(watch);
  let stale = 0;
  for (let generation = 0; generation < GENERATIONS && stale < STALE; generation += 1) {
    const before = members.lowest();
    if (!(await members.renew(watch))) break;
    const now = members.lowest();
    stale = now < before * 0.99 ? 0 : stale + 1;
    watch.tell({ problem: name, phase: 'search', done: generation + 1, total: GENERATIONS, cost: now });
  }
  return members.apart(count);
}

class Population {
  private readonly members: Float64Array[];
  private readonly costs: number[] = [];

  constructor(
    private readonly residuals: Residuals,
    members: readonly Float64Array[],
    private readonly box: Box,
    private readonly draws: Generator,
  ) {
    this.members = members.map((at) => clamp(at, box));
  }

  /** Looks at every member; interrupted, those not seen count for nothing. */
  async weigh(watch: Watch): Promise<void> {
    for (const member of this.members) {
      this.costs.push(this.costOf(member));
      if (await watch.stopped()) break;
    }
    while (this.costs.length < this.members.length) this.costs.push(Infinity);
  }

  lowest(): number {
    return this.costs[this.leader()] ?? Infinity;
  }

  /** One generation. @returns false where it was interrupted */
  async renew(watch: Watch): Promise<boolean> {
    for (const [index, member] of this.members.entries()) {
      if (await watch.stopped()) return false;
      const child = this.childOf(member);
      const cost = this.costOf(child);
      if (cost <= (this.costs[index] ?? Infinity)) {
        this.members[index] = child;
        this.costs[index] = cost;
      }
    }
    return true;
  }

  /** Up to `count` members of different valleys, the best first. */
  apart(count: number): Float64Array[] {
    const { members, costs } = this;
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

  private childOf(member: Float64Array): Float64Array {
    const { lower, upper } = this.box;
    const best = this.members[this.leader()] ?? member;
    const [one, other] = [this.pick(), this.pick()];
    const factor = 0.4 + 0.5 * this.draws.uniform();
    const sure = Math.floor(this.draws.uniform() * member.length);
    return member.map((value, coordinate) => {
      if (this.draws.uniform() > CROSSOVER && coordinate !== sure) return value;
      const moved =
        value +
        factor * ((best[coordinate] ?? NaN) - value) +
        factor * ((one[coordinate] ?? NaN) - (other[coordinate] ?? NaN));
      const [low, high] = [lower[coordinate] ?? -Infinity, upper[coordinate] ?? Infinity];
      return moved < low ? (low + value) / 2 : moved > high ? (high + value) / 2 : moved;
    });
  }

  private costOf(at: Float64Array): number {
    const cost = squares(this.residuals(at));
    return Number.isFinite(cost) ? cost : Infinity;
  }

  private leader(): number {
    return this.costs.indexOf(Math.min(...this.costs));
  }

  private pick(): Float64Array {
    return this.members[Math.floor(this.draws.uniform() * this.members.length)] ?? new Float64Array();
  }
}
