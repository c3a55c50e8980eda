import type { Analysis, Circuit } from '../engine/simulator.js';
import type { Waveforms } from '../waveform/waveforms.js';
import type { Estimate } from './estimate.js';
import type { Origin } from './origin.js';

/**
 * The answer as a file. `--card FILE` chooses by the ending: `.yaml` for a spec, a process or a device, `.cir` for
 * SPICE.
 */
export type Card = YamlCard | SpiceCard;

export interface YamlCard {
  readonly format: 'yaml';
  readonly text: string;
}

/** A SPICE card leaves the house only after it was simulated on the measured stimulus. */
export interface SpiceCard {
  readonly format: 'spice';
  readonly text: string;
  readonly benches: readonly [CardBench, ...CardBench[]];
}

/** One simulation of a card on a stimulus of the data, and what the fit expects there. */
export interface CardBench {
  readonly name: string;
  /** Holds the text of the card. */
  readonly circuit: Circuit;
  readonly analysis: Analysis;
  readonly save: readonly string[];
  /** The simulated quantity at the points of `expected`. */
  read(waveforms: Waveforms): Float64Array;
  /** What the fit says. */
  readonly expected: Float64Array;
  /**
   * Distances count relative to the expected value, and where that is smaller to this (the noise floor of the
   * measurement).
   */
  readonly floor: number;
}

/**
 * Comment above every card: what it is for, and the data it comes from. `mark` starts a comment: `#` in YAML, `*` in
 * SPICE.
 */
export function cardHead({ name, source, sha256 }: Origin, use: string, mark = '#'): string {
  return [
    `${mark} ${name}: ${use}, fitted by rulespice`,
    ...source.split('\n').map((line) => `${mark} source: ${line}`),
    ...sha256.map((hash) => `${mark} data sha256: ${hash}`),
    '',
  ].join('\n');
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
