// Which decay suits a reward that always comes 200 ms late? `npm run build && node scripts/matched-filter.js [engine]`
// writes docs/notebook/matched-filter.svg and prints a table: the three-factor rule with eligibilities of several
// decays.
import { writeFileSync } from 'node:fs';
import '../dist/node/furnish.js';
import { fileCache } from '../dist/node/store/cache.js';
import { calibrate } from '../dist/calibrate/calibrate.js';
import { compile } from '../dist/compile.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { renderFigureFile } from '../dist/report/figure.js';
import { contrast, creditToNoise, optimumDecay, vertex } from '../dist/rule/credit.js';
import { parseSpec } from '../dist/load-spec.js';
import { packagePath } from '../dist/node/package-path.js';
import { circuitExperiments } from '../dist/roads/experiments.js';
import { runCircuit, runModel, runRule } from '../dist/roads/roads.js';
import { stateOf } from '../dist/quantities/measuring/recording.js';

const DELAY = 0.2;
const TAUS = [0.1, 0.2, 0.3, 0.4, 0.55, 0.8, 1.6];
/** The trace is followed for this many decays. */
const FOLLOWED = 7;
const PAIR = 15e-3;

const spec = (tau) =>
  parseSpec(
    `rulespice: 1
name: matched-filter
rule:
  kind: three-factor
  dependence: additive
  potentiation: { amplitude: 0.2, tau: 20 ms }
  depression: { amplitude: 0.2, tau: 20 ms }
  eligibility: { tau: ${tau} s }
  reward: { amplitude: 0.2 }
circuit: { pulse: 1 ms, trace: { current: 30 pA }, weight: { range: [0.8 V, 1.3 V] } }
stimulus: { spikes: { pre: [10 ms], post: [${PAIR} s], reward: [${PAIR + DELAY} s], duration: ${FOLLOWED * tau} s } }
verify: [{ quantity: e, against: model, max: 3 % }]`,
    'matched-filter',
  );

const simulator = createSimulator(process.argv[2] ?? 'auto');
const tools = { simulator, cache: fileCache() };
const rows = [];
let conditions;
for (const tau of TAUS) {
  const compiled = await compile(spec(tau), tools);
  ({ conditions } = compiled);
  const bench = {
    dut: compiled.dut,
    process: compiled.process,
    conditions,
    options: compiled.spec.simulation.options,
  };
  const [experiment] = circuitExperiments(compiled, {}).filter(({ name }) => name === 'spikes');
  const { recording: circuit } = await runCircuit(compiled, bench, experiment, tools);
  const model = runModel(compiled, await calibrate(bench, simulator), experiment);
  const rule = runRule(compiled, experiment, stateOf(circuit, 'e').x);
  const of = (recording) => contrast(stateOf(recording, 'e'), PAIR + 2e-3, DELAY);
  rows.push({
    tau,
    theory: creditToNoise({ mean: DELAY, shape: Infinity }, tau),
    rule: of(rule),
    model: of(model),
    circuit: of(circuit),
  });
}
await simulator.dispose();

console.log(`| decay | theory | rule | model | circuit |\n|---|---|---|---|---|`);
for (const row of rows)
  console.log(
    `| ${row.tau * 1e3} ms | ` +
      `${['theory', 'rule', 'model', 'circuit'].map((road) => row[road].toFixed(3)).join(' | ')} |`,
  );
const optimum = (road) => vertex(rows.map(({ tau, [road]: value }) => ({ tau, value })));
console.log(
  `optimum: theory ${(optimumDecay({ mean: DELAY, shape: Infinity }) * 1e3).toFixed(0)} ms; ` +
    `${['rule', 'model', 'circuit'].map((road) => `${road} ${(optimum(road) * 1e3).toFixed(0)} ms`).join(', ')}`,
);
const series = (role, mark) => ({ name: role, role, mark, x: TAUS, y: rows.map((row) => row[role]) });
writeFileSync(
  packagePath('docs/notebook/matched-filter.svg'),
  await renderFigureFile(
    {
      title: `credit over noise, reward after ${DELAY * 1e3} ms`,
      conditions,
      xTitle: 'decay of the eligibility (s)',
      yTitle: 'contrast (1/sqrt(s))',
      series: [series('rule', 'line'), series('model', 'line'), series('circuit', 'points')],
    },
    { id: 'matched', maxPoints: 400 },
  ),
);
