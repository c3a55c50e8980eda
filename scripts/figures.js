// Prints the README's accuracy table from runs of this code: `npm run figures [engine]`. Not a test: the tests hold the
// limits.
import { readFileSync } from 'node:fs';
import '../dist/node/furnish.js';
import { noCache } from '../dist/characterise/content-cache.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { parseSpec } from '../dist/load-spec.js';
import { packagePath } from '../dist/node/package-path.js';
import { verifySpec } from '../dist/verify/verify.js';

const train = 'stimulus: { spikes: { pre: [10 ms, 30 ms, 35 ms, 36.5 ms, 60 ms, 110 ms], duration: 200 ms } }';
const corners = 'variations: { corners: [tt, ff, ss, sf, fs] }';
const trim = 'simulation: { trim: true }';
const tau = 'verify: [{ quantity: tau, against: rule, max: 5 % }]';
const model = 'verify: [{ quantity: x, against: model, max: 5 % }]';
const trace = (tauText, cell = 'dpi', rest = '') =>
  `rule: { kind: trace, tau: ${tauText}, pairing: ${cell === 'ramp' ? 'nearest' : 'all-to-all'} ` +
  `}\ncircuit: { trace: { cell: ${cell}${rest} } }`;
const stdp = `rule:
  kind: stdp
  potentiation: { amplitude: 0.02, tau: 16.8 ms }
  depression: { amplitude: 0.0147, tau: 33.7 ms }
stimulus: { window: { from: -60 ms, to: 60 ms, step: 5 ms }, poisson: { rate: 20 Hz, duration: 1 s, seed: 1 } }
${trim}
verify:
  - { quantity: window, against: rule, max: 5 % }
  - { quantity: tau+, against: rule, max: 5 % }
  - { quantity: a+, against: rule, max: 5 % }
  - { quantity: tau-, against: rule, max: 5 % }
  - { quantity: a-, against: rule, max: 5 % }
  - { quantity: w, against: model, max: 5 %, stimulus: poisson }`;

/** A shipped example without its head. */
const example = (name) =>
  readFileSync(packagePath('examples', `${name}.yaml`), 'utf8').replace(/^(#.*|rulespice:.*|name:.*)\n/gm, '');

/** Rows: what, specs; the worst value of each quantity over them is printed. */
const rows = [
  [
    'DPI, nominal design, 3 to 300 ms',
    ['3 ms', '10 ms', '20 ms', '50 ms', '100 ms', '300 ms'].map((text) => `${trace(text)}\n${tau}`),
  ],
  ['DPI, nominal design, 20 ms, five corners', [`${trace('20 ms')}\n${corners}\n${tau}`]],
  [
    'DPI, trimmed, 20 ms, five corners',
    [
      `${trace('20 ms')}\n${train}\n${corners}\n${trim}\nverify: [{ quantity: tau, against: rule, max: 5 ` +
        `% }, { quantity: peak, against: rule, max: 5 % }, { quantity: x, against: model, max: 5 % }]`,
    ],
  ],
  [
    'DPI, unseen train, 0, 27, 60 C',
    [`${trace('20 ms')}\n${train}\nvariations: { temperature: [0 C, 27 C, 60 C] }\n${model}`],
  ],
  [
    'ramp, unseen train, 0, 27, 60 C',
    [`${trace('20 ms', 'ramp')}\n${train}\nvariations: { temperature: [0 C, 27 C, 60 C] }\n${model}`],
  ],
  ['tau-cell, unseen train', [`${trace('20 ms', 'tau-cell')}\n${train}\n${model}`]],
  ['STDP, trimmed, window and Poisson trains', [stdp]],
  [
    'eligibility, 1 s on 4 pF',
    [
      `rule: { kind: trace, tau: 1 s }\ncircuit: { trace: { cell: eligibility, capacitance: 4 pF }, ` +
        `pulse: 1 ms }\nverify: [{ quantity: tau, against: rule, max: 5 % }, { quantity: tau, against: ` +
        `model, max: 5 % }]`,
    ],
  ],
  ['Hebbian, window and Poisson trains', [example('hebbian')]],
  ['three-factor, rewards after 0.1 to 1 s', [example('three-factor')]],
];

const simulator = createSimulator(process.argv[2] ?? 'auto');
console.log('| circuit | worst deviation |\n|---|---|');
for (const [label, specs] of rows) {
  const worst = new Map();
  for (const text of specs) {
    const report = await verifySpec(
      parseSpec(`rulespice: 1\nname: figure\n${text}`, label),
      { simulator, cache: noCache },
      { file: label, folder: '.' },
    );
    for (const { quantity, against, metric, measured, reason } of report.verdicts) {
      if (measured === undefined) throw new Error(`${label}: ${quantity} ${reason}`);
      const key =
        `${quantity.replace('_plus', '+').replace('_minus', '-')} against ` +
        `${against}${metric === 'nrmse' ? ' (NRMSE)' : ''}`;
      worst.set(key, Math.max(worst.get(key) ?? 0, measured));
    }
  }
  console.log(`| ${label} | ${[...worst].map(([key, value]) => `${key} ${(100 * value).toFixed(2)} %`).join(', ')} |`);
}
await simulator.dispose();
