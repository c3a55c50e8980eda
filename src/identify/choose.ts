import type { Estimate } from '../fit/estimate.js';
import { estimate } from '../fit/estimate-problem.js';
import type { Watch } from '../fit/search/watch.js';
import {
  alternatives,
  nameOf,
  pairRules,
  SIMPLIFICATIONS,
  type Hypothesis,
  type Sides,
  type Time,
} from './hypothesis.js';
import type { Values } from './parameters.js';
import type { Timing } from './timing.js';
import { named, problemOf, type Given } from './problem.js';

/** One hypothesis with its numbers, and how well it does. */
export interface Candidate {
  readonly hypothesis: Hypothesis;
  readonly name: string;
  readonly values: Values;
  readonly estimate: Estimate;
  /** Rms error of the weight along the trains, where errors of steps add up. */
  readonly drift: number;
}

export interface Choice {
  /** The rule that is written. */
  readonly chosen: Candidate;
  /** All that were fitted, the best by AICc first. */
  readonly candidates: readonly Candidate[];
}

/** What every fit of one identification is made of. */
export interface Evidence extends Given {
  readonly watch: Watch;
}

/** Rounds of a search that gets better each time, and starts of a fit that knows nothing. */
const MOST_ROUNDS = 4;
const STARTS = 3;

/** What nobody misses: misfit of a step as a share of the largest change, and of trains as a share of the range. */
const FLOOR_OF_STEP = 2e-3;
const FLOOR_OF_TRAIN = 1e-3;

/** A term is left out where the misfit of steps and that of trains, all in all, grow by no more than this share. */
export const SIMPLER = 0.1;

/**
 * Finds the rule that describes what was seen: among dependences and pairings, then with more terms for as long as
 * AICc falls, then without those that hardly matter. An exact simulation lets a criterion of noise keep any term, so
 * what a term is worth is judged by what it explains.
 */
export async function choose(evidence: Evidence, sides: Sides, time: Time): Promise<Choice> {
  const fitted = new Map<string, Candidate>();
  const attempt = async (hypothesis: Hypothesis, known?: Values): Promise<Candidate> => {
    const found = fitted.get(nameOf(hypothesis)) ?? (await fitCandidate(hypothesis, evidence, known));
    fitted.set(found.name, found);
    return found;
  };
  for (const hypothesis of pairRules(sides, time)) await attempt(hypothesis);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const best = ranked(fitted)[0]!;
    for (const hypothesis of alternatives(best.hypothesis)) await attempt(hypothesis, best.values);
    if (ranked(fitted)[0] === best || (await evidence.watch.stopped())) break;
  }
  const best = ranked(fitted)[0]!;
  return { chosen: await simplified(best, attempt, evidence.timing), candidates: ranked(fitted) };
}

/** Leaves out terms, the least missed first, for as long as the misfit hardly grows. */
async function simplified(
  best: Candidate,
  attempt: (hypothesis: Hypothesis, known: Values) => Promise<Candidate>,
  { largest }: Timing,
): Promise<Candidate> {
  const size = Math.max(Math.abs(largest.plus), Math.abs(largest.minus));
  const step = Math.max((1 + SIMPLER) * best.estimate.scatter, FLOOR_OF_STEP * size);
  const train = Math.max((1 + SIMPLER) * best.drift, FLOOR_OF_TRAIN);
  const good = (one: Candidate): boolean => one.estimate.scatter <= step && one.drift <= train;
  const single: { readonly of: (typeof SIMPLIFICATIONS)[number]; readonly scatter: number }[] = [];
  for (const of of SIMPLIFICATIONS) {
    const hypothesis = of(best.hypothesis);
    if (nameOf(hypothesis) === best.name) continue;
    const found = await attempt(hypothesis, best.values);
    if (good(found)) single.push({ of, scatter: found.estimate.scatter });
  }
  let chosen = best;
  for (const { of } of single.sort((a, b) => a.scatter - b.scatter)) {
    const hypothesis = of(chosen.hypothesis);
    if (nameOf(hypothesis) === chosen.name) continue;
    const found = await attempt(hypothesis, chosen.values);
    if (good(found)) chosen = found;
  }
  return chosen;
}

export async function fitCandidate(hypothesis: Hypothesis, evidence: Evidence, known?: Values): Promise<Candidate> {
  const problem = problemOf(hypothesis, evidence, known);
  const starts = known === undefined ? STARTS : 1;
  const found = await estimate(problem, { seed: 1, starts, robust: false, intervals: 'none' }, evidence.watch);
  return {
    drift: alongTrains(found, evidence),
    hypothesis,
    name: nameOf(hypothesis),
    values: { ...evidence.fixed, ...named(problem.parameters, found.values) },
    estimate: found,
  };
}

function ranked(fitted: ReadonlyMap<string, Candidate>): Candidate[] {
  return [...fitted.values()].sort((a, b) => a.estimate.criteria.aicc - b.estimate.criteria.aicc);
}

/** Rms of the sum of all errors so far, over the steps of the trains. */
function alongTrains({ problem: { rows }, residuals }: Estimate, { observations }: Evidence): number {
  const trials = observations.flatMap((one) => one.steps.map(() => one.trial));
  let [squares, steps, sum] = [0, 0, 0];
  residuals.forEach((residual, index) => {
    const trial = trials[rows[index] ?? -1];
    if (trial?.kind !== 'train') return;
    sum = trial === trials[rows[index - 1] ?? -1] ? sum + residual : residual;
    squares += sum * sum;
    steps += 1;
  });
  return Math.sqrt(squares / Math.max(steps, 1));
}
