import { windowError } from '../../src/compare/window-error.js';

const sweep = (to: number, step: number): Float64Array =>
  Float64Array.from({ length: 2 * Math.round(to / step) }, (_, index) => {
    const place = index - Math.round(to / step);
    return step * (place < 0 ? place : place + 1);
  });
const window =
  (plus: number, tauPlus: number, minus: number, tauMinus: number) =>
  (dt: number): number =>
    dt > 0 ? plus * Math.exp(-dt / tauPlus) : -minus * Math.exp(dt / tauMinus);
const error = (at: Float64Array, rule: (dt: number) => number, circuit: (dt: number) => number) =>
  windowError(at, at.map(rule), at.map(circuit));

const RIGHT = window(0.02, 0.01, 0.02, 0.01);
const WRONG_TAU = window(0.02, 0.015, 0.02, 0.015);

test('points far out, where the rule asks for nothing, dilute nothing', () => {
  const near = error(sweep(0.03, 5e-3), RIGHT, WRONG_TAU);
  const far = error(sweep(0.6, 5e-3), RIGHT, WRONG_TAU);
  expect(near.measured).toBeGreaterThan(0.1);
  expect(far.measured).toBeGreaterThan(0.9 * near.measured);
  expect(far).toMatchObject({ counted: 12, of: 240 });
});

test('a change of the circuit far out counts, where the rule asks for none', () => {
  const stray = (dt: number): number => RIGHT(dt) + (Math.abs(dt - 0.3) < 1e-3 ? 0.02 : 0);
  expect(error(sweep(0.6, 5e-3), RIGHT, stray).measured).toBeGreaterThan(0.3);
});

test('a large side hides no wrong small one', () => {
  const small = error(sweep(0.04, 5e-3), window(0.02, 0.02, 0.003, 0.02), window(0.02, 0.02, 0.002, 0.02));
  expect(small.measured).toBeGreaterThan(0.1);
});

test('a side that is next to none is measured by the other', () => {
  const none = error(sweep(0.04, 5e-3), window(0.02, 0.02, 0, 0.02), window(0.02, 0.02, 1e-5, 0.02));
  expect(none.measured).toBeLessThan(0.01);
  expect(none.measured).toBeGreaterThan(0);
});

test('an error of 1 % of every change is about 1 %, whatever its sign', () => {
  const off = (by: number): number => error(sweep(0.04, 5e-3), RIGHT, (dt) => by * RIGHT(dt)).measured;
  expect(off(1.01)).toBeCloseTo(off(0.99), 12);
  expect(off(1.01)).toBeGreaterThan(0.003);
  expect(off(1.01)).toBeLessThan(0.01);
});

test.each([
  ['points of unequal number', Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.of(1)],
  ['a reference that is flat', Float64Array.of(1, 2), Float64Array.of(1, 1), Float64Array.of(1, 1)],
  ['a change that is no number', Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.of(NaN, 2)],
  ['a reference that is no number', Float64Array.of(1, 2), Float64Array.of(1, Infinity), Float64Array.of(1, 2)],
  ['no points', new Float64Array(), new Float64Array(), new Float64Array()],
  ['points of which one has no place', Float64Array.of(1), Float64Array.of(1, 2), Float64Array.of(1, 2)],
  ['more points than places', Float64Array.of(1, 2, 3), Float64Array.of(1, 2), Float64Array.of(1, 2)],
  ['more changes than points', Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.of(1, 2, 3)],
  ['changes that are all infinite', Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.of(NaN, Infinity)],
])('%s cannot be compared', (_, at, expected, found) => {
  expect(windowError(at, expected, found)).toEqual({ measured: NaN, counted: 0, of: expected.length });
});

test('changes that are all alike are compared by how they differ', () => {
  // Off by 0.005 each, where the reference moves by 0.01: half of that, though half a per cent of each change.
  const found = windowError(Float64Array.of(1, 2), Float64Array.of(1, 1.01), Float64Array.of(1.005, 1.015));
  expect(found.measured).toBeCloseTo(0.5, 9);
});
