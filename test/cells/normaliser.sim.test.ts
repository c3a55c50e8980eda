import { CompositionBuilder } from '../../src/compose/builder.js';
import type { Composition } from '../../src/compose/composition.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { interpolate, uniformGrid } from '../../src/waveform/interpolate.js';
import { at, groupBench, inputsOf, modelGroup, runGroup, samples, type Recording } from '../support/group.js';
import { withDefect } from '../support/mutant.js';

/** Four traces share a budget through four slices; `post` raises one of them. */

const SLICES = ['a', 'b', 'c', 'd'] as const;
const BUDGET = 40e-12;

function group(): Composition {
  const builder = new CompositionBuilder('normaliser-group', 'four traces share a budget', inputsOf('pre', 'post'));
  const tail = builder.add('tail', 'common-tail', { common: 'common' }, { current: BUDGET, slices: SLICES.length });
  SLICES.forEach((name, index) => {
    const targets = { tau: 50e-3, current: 5e-12 * 2 ** index, pulse: 0.5e-3, readers: 1 };
    const trace = builder.add(`x${name}`, 'dpi', { event: name === 'a' ? 'post' : 'pre' }, targets);
    const slice = builder.add(
      `n${name}`,
      'normaliser',
      { in: trace.syn ?? '', common: 'common', level: tail.level ?? '' },
      { current: 50e-12 },
    );
    builder.output({ net: trace.iout ?? '', kind: 'current', state: `x${name}` });
    builder.output({ net: slice.iout ?? '', kind: 'current', state: `n${name}` });
  });
  return builder.build();
}

const settings = { pulse: 0.5e-3, maxStep: 0.25e-3 };
/** All four are driven together, then `a` alone: its share must rise at the cost of the others. */
const experiment: Experiment = {
  name: 'spikes',
  label: 'one is raised',
  duration: 0.1,
  events: { pre: [10e-3, 20e-3, 30e-3], post: [10e-3, 20e-3, 30e-3, 50e-3, 60e-3, 70e-3] },
};
/** From the first event on there is something to share; before, leakages are compared with leakages. */
const SHARED = 12e-3;
const BEFORE = 45e-3;
const AFTER = 75e-3;

/** Largest deviation of the shares from I_b I_i / sum(I), relative, and of their sum from the budget. */
function deviations(run: Recording, time: number): { shares: number; sum: number } {
  const inputs = SLICES.map((name) => at(run, `x${name}`, time));
  const outputs = SLICES.map((name) => at(run, `n${name}`, time));
  const total = inputs.reduce((sum, value) => sum + value, 0);
  return {
    shares: Math.max(
      ...outputs.map((output, index) => Math.abs(output / ((BUDGET * (inputs[index] ?? NaN)) / total) - 1)),
    ),
    sum: outputs.reduce((sum, value) => sum + value, 0) / BUDGET - 1,
  };
}

describe('normaliser over four traces', () => {
  const simulator = createSimulator('auto', { jobs: 2 });
  afterAll(() => simulator.dispose());

  test('keeps the budget and lets the traces compete; the model follows', async () => {
    const bench = await groupBench(group(), simulator, settings);
    const [circuit, model] = await Promise.all([
      runGroup(bench, simulator, experiment, settings),
      modelGroup(bench, simulator, experiment, settings),
    ]);
    for (const time of [BEFORE, AFTER]) {
      const { shares, sum } = deviations(circuit, time);
      expect(shares).toBeLessThan(0.05);
      expect(Math.abs(sum)).toBeLessThan(0.03);
    }
    const share = (name: string, time: number): number => at(circuit, `n${name}`, time) / BUDGET;
    expect(share('a', AFTER)).toBeGreaterThan(2 * share('a', BEFORE));
    for (const name of ['b', 'c', 'd']) expect(share(name, AFTER)).toBeLessThan(0.8 * share(name, BEFORE));

    // Settled between events; the model and the circuit know nothing of each other's transients.
    for (const name of SLICES)
      for (const time of [BEFORE, AFTER])
        expect(Math.abs(at(model, `n${name}`, time) / at(circuit, `n${name}`, time) - 1)).toBeLessThan(0.01);
    const grid = uniformGrid(SHARED, experiment.duration * 0.999, 2000);
    const rms = (name: string): number => {
      const [reference, predicted] = [circuit, model].map((run) =>
        interpolate(run.time, samples(run, `n${name}`), grid),
      );
      return (
        Math.hypot(...grid.map((_, index) => (predicted?.[index] ?? NaN) - (reference?.[index] ?? NaN))) /
        Math.sqrt(grid.length) /
        BUDGET
      );
    };
    expect(Math.max(...SLICES.map(rms))).toBeLessThan(0.01);
  });

  test('slices that are not on the common node do not compete: that is found', async () => {
    const bench = await groupBench(group(), simulator, settings);
    const mutant = withDefect(simulator, { circuit: (text) => text.replace(/^(x_na \S+) common /m, '$1 alone ') });
    const { shares } = deviations(await runGroup(bench, mutant, experiment, settings), AFTER);
    expect(shares).toBeGreaterThan(0.5);
  });
});
