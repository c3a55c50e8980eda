import { elaborate, type Elaboration } from '../../src/compose/elaborate.js';
import { loadProcess } from '../../src/process/load.js';
import { ruleOf } from '../../src/rule/language.js';
import type { CircuitSpec } from '../../src/spec/types.js';

/** Two traces whose readers have unequal coefficients: the currents that stand for 1. */
function currents(ratio: number, trace: CircuitSpec['trace']): number[] {
  const rule = ruleOf(
    {
      states: { x: { decay: 20e-3 }, y: { decay: 30e-3 }, w: { range: [0, 1], initial: 0.5 } },
      on: { pre: { x: 1, w: `${-0.02 * ratio} * y` }, post: { y: 1, w: '0.02 * x' } },
    },
    'explicit',
  );
  const { encoding }: Elaboration = elaborate('test', rule, {
    circuit: { trace, weight: {}, sizes: {}, pulse: 0.5e-3 },
    process: loadProcess('sky130'),
    temperature: 27,
  });
  return ['x', 'y'].map((name) => (encoding.traces.get(name) ?? NaN) * 1e12);
}

test('a trace that its cell carries leaves the unit alone', () => {
  const [x = NaN, y = NaN] = currents(0.5, { cell: 'dpi' });
  expect(Math.abs(x / 20 - 1)).toBeLessThan(0.05);
  expect(y).toBeCloseTo(x / 2, 9);
});

test('a trace that would fall below its cell raises all currents, or has its own unit where that is too much', () => {
  const [x = NaN, y = NaN] = currents(0.25, {});
  expect(y).toBeGreaterThan(12.5);
  expect(y).toBeLessThan(13.5);
  expect(x).toBeCloseTo(4 * y, 9);
  const [much = NaN, little = NaN] = currents(0.1, { cell: 'dpi-kept' });
  expect(much).toBeLessThan(25);
  expect(little).toBeCloseTo(12.625, 6);
});

test('a current that the spec names stands', () => {
  expect(currents(0.25, { cell: 'dpi-kept', current: 24e-12 })[1]).toBeLessThan(12.5);
});
