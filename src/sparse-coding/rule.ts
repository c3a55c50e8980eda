import type { Presentations } from './presentations.js';

/**
 * Competitive learning with a normalised sum (Rumelhart, Zipser, Cognitive Science 9:75 (1985)), with the budget shared
 * by a softmax: s_j = sum over active inputs of exp(w_ij / t) / sum_k exp(w_kj / t); the neuron with the largest s
 * wins, and its weights from the active inputs grow by a (1 - w).
 */
export interface CompetitionRule {
  /** Step of a weight of 0. */
  readonly amplitude: number;
  /** t: difference of two weights at which their shares differ by e. */
  readonly softness: number;
}

/** What one road did: rule units throughout. */
export interface Learning {
  /** Neuron that won each presentation. */
  readonly winners: readonly number[];
  /** Weights after each presentation: [presentation][neuron][input]. */
  readonly weights: readonly (readonly (readonly number[])[])[];
}

/** Sum of the active shares of one neuron, in parts of its budget. */
export function response(weights: readonly number[], active: readonly number[], { softness }: CompetitionRule): number {
  const exponentials = weights.map((weight) => Math.exp(weight / softness));
  return (
    active.reduce((sum, input) => sum + (exponentials[input] ?? NaN), 0) /
    exponentials.reduce((sum, value) => sum + value, 0)
  );
}

/** The rule over a series of presentations. @param initial weights by neuron and input */
export function learn(
  rule: CompetitionRule,
  initial: readonly (readonly number[])[],
  { patterns, order }: Presentations,
): Learning {
  let weights = initial.map((row) => [...row]);
  const winners: number[] = [];
  const history: number[][][] = [];
  for (const pattern of order) {
    const active = patterns[pattern] ?? [];
    const winner = largest(weights.map((row) => response(row, active, rule)));
    weights = weights.map((row, neuron) =>
      row.map((weight, input) =>
        neuron === winner && active.includes(input) ? weight + rule.amplitude * (1 - weight) : weight,
      ),
    );
    winners.push(winner);
    history.push(weights);
  }
  return { winners, weights: history };
}

/** Position of the largest of some values. */
export function largest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/**
 * How far a neuron's response to its best pattern stands out: (best - next) / (best + next), 0 for none and 1 for one
 * that hears nothing else.
 */
export function selectivity(responses: readonly number[]): number {
  const [best = NaN, next = NaN] = [...responses].sort((a, b) => b - a);
  return (best - next) / (best + next);
}
