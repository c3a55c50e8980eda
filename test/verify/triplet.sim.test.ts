import { createSimulator } from '../../src/node/engine/registry.js';
import { notPassed, verifyText } from '../support/verification.js';
import { withDefect, type Defect } from '../support/mutant.js';

/**
 * The minimal triplet rule on a short train: pairs depress through one trace, triplets potentiate through a product of
 * two.
 */

const TRIPLET = `name: triplet
rule:
  { kind: triplet, a2_plus: 0, a2_minus: 0.0071, a3_plus: 0.0065, a3_minus: 0,
    tau_plus: 16.8 ms, tau_minus: 33.7 ms, tau_y: 114 ms }
circuit: { trace: { current: 10 pA } }
stimulus: { spikes: { pre: [10 ms, 40 ms, 70 ms], post: [15 ms, 30 ms, 45 ms, 75 ms], duration: 85 ms } }
verify:
  - { quantity: w, against: model, max: 5 %, stimulus: spikes }
`;

const defects: Record<string, Defect> = {
  'I_n scaled by 1.2': {
    circuit: (text) =>
      text.replace(
        /^(i_w_post_times_gn w_post_times_gn 0 dc) (\S+)/m,
        (_, head: string, value: string) => `${head} ${1.2 * Number(value)}`,
      ),
  },
  'the product read by the sink that depresses': {
    circuit: (text) => text.replace(/^(xdown_w_pre) \S+ /m, '$1 w_post_times_out '),
  },
};

describe('triplet rule', () => {
  const simulator = createSimulator();
  afterAll(() => simulator.dispose());

  test('the circuit follows its model', async () => {
    expect(notPassed(await verifyText(TRIPLET, simulator))).toEqual([]);
  });

  test.each(Object.entries(defects))('%s is found', async (_, defect) => {
    expect(notPassed(await verifyText(TRIPLET, withDefect(simulator, defect)))).not.toEqual([]);
  });
});
