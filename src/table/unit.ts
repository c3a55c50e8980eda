import { readUnit, type UnitReading } from '../units/dimensions.js';

/*
 * Units as instruments write them. What a spec may hold is stricter (src/units/dimensions.ts): there people write, and
 * can be asked.
 */

/** Words for units, by how they begin; in lower case. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['second', 's'],
  ['seconds', 's'],
  ['sec', 's'],
  ['secs', 's'],
  ['volt', 'V'],
  ['volts', 'V'],
  ['amp', 'A'],
  ['amps', 'A'],
  ['ampere', 'A'],
  ['amperes', 'A'],
  ['siemens', 'S'],
  ['mho', 'S'],
  ['ohm', 'ohm'],
  ['ohms', 'ohm'],
  ['farad', 'F'],
  ['hertz', 'Hz'],
  ['watt', 'W'],
  ['watts', 'W'],
  ['kelvin', 'K'],
  ['celsius', 'degC'],
  ['deg c', 'degC'],
  ['degree c', 'degC'],
  ['percent', '%'],
  ['perc', '%'],
  ['pct', '%'],
]);

const PREFIX_WORDS: readonly (readonly [string, string])[] = [
  ['femto', 'f'],
  ['pico', 'p'],
  ['nano', 'n'],
  ['micro', 'u'],
  ['milli', 'm'],
  ['kilo', 'k'],
  ['mega', 'meg'],
];

/** Other ways to write one unit. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:A\/V|1\/ohm|ohm\^?-1|ohm\u207b\u00b9|\u2127)$/, 'S'],
  [/^V\/A$/, 'ohm'],
  [/^([afpnumkG]?)(?:\u2127)$/, '$1S'],
  [/^([afpnumk]?)A\/V$/, '$1S'],
  // Nobody writes milliohm with a capital M; MS and MV are asked about.
  [/^M[oO]hms?$/, 'megohm'],
  [/^([fpnumkG])ohms$/i, '$1ohm'],
  [/^([fpnum])sec$/, '$1s'],
  [/^(?:\u2103|deg|\u00ba ?C|\u00b0 C)$/, 'degC'],
];

/** A unit as the rest of the program spells it, or the text itself where it is none. */
export function tidyUnit(written: string): string {
  const text = written
    .trim()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/[\u03a9\u2126]/g, 'ohm')
    .replace(/\u2103/g, 'degC')
    .replace(/\uff05/g, '%');
  const word = wordOf(text.toLowerCase());
  if (word !== undefined) return word;
  for (const [pattern, unit] of SAME) if (pattern.test(text)) return text.replace(pattern, unit);
  return text;
}

function wordOf(text: string): string | undefined {
  // Short words such as "sec" have no prefix in words; "amp" and "ohm" stand alone too.
  const plain = WORDS.get(text);
  if (plain !== undefined) return text === 'ohm' ? undefined : plain;
  for (const [name, prefix] of PREFIX_WORDS) {
    const unit = text.startsWith(name) ? WORDS.get(text.slice(name.length)) : undefined;
    if (unit !== undefined) return `${prefix}${unit}`;
  }
  return undefined;
}

/** As `readUnit`, for a unit of a table. */
export function readTableUnit(written: string): UnitReading {
  return readUnit(tidyUnit(written));
}

export function isUnit(written: string): boolean {
  return written.trim() !== '' && !('fault' in readTableUnit(written));
}

/** What stands in a line of units where a column has none. */
const NO_UNIT = new Set(['', '-', '--', '\u2013', '1', 'none', 'n/a', '()', '[]']);

export function isNoUnit(written: string): boolean {
  return NO_UNIT.has(written.trim().toLowerCase());
}
