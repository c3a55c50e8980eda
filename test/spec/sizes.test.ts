import { listedConditions } from '../../src/spec/listed-conditions.js';
import { MOST_CONDITIONS } from '../../src/spec/limits.js';
import { parseSpec } from '../../src/load-spec.js';
import { conditionCount } from '../../src/spec/sizes.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { UserError } from '../../src/units/user-error.js';

const spec = (rest: string, rule = '{ kind: trace, tau: 20 ms }', check = 'quantity: tau'): string =>
  `rulespice: 1\nname: s\nrule: ${rule}\nverify: [{ ${check}, against: rule, max: 5 % }]\n${rest}\n`;

const list = (count: number, text: (index: number) => string): string =>
  `[${Array.from({ length: count }, (_, index) => text(index)).join(', ')}]`;

const STDP =
  '{ kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms } }';

test.each([
  [
    'a grid',
    spec(
      `variations: { corners: [tt, ff, ss, sf, fs], temperature: ${list(50, (i) => `${i} C`)}, supply: ` +
        `${list(50, (i) => `${1.7 + i / 1000} V`)}, capacitor: ${list(20, (i) => `${i} %`)}, bias: ` +
        `${list(20, (i) => `${i} %`)} }`,
    ),
    '5000000 conditions, expected at most 1000',
  ],
  [
    'samples',
    spec(
      `variations: { corners: [tt, ff, ss], temperature: ${list(20, (i) => `${i} C`)}, mismatch: { avt: 5 ` +
        `mV*um, samples: 100000 } }`,
    ),
    '100000 samples of 1 checks at 60 conditions are more than the 2000000 measurements',
  ],
  [
    'noise',
    spec(
      `variations: { temperature: ${list(50, (i) => `${i} C`)}, noise: { runs: 100000 } }\nstimulus: { ` +
        `spikes: { pre: [10 ms], duration: 1 s } }`,
      undefined,
      'quantity: x, metric: spread',
    ),
    '100000 runs at 50 conditions',
  ],
  [
    'steps',
    spec(`stimulus: { steps: { rates: ${list(100, () => '{ rate: 100 Hz, duration: 9 s }')} } }`),
    'gives about 90000 events (pre) in all and at most 10000',
  ],
  [
    'a long experiment of parts',
    spec('stimulus: { bursts: { repeat: 1000, every: 10 s, pre: { spikes: 1 } } }'),
    'stimulus.bursts: lasts 10 ks in all, expected at most 1 ks',
  ],
  ['a history', spec('stimulus: { history: { warm: 1000, interval: 1000 s } }'), 'stimulus.history: lasts 1 Ms in all'],
  [
    'input of a network',
    spec(
      'stimulus: { window: { from: -60 ms, to: 60 ms, step: 5 ms } }\nnetwork: { duration: 1000 s, ' +
        'neurons: { a: { poisson: { rate: 100 kHz, amplitude: 1 mV } }, b: {} }, synapses: [{ from: a, to: ' +
        'b, amplitude: 5 mV }], verify: [{ quantity: spikes, against: model, within: 1 ms }] }',
      STDP,
      'quantity: window',
    ),
    'network.neurons.a.poisson.rate: gives about 100000000 events',
  ],
  [
    'states',
    spec('', `{ kind: explicit, states: { ${list(5000, (i) => `s${i}: { decay: 1 ms }`).slice(1, -1)} } }`),
    'found 5000 states, expected at most 64',
  ],
])('%s that is too large is refused with its number, at once', (_, text, message) => {
  const start = performance.now();
  expect(() => parseSpec(text, 's.yaml')).toThrow(message);
  expect(performance.now() - start).toBeLessThan(5000);
});

test('a periodic event is counted before its onsets are made', () => {
  const three = (reward: string): string =>
    spec(
      `stimulus: { poisson: { rate: 1 Hz, duration: 1000 s }, reward: { every: ${reward} } }`,
      '{ kind: three-factor, potentiation: { amplitude: 0.02, tau: 20 ms }, depression: { amplitude: ' +
        '0.01, tau: 20 ms }, eligibility: { tau: 1 s }, reward: { amplitude: 1 } }',
      'quantity: w',
    );
  const read = (text: string): unknown => {
    try {
      return expandExperiments(parseSpec(text, 's.yaml'));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return error.message;
    }
  };
  expect(read(three('1 ns'))).toMatch(/at most 10000 can be simulated; lengthen it/);
});

test('conditions are counted as they are listed', () => {
  const some = { corners: ['tt', 'ff'], temperatures: [1, 2, 3], supplies: [], capacitors: [0.1], biases: [0, 1] };
  for (const grid of ['full', 'one-at-a-time'] as const)
    expect(conditionCount({ ...some, grid })).toBe(listedConditions({ ...some, grid }).length);
  expect(conditionCount({ ...some, grid: 'full', list: [{}, {}] })).toBe(2);
  expect(MOST_CONDITIONS).toBe(1000);
});
