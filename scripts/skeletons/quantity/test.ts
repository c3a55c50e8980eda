import { answer, specOf, TRACE } from '../support/recordings.js';
import { compareQuantity } from './compare-quantity.js';

const { spec, rule } = specOf(TRACE, '{ quantity: snake_name, against: rule, max: 5 % }');

test('plain name: what is a tenth too small is a tenth off', () => {
  const found = compareQuantity('snake_name', 'model', [answer(20e-3, 0.9)], [answer(20e-3, 1)], spec, rule);
  expect(found.measured).toBeCloseTo(0.1, 3);
});

test('plain name: without a recording there is a reason', () => {
  const found = compareQuantity('snake_name', 'model', [], [answer(20e-3, 1)], spec, rule);
  expect(found.reason).toBe('snake_name is undefined in the circuit: nothing was recorded');
});
