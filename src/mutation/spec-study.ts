import type { MutantResult } from './study.js';

/** The results of one spec. */
export interface SpecStudy {
  readonly name: string;
  /** Mutants that there are; those tried are choices by `seeds` where they are fewer. */
  readonly population: number;
  readonly seeds: readonly number[];
  readonly results: readonly MutantResult[];
}

/**
 * Studies of the same spec as one: a mutant that several of them chose counts once, with its last result.
 * @throws Error when they are not of the same mutants
 */
export function joinStudies(studies: readonly SpecStudy[]): SpecStudy[] {
  const names = [...new Set(studies.map(({ name }) => name))];
  return names.map((name) => {
    const parts = studies.filter((study) => study.name === name);
    const populations = [...new Set(parts.map(({ population }) => population))];
    const [population, other] = populations;
    if (population === undefined || other !== undefined)
      throw new Error(`${name}: studies of ${populations.join(' and ')} mutants are not of the same circuit`);
    const results = new Map(parts.flatMap((part) => part.results.map((result) => [result.id, result] as const)));
    return {
      name,
      population,
      seeds: [...new Set(parts.flatMap(({ seeds }) => seeds))],
      results: [...results.values()],
    };
  });
}
