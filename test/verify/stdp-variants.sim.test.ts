import { createSimulator } from '../../src/node/engine/registry.js';
import { notPassed, verifyText } from '../support/verification.js';
import { withDefect } from '../support/mutant.js';

/**
 * The window of the variants of pair STDP that test/verify/limits and soft-bound-stdp leave out: signs, A and tau
 * within 2 % after trim.
 */

const checks = `stimulus: { window: { from: -60 ms, to: 60 ms, step: 10 ms } }
simulation: { trim: true }
verify:
  - { quantity: window, against: rule, max: 2 % }
  - { quantity: tau+, against: rule, max: 2 % }
  - { quantity: a+, against: rule, max: 2 % }
  - { quantity: tau-, against: rule, max: 2 % }
  - { quantity: a-, against: rule, max: 2 % }
`;
const sides = (plus: number, minus: number): string =>
  `potentiation: { amplitude: ${plus}, tau: 16.8 ms }, depression: { amplitude: ${minus}, tau: 33.7 ms } }`;
const NEAREST = `name: nearest\nrule: { kind: stdp, pairing: nearest, ${sides(0.02, 0.0147)}\n${checks}`;

describe('variants of pair STDP', () => {
  const simulator = createSimulator('auto');
  afterAll(() => simulator.dispose());

  test.each([
    ['nearest neighbours, by ramp traces', NEAREST],
    [
      'powers mu+ = 1, mu- = 0',
      `name: power\nrule: { kind: stdp, dependence: power, mu_plus: 1, mu_minus: 0, ${sides(0.05, 0.04)}\n${checks}`,
    ],
    [
      'powers mu+ = 0, mu- = 1',
      `name: power\nrule: { kind: stdp, dependence: power, mu_plus: 0, mu_minus: 1, ${sides(0.05, 0.04)}\n${checks}`,
    ],
  ])('%s', async (_name, spec) => {
    const report = await verifyText(spec, simulator);
    expect(notPassed(report)).toEqual([]);
    expect(report.verdicts).toHaveLength(5);
  });

  test('a window whose sides are exchanged fails on every quantity', async () => {
    // What reads the presynaptic trace is switched by pre, and what reads the postsynaptic one by post.
    const exchanged = withDefect(simulator, {
      circuit: (text) =>
        text.replace(/^(xdown_w_pre )(\S+) /m, '$1x_syn ').replace(/^(xup_w_post )(\S+) /m, '$1y_syn '),
    });
    const untrimmed = NEAREST.replace('simulation: { trim: true }\n', '');
    expect(notPassed(await verifyText(untrimmed, exchanged)).length).toBeGreaterThanOrEqual(4);
  });
});
