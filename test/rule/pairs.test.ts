import { pairChange, pairTau } from '../../src/rule/pairs.js';
import { expandRule } from '../../src/rule/presets.js';

/** What a rule does at one pair, in closed form. */

const weight = { initial: 0.5 };
const stdp = expandRule({
  kind: 'stdp',
  dependence: 'multiplicative',
  pairing: 'all-to-all',
  potentiation: { amplitude: 0.02, tau: 0.0168 },
  depression: { amplitude: 0.015, tau: 0.0337 },
  weight,
});

test('the change by a pair of either order', () => {
  expect(pairChange(stdp, 0.01)).toBeCloseTo(0.02 * 0.5 * Math.exp(-10 / 16.8), 12);
  expect(pairChange(stdp, -0.02)).toBeCloseTo(-0.015 * 0.5 * Math.exp(-20 / 33.7), 12);
  expect(pairChange(expandRule({ kind: 'trace', tau: 0.02, amplitude: 1 }), 0.01)).toBe(0);
});

test('the slowest trace that a pair shows: that of a product of two is not seen by itself', () => {
  expect(pairTau(stdp)).toBe(0.0337);
  const triplet = expandRule({
    kind: 'triplet',
    pairing: 'all-to-all',
    a2_plus: 0.01,
    a2_minus: 0.01,
    a3_plus: 0.01,
    a3_minus: 0,
    tau_plus: 0.0168,
    tau_minus: 0.0337,
    tau_y: 0.114,
    weight,
  });
  expect(pairTau(triplet)).toBe(0.0337);
});
