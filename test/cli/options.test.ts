import { settleJson, supply, temperature, timeout, wholeNumber } from '../../src/cli/options.js';

test.each([
  [
    ['verify', '--json', 'a.yaml'],
    ['verify', '--json=', 'a.yaml'],
  ],
  [
    ['verify', 'a.yaml', '--json'],
    ['verify', 'a.yaml', '--json='],
  ],
  [
    ['verify', 'a.yaml', '--json', 'out.json'],
    ['verify', 'a.yaml', '--json', 'out.json'],
  ],
  [
    ['verify', '--json=x', 'a.yaml'],
    ['verify', '--json=x', 'a.yaml'],
  ],
  [
    ['verify', '--', '--json'],
    ['verify', '--', '--json'],
  ],
])('%j: --json never takes a spec for its file', (given, expected) => {
  expect(settleJson(given)).toEqual(expected);
});

test('quantities are plain numbers in the documented unit, or carry their own', () => {
  expect(temperature('-40')).toBe(-40);
  expect(temperature('300.15 K')).toBeCloseTo(27);
  expect(supply('1620 mV')).toBeCloseTo(1.62);
  expect(timeout('2.5')).toBe(2.5);
  expect(timeout('500 ms')).toBe(0.5);
  expect(timeout(undefined)).toBeUndefined();
});

test.each([
  [() => wholeNumber('jobs', '0'), '--jobs: found "0", expected a whole number of at least 1'],
  [() => wholeNumber('check', '1.5'), '--check: found "1.5", expected a whole number of at least 1'],
  [() => timeout('-1'), '--timeout: found "-1", expected a duration above 0'],
  [() => temperature('1 V'), '--temperature: found "1 V", expected a temperature'],
])('wrong values are refused with the option they belong to', (work, message) => {
  expect(work).toThrow(message);
});
