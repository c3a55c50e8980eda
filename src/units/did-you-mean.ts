import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean "dpi"?` when a candidate is near enough to what was found, else an empty string. */
export function didYouMean(found: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const nearest = closest(found.toLowerCase(), candidates);
  const near = distance(found.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(found.length / 3));
  return near ? `; did you mean "${nearest}"?` : '';
}
