// A winner-take-all layer of Hebbian synapses with normalisation learns to tell patterns apart, on three roads:
// `npm run build && node scripts/sparse-coding.js [engine]` prints the numbers of docs/notebook/sparse-coding.md and
// draws them beside it.
import { writeFileSync } from 'node:fs';
import '../dist/node/furnish.js';
import { fileCache } from '../dist/node/store/cache.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { renderFigureFile } from '../dist/report/figure.js';
import { INITIAL, LAYER, PROBE, TRAINING } from '../dist/sparse-coding/demonstration.js';
import {
  layerBench,
  learningOf,
  responsesOf,
  runLayerCircuit,
  runLayerModel,
  weightError,
  withoutLearning,
} from '../dist/sparse-coding/roads.js';
import { learn, response, selectivity } from '../dist/sparse-coding/rule.js';
import { packagePath } from '../dist/node/package-path.js';

const simulator = createSimulator(process.argv[2] ?? 'auto');
const layer = await layerBench(LAYER, TRAINING.shown, simulator, fileCache());
const {
  conditions,
  dut: { design },
} = layer.bench;
console.log(
  `${design.composition.instances.length} cells, ` +
    `${[...design.sized.values()].reduce((sum, { devices }) => sum + Object.keys(devices).length, 0)} ` +
    `transistors; rule: step ${layer.rule.amplitude.toFixed(3)}, softness ${layer.rule.softness.toFixed(3)}`,
);

const rule = learn(layer.rule, INITIAL, TRAINING);
const circuit = learningOf(layer, await runLayerCircuit(layer, INITIAL, TRAINING, simulator), TRAINING);
const model = learningOf(layer, await runLayerModel(layer, INITIAL, TRAINING, simulator), TRAINING);
for (const [road, { winners }] of Object.entries({ rule, model, circuit }))
  console.log(`winners, ${road}: ${winners.map((winner) => winner + 1).join(' ')}`);
console.log(
  `weights, circuit against model: ${(100 * weightError(circuit, model)).toFixed(2)} % of the range; ` +
    `against rule: ${(100 * weightError(circuit, rule)).toFixed(2)} %`,
);

// Responses with the learning switched off, before and after.
const fixed = withoutLearning(layer);
const measured = async (weights) =>
  transpose(responsesOf(fixed, await runLayerCircuit(fixed, weights, PROBE, simulator), PROBE));
const ideal = (weights) => weights.map((row) => PROBE.patterns.map((active) => response(row, active, layer.rule)));
const tuning = { before: await measured(INITIAL), after: await measured(circuit.weights.at(-1)) };
const wanted = { before: ideal(INITIAL), after: ideal(rule.weights.at(-1)) };
for (const when of ['before', 'after']) {
  for (const [neuron, row] of tuning[when].entries()) {
    console.log(
      `neuron ${neuron + 1} ${when}: ${row.map((value) => value.toFixed(3)).join(' ')} (rule ` +
        `${wanted[when][neuron].map((value) => value.toFixed(3)).join(' ')}), selectivity ` +
        `${selectivity(row).toFixed(2)} (rule ${selectivity(wanted[when][neuron]).toFixed(2)})`,
    );
  }
}
await simulator.dispose();

const patterns = PROBE.patterns.map((_, index) => index + 1);
const shades = { before: 'other', after: 'circuit' };
await figure('tuning', {
  title: 'responses of the three neurons, before and after learning',
  conditions,
  xTitle: 'pattern, neuron by neuron',
  yTitle: 'part of the budget',
  series: ['before', 'after'].map((when) => ({
    name: when,
    role: shades[when],
    mark: 'points',
    x: tuning[when].flatMap((row, neuron) => row.map((_, index) => neuron * (patterns.length + 1) + index + 1)),
    y: tuning[when].flat(),
  })),
});
const shown = TRAINING.order.map((_, index) => index + 1);
await figure('winners', {
  title: 'winner of each presentation',
  caption: `patterns shown: ${TRAINING.order.map((pattern) => 'ABC'[pattern]).join(' ')}`,
  conditions,
  xTitle: 'presentation',
  yTitle: 'neuron',
  series: [
    ['rule', rule, 0.15],
    ['model', model, 0],
    ['circuit', circuit, -0.15],
  ].map(([role, { winners }, shift]) => ({
    name: role,
    role,
    mark: 'points',
    x: shown,
    y: winners.map((winner) => winner + 1 + shift),
  })),
});
await figure('weights', {
  title: 'weights of the first neuron',
  conditions,
  xTitle: 'presentation',
  yTitle: 'w (rule units)',
  series: [
    ['rule', rule, 'line'],
    ['model', model, 'line'],
    ['circuit', circuit, 'points'],
  ].flatMap(([role, { weights }, mark]) =>
    INITIAL[0].map((_, input) => ({ name: role, role, mark, x: shown, y: weights.map((now) => now[0][input]) })),
  ),
});

function transpose(rows) {
  return rows[0].map((_, column) => rows.map((row) => row[column]));
}

async function figure(name, drawing) {
  writeFileSync(
    packagePath(`docs/notebook/sparse-coding-${name}.svg`),
    await renderFigureFile(drawing, { id: name, maxPoints: 400 }),
  );
}
