import { closest, distance } from 'fastest-levenshtein';

/** Longest word that is compared, characters. */
const LONGEST_WORD = 200;

/** `; did you mean "dpi"?` when a candidate is near enough to what was found, else an empty string. */
export function didYouMean(found: string, candidates: readonly string[]): string {
  // Nobody mistypes a page; the distance costs the product of the lengths.
  if (candidates.length === 0 || found.length > LONGEST_WORD) return '';
  const nearest = closest(found.toLowerCase(), candidates);
  const near = distance(found.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(found.length / 3));
  return near ? `; did you mean "${nearest}"?` : '';
}
