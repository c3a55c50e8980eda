import { BOLTZMANN, ELEMENTARY_CHARGE, thermalVoltage } from '../../src/units/constants.js';
import type { Dimension } from '../../src/units/dimensions.js';
import { formatPercent, formatQuantity, spiceNumber, suffixedSpiceNumber } from '../../src/units/format.js';
import { parseQuantity, readQuantity } from '../../src/units/quantity.js';
import { UserError } from '../../src/units/user-error.js';

const good: [string, Dimension, number][] = [
  ['20 ms', 'duration', 0.02],
  ['16.8ms', 'duration', 0.0168],
  ['1 pF', 'capacitance', 1e-12],
  ['27 C', 'temperature', 27],
  ['-40 C', 'temperature', -40],
  ['\u221240 C', 'temperature', -40],
  ['300.15 K', 'temperature', 27],
  ['27 \u00b0C', 'temperature', 27],
  ['1.8 V', 'voltage', 1.8],
  ['2 %', 'ratio', 0.02],
  ['5%', 'ratio', 0.05],
  ['0.1 %', 'ratio', 0.001],
  ['5 mV*um', 'mismatch', 5e-9],
  ['5 um*mV', 'mismatch', 5e-9],
  ['100 um2', 'area', 1e-10],
  ['100 um^2', 'area', 1e-10],
  ['100 \u00b5m\u00b2', 'area', 1e-10],
  ['20 pA', 'current', 2e-11],
  ['20 Hz', 'frequency', 20],
  ['1 kHz', 'frequency', 1000],
  ['1 MHz', 'frequency', 1e6],
  ['1 megHz', 'frequency', 1e6],
  ['2 MEGHz', 'frequency', 2e6],
  ['3 us', 'duration', 3e-6],
  ['3 \u00b5s', 'duration', 3e-6],
  ['3 \u03bcs', 'duration', 3e-6],
  ['1e-3 s', 'duration', 1e-3],
  ['.5 ms', 'duration', 5e-4],
  ['+5. ms', 'duration', 5e-3],
  ['4 um', 'length', 4e-6],
  ['0 s', 'duration', 0],
  ['  20   ms ', 'duration', 0.02],
];

test.each(good)('%s as %s', (text, dimension, value) => {
  expect(readQuantity(text, dimension)).toEqual({ value });
});

const bad: [unknown, Dimension, string][] = [
  [20, 'duration', 'expected a duration such as "20 ms"; write "20 ms" or "20 s"'],
  ['20', 'duration', 'expected a duration such as "20 ms"; write "20 ms" or "20 s"'],
  [5, 'ratio', 'expected a percentage such as "2 %"; write "5 %"'],
  [0.03, 'ratio', 'expected a percentage such as "2 %"; write "3 %"'],
  [1, 'ratio', 'expected a percentage such as "2 %"; write "1 %" or "100 %"'],
  ['20 mV', 'duration', 'expected a duration such as "20 ms"; "mV" is the unit of a voltage'],
  ['20 m', 'duration', 'expected a duration such as "20 ms"; "m" is the unit of a length'],
  ['1 p', 'capacitance', 'expected a capacitance such as "1 pF"; "p" is a prefix without a unit'],
  ['1 meg', 'frequency', 'expected a frequency such as "20 Hz"; "meg" is a prefix without a unit'],
  ['1 pf', 'capacitance', 'expected a capacitance such as "1 pF"; unknown unit "pf"; did you mean "pF"?'],
  ['20 hz', 'frequency', 'expected a frequency such as "20 Hz"; unknown unit "hz"; did you mean "Hz"?'],
  [
    '5 MV',
    'voltage',
    'expected a voltage such as "1.8 V"; "MV" is ambiguous (SPICE reads M as milli); write mV for milli ' +
      'or megV for mega',
  ],
  ['1,8 V', 'voltage', 'expected a voltage such as "1.8 V"; write the number with a decimal point and no separators'],
  ['1.2.3 V', 'voltage', 'expected a voltage such as "1.8 V"; write the number with a decimal point and no separators'],
  ['fast', 'duration', 'expected a duration such as "20 ms"; start with a number'],
  ['', 'duration', 'expected a duration such as "20 ms"; start with a number'],
  ['1 parsec', 'length', 'expected a length such as "4 um"; unknown unit "parsec"'],
  ['1 mC', 'temperature', 'expected a temperature such as "27 C"; unknown unit "mC"'],
  ['1 K', 'voltage', 'expected a voltage such as "1.8 V"; "K" is the unit of a temperature'],
  ['5 mV*ms', 'mismatch', 'expected a mismatch coefficient such as "5 mV*um"; "mV*ms" is no unit of it'],
  ['1e999 s', 'duration', 'expected a duration such as "20 ms"; the number is too large'],
  [NaN, 'duration', 'expected a duration such as "20 ms"; the number must be finite'],
  [null, 'duration', 'expected a duration such as "20 ms"'],
];

