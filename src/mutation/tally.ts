import { isChanged, type Change } from './behaviour.js';
import type { Reach } from './simulator.js';
import type { Judgement, MutantResult } from './study.js';

/** Mutants of a study by what they do and what `verify` says. */
export interface Tally {
  /** Those that simulate and move a quantity by more than its limit; and of these, those that are no pass. */
  readonly changed: number;
  readonly caught: number;
  readonly survivors: readonly MutantResult[];
  /** Those that cannot be simulated: an error, whatever they would do. They are in no rate. */
  readonly unsimulated: number;
  /**
   * Those that change nothing beyond a limit, and of these those that are no pass: what a trim hides, and margins that
   * were thin before.
   */
  readonly unchanged: number;
  readonly flagged: number;
}

/** @param by `judged`: the circuit as `verify` saw it; `designed`: the circuit with the biases of its design */
export function tally(results: readonly MutantResult[], reach: Reach, by: 'judged' | 'designed'): Tally {
  const simulated = results.flatMap((result) => (result[by] ? [{ result, changes: result[by] }] : []));
  const changed = simulated.filter(({ changes }) => isChanged(changes)).map(({ result }) => result);
  const unchanged = simulated.filter(({ changes }) => !isChanged(changes)).map(({ result }) => result);
  const survivors = changed.filter((result) => !isCaught(result[reach]));
  return {
    changed: changed.length,
    caught: changed.length - survivors.length,
    survivors,
    unsimulated: results.length - simulated.length,
    unchanged: unchanged.length,
    flagged: unchanged.filter((result) => isCaught(result[reach])).length,
  };
}

/** No mutant that is a pass is caught; anything else keeps a gate shut. */
export function isCaught({ status }: Judgement): boolean {
  return status !== 'pass';
}

/** The quantity that moved furthest beyond its limit, for people. */
export function worstChange(changes: readonly Change[]): string {
  const excess = ({ measured, limit }: Change): number => (measured === undefined ? Infinity : measured / limit);
  const [worst] = [...changes].sort((a, b) => excess(b) - excess(a));
  if (!worst) return 'nothing';
  const size =
    worst.measured === undefined
      ? 'not measurable'
      : `${(100 * worst.measured).toFixed(2)} % of ${(100 * worst.limit).toFixed(2)} %`;
  return `${worst.quantity} on ${worst.stimulus}: ${size}`;
}
