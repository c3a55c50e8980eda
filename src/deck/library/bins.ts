import type { Card } from './circuit.js';
import type { Size } from './elaborate.js';

/** ngspice takes a size for the limit of a bin when it is this near, m; and a little for our own arithmetic. */
const NEAR = 1.1e-9;

/**
 * The cards that an engine may choose for sizes: whether the width of one finger or of all counts is an option of its,
 * so both may. All cards where a size is unknown or none fits, for then the engine says so.
 * @param scales metres for a unit of length in the netlist; several where that is not known
 */
export function cardsFor(cards: readonly Card[], sizes: readonly Size[] | 'all', scales: readonly number[]): Card[] {
  if (sizes === 'all') return [...cards];
  const fits = ({ limits }: Card, { l, w, nf }: Size): boolean =>
    limits === undefined ||
    scales.some(
      (scale) => within(l * scale, limits.l) && (within(w * scale, limits.w) || within((w / nf) * scale, limits.w)),
    );
  const chosen = cards.filter((card) => sizes.some((size) => fits(card, size)));
  return sizes.every((size) => chosen.some((card) => fits(card, size))) ? chosen : [...cards];
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low - NEAR && value <= high + NEAR;
}
