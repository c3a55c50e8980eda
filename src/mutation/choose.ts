import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Mutant, MutantKind } from './mutant.js';

/**
 * A seeded random choice of at most about `most` mutants, of each kind in proportion to its number but at least one;
 * all of them where there are no more. In the order given.
 */
export function chooseMutants(mutants: readonly Mutant[], most: number, seed: number): Mutant[] {
  if (mutants.length <= most) return [...mutants];
  const random = xoroshiro128plus(seed);
  const kinds = [...new Set(mutants.map(({ kind }) => kind))];
  const chosen = new Set(kinds.flatMap((kind) => drawn(mutants, kind, most / mutants.length)));
  return mutants.filter((mutant) => chosen.has(mutant));

  function drawn(all: readonly Mutant[], kind: MutantKind, share: number): Mutant[] {
    const left = all.filter((mutant) => mutant.kind === kind);
    return Array.from({ length: Math.max(1, Math.round(left.length * share)) }, () =>
      left.splice(uniformInt(random, 0, left.length - 1), 1),
    ).flat();
  }
}