test.each(bad)('%p is no %s', (input, dimension, fault) => {
  expect(readQuantity(input, dimension)).toEqual({ fault });
});

test('milli is not mega', () => {
  expect(parseQuantity('1 mHz', 'frequency')).toBe(1e-3);
  expect(parseQuantity('1 megHz', 'frequency')).toBe(1e6);
});

test('parseQuantity throws a UserError that names what was found', () => {
  expect(() => parseQuantity('20', 'duration')).toThrow(UserError);
  expect(() => parseQuantity('20', 'duration')).toThrow(
    'found "20", expected a duration such as "20 ms"; write "20 ms" or "20 s"',
  );
});

test('engineering notation', () => {
  expect(formatQuantity(0.0168, 's')).toBe('16.8 ms');
  expect(formatQuantity(1e-12, 'F')).toBe('1 pF');
  expect(formatQuantity(0.99996, 's')).toBe('1 s');
  expect(formatQuantity(999.96e-6, 's')).toBe('1 ms');
  expect(formatQuantity(-2.5e-4, 'V')).toBe('-250 uV');
  expect(formatQuantity(0, 'V')).toBe('0 V');
  expect(formatQuantity(1e-21, 'A')).toBe('0.001 aA');
  expect(formatQuantity(27, 'C')).toBe('27 C');
  expect(formatQuantity(1e-10, 'm2')).toBe('100 um2');
  expect(formatQuantity(5e-9, 'V*m')).toBe('5 mV*um');
  expect(formatQuantity(0.5, '')).toBe('0.5');
  expect(formatQuantity(NaN, 's')).toBe('NaN s');
  expect(formatQuantity(1.23456e-3, 's', 5)).toBe('1.2346 ms');
  expect(formatPercent(0.0123)).toBe('1.23 %');
  expect(formatPercent(NaN)).toBe('NaN %');
});

test.each([
  [1e-12, '1e-12'],
  [1.8, '1.8'],
  [27, '27'],
  [5e-4, '5e-4'],
  [2e7, '2e7'],
  [-1e-15, '-1e-15'],
  [0, '0'],
  [-0, '0'],
  [0.1 + 0.2, '0.30000000000000004'],
])('spiceNumber(%p) is %s', (value, text) => {
  expect(spiceNumber(value)).toBe(text);
  expect(Number(text)).toBeCloseTo(value, 20);
});

test('spiceNumber refuses what SPICE cannot read', () => {
  for (const value of [NaN, Infinity, -Infinity]) expect(() => spiceNumber(value)).toThrow(RangeError);
});

test('thermal voltage', () => {
  expect(thermalVoltage(27)).toBeCloseTo(25.865e-3, 6);
  expect(BOLTZMANN / ELEMENTARY_CHARGE).toBeCloseTo(8.617333262e-5, 14);
});

test.each([
  [4.2e-7, 'u', '0.42u'],
  [1e-6, 'u', '1u'],
  [1.5e-7, 'u', '0.15u'],
  [1e-4, 'u', '100u'],
  [1.06e-5, 'u', '10.6u'],
  [5e-9, 'u', '0.005u'],
  [1.26e-13, 'p', '0.126p'],
  [1 / 3e6, 'u', '0.33333333333333335u'],
] as const)('a size of %p with the suffix %s is %s: the same digits', (value, suffix, text) => {
  expect(suffixedSpiceNumber(value, suffix)).toBe(text);
});

test('what is no size has no suffix', () => {
  for (const value of [NaN, Infinity, 0, -1e-6]) expect(() => suffixedSpiceNumber(value, 'u')).toThrow(RangeError);
});
