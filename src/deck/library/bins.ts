import type { Card } from './circuit.js';
import type { Size, Sizes } from './elaborate.js';

/** ngspice takes a size for the limit of a bin when it is this near, m; and a little for our own arithmetic. */
const NEAR = 1.1e-9;

/**
 * The cards that an engine may choose for sizes: whether the width of one finger or of all counts is an option of its,
 * so both may. All cards where a size is unknown.
 * @param scales metres for a unit of length in the netlist; several where that is not known
 */
export function cardsFor(cards: readonly Card[], sizes: Sizes, scales: readonly number[]): Card[] {
  return sizes === 'all' ? [...cards] : cards.filter((card) => sizes.some((size) => fits(card, size, scales)));
}

function fits({ limits }: Card, { l, w, nf }: Size, scales: readonly number[]): boolean {
  if (!limits) return true;
  return scales.some(
    (scale) => within(l * scale, limits.l) && (within(w * scale, limits.w) || within((w / nf) * scale, limits.w)),
  );
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low - NEAR && value <= high + NEAR;
}
