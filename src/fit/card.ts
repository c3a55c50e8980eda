import type { Estimate } from './estimate.js';
import type { Origin } from './target.js';

/** Comment above every card: what it is for, and the data it comes from. */
export function cardHead({ name, source, sha256 }: Origin, use: string): string {
  return [`# ${name}: ${use}, fitted by rulespice`, ...source.split('\n').map((line) => `# source: ${line}`), ...sha256.map((hash) => `# data sha256: ${hash}`), ''].join('\n');
}

/** A fitted value with the digits that its standard error leaves meaning, and two more. */
export function cardNumber(estimate: Estimate | undefined, parameter: number): string {
  const found = estimate?.parameters[parameter];
  if (found === undefined) throw new Error(`a card asks for the parameter ${parameter} of a fit that has none`);
  return digits(found.value, found.standardError);
}

/** `value` to a hundredth of its error. */
export function digits(value: number, error: number): string {
  const size = Math.abs(value);
  const count = error > 0 && size > 0 ? Math.ceil(Math.log10(size / error)) + 2 : 6;
  return String(Number(value.toPrecision(Math.min(Math.max(count, 3), 12))));
}
