// How far a circuit is from its rule under spike trains, between the pulses:
// `npm run bench:trains [-- --seeds 10 --corners tt,ff --temperature 27]`.
// Each rule is trimmed once per condition; every train lasts 2 s. Distances in parts of the range of the weight, or in
// units of the trace.
import { parseArgs } from 'node:util';
import '../dist/node/furnish.js';
import { fileCache } from '../dist/node/store/cache.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { compile, nominalConditions } from '../dist/compile.js';
import { deviation } from '../dist/compare/nrmse.js';
import { interpolateLinear } from '../dist/compare/sampled.js';
import { parseSpec } from '../dist/load-spec.js';
import { settled } from '../dist/quantities/measuring/measured-part.js';
import { benchOptions, runCircuit, runRule } from '../dist/roads/roads.js';
import { expandExperiments } from '../dist/stimulus/experiments.js';
import { trimDesign } from '../dist/trim/trim-design.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    rates: { type: 'string', default: '10,20,40' },
    corners: { type: 'string', default: 'tt' },
    temperature: { type: 'string', default: '27' },
    only: { type: 'string' },
  },
});

const STDP = 'potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms }';
const SOFT = 'potentiation: { amplitude: 0.05, tau: 16.8 ms }, depression: { amplitude: 0.04, tau: 33.7 ms }';
const HEBB = 'pre: { tau: 20 ms }, post: { tau: 20 ms }';
const PFISTER = 'a2_plus: 0, a2_minus: 0.0071, a3_plus: 0.0065, a3_minus: 0, tau_plus: 16.8 ms, tau_minus: 33.7 ms';
const RULES = {
  trace: { state: 'x', text: 'rule: { kind: trace, tau: 20 ms }' },
  additive: { state: 'w', text: `rule: { kind: stdp, dependence: additive, ${STDP}, weight: { initial: 0.5 } }` },
  multiplicative: {
    state: 'w',
    text: `rule: { kind: stdp, dependence: multiplicative, ${SOFT}, weight: { initial: 0.5 } }`,
  },
  hebbian: {
    state: 'w',
    text: `rule: { kind: hebbian, form: spike, amplitude: 0.01, ${HEBB}, weight: { initial: 0.2 } }`,
  },
  triplet: {
    state: 'w',
    text:
      `rule: { kind: triplet, ${PFISTER}, tau_y: 114 ms, weight: { initial: 0.5 } }\n` +
      'circuit: { trace: { current: 13 pA } }',
  },
  vogels: { state: 'w', text: 'rule: { kind: vogels, amplitude: 0.02, tau: 20 ms, target: 8 Hz }' },
  oja: { state: 'w', text: `rule: { kind: oja, amplitude: 0.02, decay: 0.5, ${HEBB} }` },
  'anti-hebbian': {
    state: 'w',
    text:
      'rule: { states: { x: { decay: 20 ms }, w: { range: [0, 1], initial: 0.9 } }, ' +
      'on: { pre: { x: +1 }, post: { w: -0.02 * x } } }',
  },
  nearest: { state: 'w', text: `rule: { kind: stdp, dependence: additive, pairing: nearest, ${STDP} }` },
  bcm: {
    state: 'w',
    text: 'rule: { kind: bcm, amplitude: 0.01, post: { tau: 50 ms }, threshold: { tau: 300 ms, amplitude: 0.25 } }',
  },
  'diehl-cook': { state: 'w', text: 'rule: { kind: diehl-cook, amplitude: 0.02, tau: 20 ms, target: 0.4 }' },
  forgetting: {
    state: 'w',
    text: `rule: { kind: hebbian, form: spike, amplitude: 0.01, ${HEBB}, forgetting: 10 s }`,
  },
};

const simulator = createSimulator('ngspice-wasm', { jobs: 2 });
const tools = { simulator, cache: fileCache() };

const specOf = (name, rate, seed, corner) =>
  parseSpec(
    `rulespice: 1\nname: ${name}\n${RULES[name].text}\n` +
      `process: { name: sky130, corner: ${corner}, temperature: ${values.temperature} C }\n` +
      `stimulus: { poisson: { rate: ${rate} Hz, duration: 2 s, seed: ${seed} } }\n` +
      `verify: [{ quantity: ${RULES[name].state}, against: rule, max: 10 %, stimulus: poisson }]\n` +
      'simulation: { trim: true }\n',
    `${name}.yaml`,
  );

/** Largest and last distance between pulses, and the NRMSE there. */
function distances(circuit, rule, state, { events }, settings) {
  const [found, expected] = [circuit.states.get(state), rule.states.get(state)];
  // A tick of a drift comes where the rule has none, and the step is part of the distance.
  const { tick: _, ...stated } = events;
  const blind = [...new Set(Object.values(stated).flat())]
    .sort((a, b) => a - b)
    .map((onset) => [onset, settled(onset + 2 * settings.pulse, settings)]);
  const between = found.x.filter((time) => !blind.some(([from, to]) => time >= from && time <= to));
  const [is, should] = [interpolateLinear(found, between), interpolateLinear(expected, between)];
  const away = is.map((value, index) => Math.abs(value - should[index])).filter(Number.isFinite);
  return {
    largest: Math.max(...away),
    last: away.at(-1),
    nrmse: deviation(expected, found, { blind }).measured,
  };
}

console.log('rule            corner  rate    seeds  largest  at the end   NRMSE   (worst of the seeds)');
try {
  for (const name of Object.keys(RULES).filter((one) => !values.only || values.only.split(',').includes(one))) {
    for (const corner of values.corners.split(',')) {
      const compiled = await compile(specOf(name, 20, 1, corner), tools);
      const { dut, process, spec } = compiled;
      const bench = { dut, process, conditions: nominalConditions(spec, process), options: benchOptions(compiled) };
      const trimmed = { ...bench, dut: (await trimDesign(compiled, bench, tools)).dut };
      for (const rate of values.rates.split(',').map(Number)) {
        const found = [];
        for (let seed = 1; seed <= Number(values.seeds); seed++) {
          const own = { ...compiled, spec: specOf(name, rate, seed, corner) };
          const experiment = expandExperiments(own.spec).find(({ name: kind }) => kind === 'poisson');
          const { recording } = await runCircuit(own, trimmed, experiment, tools);
          const rule = runRule(own, experiment, recording.states.get(RULES[name].state).x);
          found.push(distances(recording, rule, RULES[name].state, experiment, spec.circuit));
        }
        const worst = (of) => Math.max(...found.map((one) => one[of]));
        console.log(
          `${name.padEnd(15)} ${corner.padEnd(6)} ${String(rate).padStart(3)} Hz ${String(found.length).padStart(6)} ` +
            `${worst('largest').toFixed(4).padStart(9)} ${worst('last').toFixed(4).padStart(9)} ` +
            `${(100 * worst('nrmse')).toFixed(2).padStart(9)} %`,
        );
      }
    }
  }
} finally {
  await simulator.dispose();
}
