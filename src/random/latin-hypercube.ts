import { namedGenerator } from './generator.js';

/**
 * A random order of the strata 0 to `count` - 1 that belongs to a name: Fisher and Yates' shuffle. One coordinate of a
 * Latin hypercube: McKay, Beckman, Conover, Technometrics 21, 239 (1979).
 */
export function strata(count: number, name: string): Uint32Array {
  const random = namedGenerator(name);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
