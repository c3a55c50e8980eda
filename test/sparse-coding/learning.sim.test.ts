import { fileCache } from '../../src/node/store/cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { INITIAL, LAYER, PROBE, TRAINING } from '../../src/sparse-coding/demonstration.js';
import {
  layerBench,
  learningOf,
  responsesOf,
  runLayerCircuit,
  runLayerModel,
  weightError,
  withoutLearning,
  type LayerBench,
  type LayerRecording,
} from '../../src/sparse-coding/roads.js';
import { learn, selectivity } from '../../src/sparse-coding/rule.js';
import { withDefect } from '../support/mutant.js';

/** Three of the five rounds: a third of a minute. */
const ROUNDS = { ...TRAINING, order: TRAINING.order.slice(0, 9) };
const FIRST_ROUND = { ...TRAINING, order: TRAINING.order.slice(0, 3) };

/**
 * The layer of docs/notebook/sparse-coding.md at transistor level: it must separate the patterns, as its model and
 * its rule do.
 */
describe('a winner-take-all layer of Hebbian synapses with normalisation', () => {
  const simulator = createSimulator('auto');
  let layer: LayerBench;
  beforeAll(async () => {
    layer = await layerBench(LAYER, TRAINING.shown, simulator, fileCache());
  });
  afterAll(() => simulator.dispose());

  test('separates the patterns: winners as in the rule, every neuron selective, budgets kept', async () => {
    const rule = learn(layer.rule, INITIAL, ROUNDS);
    const circuit = learningOf(layer, await runLayerCircuit(layer, INITIAL, ROUNDS, simulator), ROUNDS);
    expect(circuit.winners).toEqual(rule.winners);
    expect(weightError(circuit, rule)).toBeLessThan(0.1);
    // The last round: three patterns, three neurons.
    expect(new Set(circuit.winners.slice(-3)).size).toBe(3);

    const fixed = withoutLearning(layer);
    const tuning = async (weights: readonly (readonly number[])[]): Promise<number[][]> => {
      const responses = responsesOf(fixed, await runLayerCircuit(fixed, weights, PROBE, simulator), PROBE);
      return INITIAL.map((_, neuron) => responses.map((row) => row[neuron] ?? NaN));
    };
    const [before, after] = [await tuning(INITIAL), await tuning(circuit.weights.at(-1) ?? [])];
    for (const row of before) expect(selectivity(row)).toBeLessThan(0.15);
    for (const row of after) expect(selectivity(row)).toBeGreaterThan(0.35);
    // The budget: the patterns are all inputs, once each.
    for (const row of [...before, ...after])
      expect(Math.abs(row.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(0.03);
  });

  // The calibration of the whole layer takes a minute: scripts/sparse-coding.js does it.
  test('a small layer follows its model: winners, sums, weights', async () => {
    const small = await layerBench({ ...LAYER, inputs: 2, neurons: 2 }, TRAINING.shown, simulator, fileCache());
    const weights = [
      [0.35, 0.2],
      [0.2, 0.3],
    ];
    const shown = { ...TRAINING, patterns: [[0], [1]], order: [0, 1] };
    const [circuit, model] = [
      await runLayerCircuit(small, weights, shown, simulator),
      await runLayerModel(small, weights, shown, simulator),
    ];
    const [found, predicted] = [learningOf(small, circuit, shown), learningOf(small, model, shown)];
    expect(found.winners).toEqual([0, 1]);
    expect(predicted.winners).toEqual([0, 1]);
    expect(weightError(found, predicted)).toBeLessThan(0.02);
    const sums = (recording: LayerRecording): number[] => responsesOf(small, recording, shown).flat();
    sums(circuit).forEach((value, index) => {
      expect(Math.abs(value / (sums(model)[index] ?? NaN) - 1)).toBeLessThan(0.03);
    });
  });

  test('common nodes that cannot move, so no share takes from another, leave one neuron two patterns', async () => {
    const frozen = withDefect(simulator, {
      circuit: (text) =>
        text.replace(
          /^x_tail(\d) .*$/gm,
          (line, neuron: string) => `${line}\nc_hold${neuron} common${neuron} vss 1e-6`,
        ),
    });
    // In the circuit as it is, the first round has separated them: by what the first neuron learns of one it hears less
    // of the other.
    const { winners } = learningOf(layer, await runLayerCircuit(layer, INITIAL, FIRST_ROUND, frozen), FIRST_ROUND);
    expect(winners).toEqual([0, 0, 2]);
    expect(learn(layer.rule, INITIAL, FIRST_ROUND).winners).toEqual([0, 1, 2]);
  });
});
