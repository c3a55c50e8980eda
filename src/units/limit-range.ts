import { formatQuantity } from './format.js';
import type { Limit } from './provenance.js';

/** The bounds of a limit in words: `50 fA to 30 pA`, `at least 100 us`. */
export function limitRange({ min, max, unit }: Pick<Limit, 'min' | 'max' | 'unit'>): string {
  const print = (value: number): string => formatQuantity(value, unit === '1' ? '' : unit);
  if (min !== undefined && max !== undefined) return `${print(min)} to ${print(max)}`;
  if (min !== undefined) return `at least ${print(min)}`;
  return max === undefined ? 'any' : `at most ${print(max)}`;
}
