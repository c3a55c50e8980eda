const ENGINEERING: readonly (readonly [number, string])[] = [
  [9, 'G'],
  [6, 'M'],
  [3, 'k'],
  [0, ''],
  [-3, 'm'],
  [-6, 'u'],
  [-9, 'n'],
  [-12, 'p'],
  [-15, 'f'],
  [-18, 'a'],
];

/** Units people read at a fixed scale: unit, what is printed, and its size in SI. */
const FIXED: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['C', ['C', 1]],
  ['m2', ['um2', 1e-12]],
  ['V*m', ['mV*um', 1e-9]],
  ['%*m', ['%*um', 1e-8]],
]);

/**
 * Engineering notation for people: `formatQuantity(0.0168, 's')` is `16.8 ms`. `unit` is the SI unit of `value` (`C`,
 * `m2`, `V*m` and `%*m` print at a fixed scale, an empty unit or `1` without prefix).
 */
export function formatQuantity(value: number, unit: string, digits = 3): string {
  if (!Number.isFinite(value)) return `${value} ${unit}`.trim();
  if (unit === '' || unit === '1') return trimmed(value, digits);
  const fixed = FIXED.get(unit);
  if (fixed) return `${trimmed(value / fixed[1], digits)} ${fixed[0]}`;
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0) return `0 ${unit}`;
  const exponent = Number(rounded.toExponential().split('e')[1]);
  const [power, prefix] = ENGINEERING.find(([candidate]) => exponent >= candidate) ?? [-18, 'a'];
  return `${trimmed(shift(rounded, -power), digits)} ${prefix}${unit}`;
}

/** A fraction as a percentage: `formatPercent(0.0123)` is `1.23 %`. */
export function formatPercent(fraction: number, digits = 3): string {
  return Number.isFinite(fraction) ? `${trimmed(fraction * 100, digits)} %` : `${fraction} %`;
}

/**
 * A number for SPICE text: never a suffix, exact on re-reading; `1e-12`, `1.8`, `5e-4`.
 * Exponent form outside [0.001, 1e6). Throws a RangeError on NaN and infinities, which SPICE would read as something
 * else.
 */
export function spiceNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written into a netlist`);
  const size = Math.abs(value);
  if (size === 0) return '0';
  return size >= 1e-3 && size < 1e6 ? String(value) : value.toExponential().replace('e+', 'e');
}

/** As `spiceNumber`, without the binary rounding of products: a designer reads 2.6e-6, not 2.5999999999999997e-6. */
export function roundedSpiceNumber(value: number): string {
  return spiceNumber(Number(value.toPrecision(9)));
}

/** What a suffix of a size stands for, as a power of ten. */
const SUFFIXES = { u: -6, p: -12 } as const;

/**
 * A positive number for SPICE text with the suffix that designers read sizes in: `0.42u`, `0.126p`. The point of
 * `spiceNumber`'s digits is moved and nothing is rounded: in the line of a device ngspice makes the same number of
 * both, to the last bit, because it reads the digits as one whole number and multiplies once by a power of ten.
 * @throws RangeError for what is no size
 */
export function suffixedSpiceNumber(value: number, suffix: keyof typeof SUFFIXES): string {
  if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`${value} is no size`);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = 1 + Number(exponent) - SUFFIXES[suffix];
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}${suffix}`;
  const whole = digits.slice(0, point).padEnd(point, '0');
  const rest = digits.slice(point);
  return `${whole}${rest === '' ? '' : `.${rest}`}${suffix}`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** Multiplies by a power of ten in the decimal text, so that no binary rounding shows. */
function shift(value: number, power: number): number {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return Number(`${mantissa}e${Number(exponent) + power}`);
}
