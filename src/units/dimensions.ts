/** What a quantity measures. Values are stored in plain SI; temperatures in degrees Celsius; ratios as fractions. */
export type Dimension =
  | 'duration'
  | 'frequency'
  | 'voltage'
  | 'current'
  | 'capacitance'
  | 'length'
  | 'area'
  | 'temperature'
  | 'temperature-difference'
  | 'ratio'
  | 'mismatch'
  | 'relative-mismatch'
  | 'resistance'
  | 'conductance'
  | 'energy'
  | 'power';

export interface DimensionInfo {
  /** With its article, for messages. */
  readonly noun: string;
  /** Product of unit symbols, sorted, e.g. `V*m`. */
  readonly signature: string;
  readonly example: string;
  /** Units offered when only a number was written. */
  readonly offers: readonly string[];
}

export const DIMENSIONS: Readonly<Record<Dimension, DimensionInfo>> = {
  duration: { noun: 'a duration', signature: 's', example: '20 ms', offers: ['ms', 's'] },
  frequency: { noun: 'a frequency', signature: 'Hz', example: '20 Hz', offers: ['Hz', 'kHz'] },
  voltage: { noun: 'a voltage', signature: 'V', example: '1.8 V', offers: ['V', 'mV'] },
  current: { noun: 'a current', signature: 'A', example: '20 pA', offers: ['pA', 'nA'] },
  capacitance: { noun: 'a capacitance', signature: 'F', example: '1 pF', offers: ['pF', 'fF'] },
  length: { noun: 'a length', signature: 'm', example: '4 um', offers: ['um', 'nm'] },
  area: { noun: 'an area', signature: 'm2', example: '100 um2', offers: ['um2'] },
  temperature: { noun: 'a temperature', signature: 'C', example: '27 C', offers: ['C', 'K'] },
  'temperature-difference': { noun: 'a temperature difference', signature: 'C', example: '5 C', offers: ['C', 'K'] },
  ratio: { noun: 'a percentage', signature: '%', example: '2 %', offers: ['%'] },
  mismatch: { noun: 'a mismatch coefficient', signature: 'V*m', example: '5 mV*um', offers: ['mV*um'] },
  'relative-mismatch': {
    noun: 'a relative mismatch coefficient',
    signature: '%*m',
    example: '1 %*um',
    offers: ['%*um'],
  },
  resistance: { noun: 'a resistance', signature: 'ohm', example: '10 kohm', offers: ['ohm', 'kohm'] },
  conductance: { noun: 'a conductance', signature: 'S', example: '100 uS', offers: ['uS', 'nS'] },
  energy: { noun: 'an energy', signature: 'J', example: '1 pJ', offers: ['pJ', 'fJ'] },
  power: { noun: 'a power', signature: 'W', example: '1 mW', offers: ['mW', 'uW'] },
};

/**
 * Powers of ten of the prefixes. Capital `M` is left out: SPICE reads it as milli, people as mega, so `meg` is asked
 * for.
 */
export const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['a', -18],
  ['f', -15],
  ['p', -12],
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['k', 3],
  ['meg', 6],
  ['G', 9],
]);

/** Unit symbols: what they reduce to, their power of ten, and whether they take a prefix. */
export const UNITS: ReadonlyMap<
  string,
  { readonly base: string; readonly exponent: number; readonly prefixed: boolean }
> = new Map([
  ['s', { base: 's', exponent: 0, prefixed: true }],
  ['Hz', { base: 'Hz', exponent: 0, prefixed: true }],
  ['V', { base: 'V', exponent: 0, prefixed: true }],
  ['A', { base: 'A', exponent: 0, prefixed: true }],
  ['F', { base: 'F', exponent: 0, prefixed: true }],
  ['m', { base: 'm', exponent: 0, prefixed: true }],
  ['ohm', { base: 'ohm', exponent: 0, prefixed: true }],
  ['Ohm', { base: 'ohm', exponent: 0, prefixed: true }],
  ['S', { base: 'S', exponent: 0, prefixed: true }],
  ['J', { base: 'J', exponent: 0, prefixed: true }],
  ['W', { base: 'W', exponent: 0, prefixed: true }],
  ['C', { base: 'C', exponent: 0, prefixed: false }],
  ['degC', { base: 'C', exponent: 0, prefixed: false }],
  ['\u00b0C', { base: 'C', exponent: 0, prefixed: false }],
  ['K', { base: 'K', exponent: 0, prefixed: false }],
  ['%', { base: '%', exponent: -2, prefixed: false }],
]);

/** A unit as written, reduced to base symbols (sorted) and a power of ten; or why it cannot be read. */
export type UnitReading = { readonly signature: string; readonly exponent: number } | { readonly fault: string };

/** Reads a unit such as `ms`, `mV*um` or `um2`. */
export function readUnit(text: string): UnitReading {
  const factors: string[] = [];
  let exponent = 0;
  for (const part of text.split(/\s*[*\u00b7]\s*/)) {
    const match = /^(.*?)(?:\^?(2)|\u00b2)?$/.exec(part);
    const squared = match?.[1] !== part;
    const symbol = readSymbol(match?.[1] ?? part);
    if (typeof symbol === 'string') return { fault: symbol };
    factors.push(squared ? `${symbol.base}2` : symbol.base);
    exponent += squared ? 2 * symbol.exponent : symbol.exponent;
  }
  return { signature: factors.sort().join('*'), exponent };
}

function readSymbol(symbol: string): { base: string; exponent: number } | string {
  const plain = UNITS.get(symbol);
  if (plain) return plain;
  for (const [name, unit] of UNITS) {
    if (!unit.prefixed || !symbol.endsWith(name)) continue;
    const written = symbol.slice(0, -name.length);
    const power = PREFIXES.get(/^meg$/i.test(written) ? 'meg' : written);
    if (power !== undefined) return { base: unit.base, exponent: unit.exponent + power };
    if (written === 'M' && name === 'Hz') return { base: unit.base, exponent: 6 };
    if (written === 'M')
      return `"${symbol}" is ambiguous (SPICE reads M as milli); write m${name} for milli or meg${name} for mega`;
  }
  if (PREFIXES.has(symbol) || /^meg$/i.test(symbol)) return `"${symbol}" is a prefix without a unit`;
  const near = otherCase(symbol);
  return `unknown unit "${shorten(symbol)}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function otherCase(symbol: string): string | undefined {
  for (const [name, unit] of UNITS) {
    for (const prefix of unit.prefixed ? ['', ...PREFIXES.keys()] : ['']) {
      if ((prefix + name).toLowerCase() === symbol.toLowerCase()) return prefix + name;
    }
  }
  return undefined;
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}...` : text;
}
