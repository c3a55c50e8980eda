import { ZERO_CELSIUS } from './constants.js';
import { DIMENSIONS, readUnit, type Dimension } from './dimensions.js';
import { UserError } from './user-error.js';

/** A value in plain SI, or the sentence that says what was expected and what to write instead. */
export type QuantityReading = { readonly value: number } | { readonly fault: string };

const NUMBER = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+))?/;

/**
 * Reads a quantity with its unit (`20 ms`, `5 mV*um`, `2 %`) into plain SI: seconds, volts, amperes, farads, metres,
 * hertz; degrees Celsius for temperatures (kelvin is converted), a fraction for percentages. Never throws: a fault
 * starts with `expected`, so a caller can put the place and what was found before it.
 */
export function readQuantity(input: unknown, dimension: Dimension): QuantityReading {
  const info = DIMENSIONS[dimension];
  const expected = `expected ${info.noun} such as "${info.example}"`;
  const fault = (advice: string): QuantityReading => ({ fault: advice === '' ? expected : `${expected}; ${advice}` });
  if (typeof input === 'number') return fault(offer(input, dimension));
  if (typeof input !== 'string') return fault('');
  // The micro sign and the Greek letter mu look alike; both mean the prefix u. U+2212 is the typographic minus.
  const text = input
    .trim()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/^\u2212/, '-');
  const match = NUMBER.exec(text);
  if (!match) return fault('start with a number');
  const [written, sign = '', digits = '', power = '0'] = match;
  const unitText = text.slice(written.length).trim();
  if (unitText === '') return fault(offer(Number(written), dimension));
  if (/^[.,_\d']/.test(unitText)) return fault('write the number with a decimal point and no separators');
  const unit = readUnit(unitText);
  if ('fault' in unit) return fault(unit.fault);
  const kelvin = unit.signature === 'K' && info.signature === 'C';
  if (!kelvin && unit.signature !== info.signature) {
    const other = Object.values(DIMENSIONS).find(({ signature }) => signature === unit.signature);
    const what = unit.signature === 'K' ? 'a temperature' : other?.noun;
    return fault(what === undefined ? `"${unitText}" is no unit of it` : `"${unitText}" is the unit of ${what}`);
  }
  // Shifting the exponent in the text keeps the result correctly rounded: 16.8 ms is 0.0168, not 16.8 * 0.001.
  const value = Number(`${sign}${digits}e${Number(power) + unit.exponent}`);
  if (!Number.isFinite(value)) return fault('the number is too large');
  return { value: kelvin && dimension === 'temperature' ? Number((value - ZERO_CELSIUS).toFixed(9)) : value };
}

/** As `readQuantity`, but throws a UserError that also names what was found. */
export function parseQuantity(input: string | number, dimension: Dimension): number {
  const reading = readQuantity(input, dimension);
  if ('value' in reading) return reading.value;
  throw new UserError([{ message: `found ${JSON.stringify(input)}, ${reading.fault}` }]);
}

function offer(value: number, dimension: Dimension): string {
  const number = String(value);
  if (!Number.isFinite(value)) return 'the number must be finite';
  if (dimension === 'ratio') {
    const percent = String(Number((value * 100).toPrecision(12)));
    if (value > 1 || value <= 0) return `write "${number} %"`;
    return value === 1 ? 'write "1 %" or "100 %"' : `write "${percent} %"`;
  }
  return `write ${DIMENSIONS[dimension].offers.map((unit) => `"${number} ${unit}"`).join(' or ')}`;
}
