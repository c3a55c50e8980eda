#!/usr/bin/env node
// How far each option of the simulator moves a result: the figures in src/spec/simulator-option-lists.ts and in
// docs/reference/simulator-options.md. Prints a Markdown table: tau and peak of examples/trace-20ms.yaml, and A and
// tau of both sides of the window of additive pair STDP, relative to the same without the option; at tt and 27 C, as
// designed, without trim.   node scripts/option-effects.js [engine, ngspice-wasm unless named] [option=value ...]
// Needs a build; takes 40 s for all of them on two cores. Why a cell is empty is told on stderr.
import { parseArgs } from 'node:util';
import '../dist/node/furnish.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { loadSpec, parseSpec } from '../dist/load-spec.js';
import { packagePath } from '../dist/node/package-path.js';
import { verifySpec } from '../dist/verify/verify.js';

/** Those that a spec may set, from the limit of what is harmless upwards; then some that it may not. */
const OPTIONS = `gmin=1e-17 gmin=1e-16 gmin=1e-15 gmin=1e-14 gmin=1e-13 gmin=1e-12
  reltol=3e-4 reltol=1e-3 reltol=1e-2
  abstol=1e-15 abstol=1e-14 abstol=1e-13 abstol=1e-12
  vntol=1e-5 vntol=1e-4 vntol=1e-3
  chgtol=1e-18 chgtol=1e-17 chgtol=1e-16 chgtol=1e-15 chgtol=1e-14
  trtol=2 trtol=4 trtol=7
  method=gear xmu=0.48 xmu=0.495 xmu=0.45 xmu=0.4 xmu=0.5
  itl1=100000 itl2=100000 itl4=100000
  bypass=1 cshunt=1e-15 cshunt=2e-14 cshunt=5e-14 rshunt=1e15`.split(/\s+/);
const COLUMNS = ['tau', 'peak', 'a_plus', 'tau_plus', 'a_minus', 'tau_minus'];

const { positionals } = parseArgs({ allowPositionals: true });
const simulator = createSimulator(positionals.find((word) => !word.includes('=')) ?? 'ngspice-wasm');
const asked = positionals.filter((word) => word.includes('='));

const trace = loadSpec(packagePath('examples', 'trace-20ms.yaml'));
const window = parseSpec(
  `rulespice: 1
name: pairs
rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms } }
stimulus: { window: { from: -45 ms, to: 45 ms, step: 15 ms } }
verify:
${COLUMNS.slice(2)
  .map((quantity) => `  - { quantity: ${quantity}, against: rule, max: 1 % }`)
  .join('\n')}
`,
  'window',
);
/** Only what is printed, in one condition. */
const SPECS = [
  {
    ...trace,
    verify: trace.verify.filter(({ quantity }) => COLUMNS.includes(quantity)),
    variations: window.variations,
    simulation: window.simulation,
  },
  window,
];

/** Characterisations do not see these options. */
const kept = new Map();
const cache = { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };

/** Quantity to value in the circuit, or to why there is none. */
async function figures(options) {
  const found = new Map();
  for (const spec of SPECS) {
    // Past the reading of a spec, which refuses some of them.
    const changed = { ...spec, simulation: { ...spec.simulation, options } };
    try {
      const { verdicts } = await verifySpec(changed, { simulator, cache }, { file: spec.name, folder: '.' });
      for (const { quantity, value, reason } of verdicts) found.set(quantity, value ?? reason);
    } catch (error) {
      found.set(spec.name, error.message);
    }
  }
  return found;
}

function cell(value, before) {
  if (typeof value !== 'number') return '-';
  const move = value / before - 1;
  return Math.abs(move) < 5e-6 ? '0' : `${move > 0 ? '+' : ''}${Number((100 * move).toPrecision(2))} %`;
}

const begun = performance.now();
const plain = await figures({});
console.log(`| option | ${COLUMNS.join(' | ')} |\n|---|${'---|'.repeat(COLUMNS.length)}`);
for (const option of asked.length > 0 ? asked : OPTIONS) {
  const [name, text] = option.split('=');
  const value = Number.isNaN(Number(text)) ? text : Number(text);
  const moved = await figures({ [name]: value });
  console.log(`| \`${option}\` | ${COLUMNS.map((key) => cell(moved.get(key), plain.get(key))).join(' | ')} |`);
  for (const reason of new Set([...moved.values()].filter((found) => typeof found !== 'number')))
    console.error(`${option}: ${reason}`);
}
console.error(`${((performance.now() - begun) / 1000).toFixed(0)} s`);
await simulator.dispose();
