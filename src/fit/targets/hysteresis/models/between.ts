import type { Generator } from '../../../../random/generator.js';

/** A number of unknown size: its logarithm is anywhere in a range with the same chance. */
export function between({ least, most }: { readonly least: number; readonly most: number }, draws: Generator): number {
  return least * (most / least) ** draws.uniform();
}
