import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';
import { withDefect, type Defect } from '../support/mutant.js';
import { describeVerdict, notPassed, verifyText } from '../support/verification.js';

/** `verify` must fail each of these, and pass the same spec without them. */

const TRACE = `name: trace
rule: { kind: trace, tau: 20 ms }
circuit: { trace: { cell: dpi } }
stimulus: { spikes: { pre: [10 ms, 30 ms, 35 ms, 60 ms], duration: 150 ms } }
verify:
  - { quantity: tau, against: rule, max: 3 % }
  - { quantity: peak, against: rule, max: 5 % }
  - { quantity: x, against: model, max: 1 % }
`;

const STDP = `name: stdp
rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms } }
circuit: { trace: { cell: dpi } }
stimulus:
  window: { from: -40 ms, to: 40 ms, step: 10 ms }
  spikes: { pre: [10 ms, 60 ms], post: [20 ms, 55 ms], duration: 80 ms }
verify:
  - { quantity: window, against: rule, max: 8 % }
  # Each side on its own scale: 3.4 % on the smaller one, where both together had less than 2 %.
  - { quantity: window, against: model, max: 4 % }
  - { quantity: w, against: model, max: 3 %, stimulus: spikes }
`;

let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator();
});
afterAll(() => simulator.dispose());

/** A copy of the results with every saved column changed. */
function distorted(
  waveforms: Waveforms,
  change: (values: Float64Array, time: Float64Array) => Float64Array,
): Waveforms {
  const columns = new Map(
    [...waveforms.columns].map(([name, column]) => [
      name,
      { ...column, values: change(column.values, waveforms.axis.values) },
    ]),
  );
  return { ...waveforms, columns };
}

/** Swaps two nets on one element line of a subcircuit. */
function swapped(text: string, element: RegExp, a: string, b: string): string {
  return text.replace(element, (line) =>
    line
      .split(' ')
      .map((word) => (word === a ? b : word === b ? a : word))
      .join(' '),
  );
}

test('without a defect both specs pass', async () => {
  expect(notPassed(await verifyText(TRACE, simulator))).toEqual([]);
  expect(notPassed(await verifyText(STDP, simulator))).toEqual([]);
});

const traceDefects: Record<string, Defect> = {
  'gate and drain of the decay transistor swapped': { circuit: (text) => swapped(text, /^mtau .*$/m, 'syn', 'gtau') },
  'threshold and state swapped on the pair': { circuit: (text) => swapped(text, /^min .*$/m, 'syn', 'tail') },
  'polarity of the output flipped': {
    circuit: (text) =>
      text.replace(/^(mout iout syn) vdd vdd skyp_5_2 w=\S+ l=\S+/m, '$1 vss vss skyn_1_8 w=1e-6 l=8e-6'),
  },
  'state capacitor scaled by 1.2': {
    circuit: (text) =>
      text.replace(/^(csyn syn vdd) (\S+)/m, (_, head: string, value: string) => `${head} ${Number(value) * 1.2}`),
  },
  'decay current scaled by 1.05': {
    circuit: (text) =>
      text.replace(
        /^(i_x_gtau x_gtau 0 dc) (\S+)/m,
        (_, head: string, value: string) => `${head} ${Number(value) * 1.05}`,
      ),
  },
  'trace scaled by 1.05': { waveforms: (result) => distorted(result, (values) => values.map((value) => value * 1.05)) },
  'trace late by 5 % of tau': {
    waveforms: (result) =>
      distorted(result, (values, time) =>
        values.map(
          (_, index) =>
            values[
              Math.max(
                0,
                time.findIndex((at) => at >= (time[index] ?? 0) - 1e-3),
              )
            ] ?? NaN,
        ),
      ),
  },
};

test.each(Object.entries(traceDefects))('trace: %s', async (_, defect) => {
  const report = await verifyText(TRACE, withDefect(simulator, defect));
  // Out of limits, not merely a circuit that no longer simulates.
  expect(report.status === 'fail' || report.verdicts.map(describeVerdict)).toBe(true);
});

