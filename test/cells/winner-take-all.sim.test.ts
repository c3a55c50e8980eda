import { CompositionBuilder } from '../../src/compose/builder.js';
import type { Composition } from '../../src/compose/composition.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { at, groupBench, inputsOf, modelGroup, runGroup } from '../support/group.js';
import { withDefect } from '../support/mutant.js';

/** Three traces compete for a budget; `post` lifts the one that was losing. */

const BUDGET = 20e-12;
const NAMES = ['a', 'b', 'c'] as const;

function group(): Composition {
  const builder = new CompositionBuilder('winner-group', 'three traces compete', inputsOf('pre', 'post'));
  const tail = builder.add('tail', 'common-tail', { common: 'common' }, { current: BUDGET, slices: NAMES.length });
  NAMES.forEach((name, index) => {
    const trace = builder.add(
      `x${name}`,
      'dpi',
      { event: name === 'a' ? 'post' : 'pre' },
      { tau: 50e-3, current: 5e-12 * 2 ** index, pulse: 0.5e-3, readers: 1 },
    );
    const slice = builder.add(
      `w${name}`,
      'winner-take-all',
      { in: trace.syn ?? '', common: 'common', level: tail.level ?? '' },
      { current: 50e-12 },
    );
    builder.output({ net: slice.iout ?? '', kind: 'current', state: `w${name}` });
  });
  return builder.build();
}

const settings = { pulse: 0.5e-3, maxStep: 0.25e-3 };
const experiment: Experiment = {
  name: 'spikes',
  label: 'the loser is lifted',
  duration: 0.12,
  events: { pre: [10e-3, 20e-3], post: [10e-3, 50e-3, 55e-3, 60e-3, 65e-3, 70e-3, 75e-3] },
};
const BEFORE = 45e-3;
const AFTER = 100e-3;

describe('winner-take-all over three traces', () => {
  const simulator = createSimulator('auto', { jobs: 2 });
  afterAll(() => simulator.dispose());

  test('the largest trace takes the budget, the others get nothing; the model agrees on the winner', async () => {
    const bench = await groupBench(group(), simulator, settings);
    const roads = await Promise.all([
      runGroup(bench, simulator, experiment, settings),
      modelGroup(bench, simulator, experiment, settings),
    ]);
    for (const run of roads) {
      for (const [time, winner] of [
        [BEFORE, 'c'],
        [AFTER, 'a'],
      ] as const) {
        for (const name of NAMES) {
          const share = at(run, `w${name}`, time) / BUDGET;
          if (name === winner) expect(Math.abs(share - 1)).toBeLessThan(0.03);
          else expect(Math.abs(share)).toBeLessThan(0.01);
        }
      }
    }
  });

  test('a slice cut off from the common node is found', async () => {
    const bench = await groupBench(group(), simulator, settings);
    const mutant = withDefect(simulator, { circuit: (text) => text.replace(/^(x_wc \S+) common /m, '$1 alone ') });
    expect(at(await runGroup(bench, mutant, experiment, settings), 'wc', BEFORE) / BUDGET).toBeLessThan(0.1);
  });
});