const stdpDefects: Record<string, Defect> = {
  'pre and post swapped at the depressing mirror': {
    circuit: (text) => text.replace(/^(xdown_w_pre \S+) pre pre_b/m, '$1 post post_b'),
  },
  'switches of the potentiating mirror swapped': {
    circuit: (text) => swapped(text, /^mon out on_b y .*$/m, 'on_b', 'on'),
  },
  'depression sources instead of sinking': {
    circuit: (text) => text.replace(/^(xdown_w_pre .*) w_pre_gcascode vdd vss gated_sink$/m, '$1 vdd vss gated_source'),
  },
  'weight capacitor scaled by 1.2': {
    circuit: (text) =>
      text.replace(/^(cw w vss) (\S+)/m, (_, head: string, value: string) => `${head} ${Number(value) * 1.2}`),
  },
  'dump node tied to ground': { circuit: (text) => text.replace(/^(mfb out out tail vss)/m, 'rshort out vss 1e3\n$1') },
};

test.each(Object.entries(stdpDefects))('STDP: %s', async (_, defect) => {
  const report = await verifyText(STDP, withDefect(simulator, defect));
  expect(report.status === 'fail' || report.verdicts.map(describeVerdict)).toBe(true);
});

const scaledC = (text: string): string =>
  text.replace(/^(csyn syn vdd) (\S+)/m, (_, head: string, value: string) => `${head} ${Number(value) * 1.2}`);

/**
 * A wrong template: the model is calibrated on it and a trim can compensate it, so it is the trim's size that tells.
 */
const TRIMMED = `${TRACE.replace(/verify:[\s\S]*/, '')}simulation: { trim: true }
verify:
  - { quantity: tau, against: rule, max: 1 % }
  - { quantity: x, against: model, max: 1 % }
  - { quantity: trim, against: model, max: 15 % }
`;

test('a state capacitor of 1.2 C in the template, trimmed: the distance of the trim gives it away', async () => {
  expect(notPassed(await verifyText(TRIMMED, simulator))).toEqual([]);
  const report = await verifyText(TRIMMED, withDefect(simulator, { everywhere: true, circuit: scaledC }));
  expect(report.verdicts.map(({ quantity, status }) => `${quantity} ${status}`)).toEqual([
    'tau pass',
    'x pass',
    'trim fail',
  ]);
});

test('the same without a trim is out of limits against the rule', async () => {
  const report = await verifyText(TRACE, withDefect(simulator, { everywhere: true, circuit: scaledC }));
  expect(report.verdicts.map(({ quantity, status }) => `${quantity} ${status}`)).toContain('tau fail');
});

/** At w = 0.5 both halves of the pair carry the same: a window there is right with the gates swapped. */
const SOFT = `name: soft
rule:
  kind: stdp
  dependence: multiplicative
  potentiation: { amplitude: 0.05, tau: 16.8 ms }
  depression: { amplitude: 0.04, tau: 33.7 ms }
stimulus: { window: { from: -40 ms, to: 40 ms, step: 20 ms, weights: [0.25, 0.75] } }
verify:
  - { quantity: window, against: rule, max: 12 % }
  - { quantity: dependence, against: rule, max: 15 % }
`;

test('a soft bound with its two gates swapped is seen at other weights', async () => {
  const gates = (text: string): string =>
    text.replace(/^mweight q out y/gm, 'mweight q vb y').replace(/^mbound dump vb y/gm, 'mbound dump out y');
  expect(notPassed(await verifyText(SOFT, simulator))).toEqual([]);
  const report = await verifyText(SOFT, withDefect(simulator, { everywhere: true, circuit: gates }));
  expect(report.verdicts.map(({ quantity, status }) => `${quantity} ${status}`)).toEqual([
    'window pass',
    'dependence fail',
  ]);
});
