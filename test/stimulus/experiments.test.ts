import { join } from 'node:path';
import { parseSpec } from '../../src/load-spec.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { pulseWaveform } from '../../src/stimulus/pulses.js';

const trace = (stimulus: string): string => `rulespice: 1
name: x
rule: { kind: trace, tau: 20 ms }
stimulus: ${stimulus}
verify: [{ quantity: tau, against: rule, max: 3 % }]
`;
const stdp = (stimulus: string): string => `rulespice: 1
name: x
rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.021, tau: 33.7 ms } }
stimulus: ${stimulus}
verify: [{ quantity: x, against: model, max: 3 %, stimulus: impulse }]
`;
const folder = join(import.meta.dirname, 'fixtures');
const expand = (text: string, includeZero = false) =>
  expandExperiments(parseSpec(text, 'x.yaml'), { folder, includeZero });

test('the impulse always exists and is followed for six time constants', () => {
  expect(expand(trace('{}'))).toEqual([
    { name: 'impulse', label: 'impulse', events: { pre: [0.01], post: [] }, duration: 0.1305 },
  ]);
  expect(expand(stdp('{}'))[0]?.duration).toBe(0.2127);
});

test('a window is one experiment for each dt, pre first when dt > 0', () => {
  const window = expand(stdp('{ window: { from: -10 ms, to: 10 ms, step: 5 ms } }')).filter(
    ({ name }) => name === 'window',
  );
  expect(window.map(({ dt }) => dt)).toEqual([-0.01, -0.005, 0.005, 0.01]);
  expect(window.map(({ label }) => label)).toEqual([
    'window, dt = -10 ms',
    'window, dt = -5 ms',
    'window, dt = 5 ms',
    'window, dt = 10 ms',
  ]);
  expect(window[0]).toMatchObject({ name: 'window', events: { pre: [0.02], post: [0.01] }, duration: 0.0255 });
  expect(window[3]).toMatchObject({ name: 'window', events: { pre: [0.01], post: [0.02] }, duration: 0.0255 });
  const [first, second] = [window[2]?.events['pre']?.[0] ?? NaN, window[2]?.events['post']?.[0] ?? NaN];
  expect(second - first).toBeCloseTo(0.005, 12);
});

test('dt = 0 only when asked for', () => {
  const text = stdp('{ window: { from: -10 ms, to: 10 ms, step: 5 ms } }');
  expect(expand(text, true).find(({ dt }) => dt === 0)?.events).toEqual({ pre: [0.01], post: [0.01] });
  expect(expand(text, true)).toHaveLength(expand(text).length + 1);
});

test('trains come from lists, from the generator and from files', () => {
  const all =
    '{ spikes: { pre: [10 ms], post: [15 ms], duration: 50 ms }, poisson: { rate: 20 Hz, duration: 1 s, ' +
    'seed: 3 }, csv: { file: spikes.csv, duration: 1 s } }';
  const [, spikes, poisson, csv] = expand(stdp(all));
  expect(spikes).toEqual({ name: 'spikes', label: 'spikes', events: { pre: [0.01], post: [0.015] }, duration: 0.05 });
  expect(poisson).toMatchObject({ name: 'poisson', label: 'poisson, seed 3', duration: 1 });
  expect(poisson?.events.pre).not.toEqual(poisson?.events.post);
  expect(csv).toEqual({
    name: 'csv',
    label: 'csv spikes.csv',
    reading: 'spikes.csv: commas, decimal point; 3 events, times in ms',
    events: { pre: [0.01, 0.03], post: [0.015] },
    duration: 1,
  });
  for (const { events } of expand(trace(all))) expect(events.post).toEqual([]);
});

test('every experiment fits its own pulses', () => {
  const experiments = expand(
    stdp('{ window: { from: -60 ms, to: 60 ms, step: 0.6 ms }, poisson: { rate: 500 Hz, duration: 1 s } }'),
  );
  // impulse, the window, the train, pre alone, post alone, rest
  expect(experiments).toHaveLength(1 + 200 + 1 + 3);
  expect(new Set(experiments.map(({ label }) => label)).size).toBe(experiments.length);
  for (const { events, duration } of experiments) {
    for (const onsets of Object.values(events)) {
      expect(pulseWaveform(onsets, { low: 0, high: 1, width: 5e-4 }).at(-1)?.[0]).toBeLessThanOrEqual(duration);
    }
  }
});

test('a train without events is refused', () => {
  expect(() => expand(trace('{ poisson: { rate: 0.001 Hz, duration: 10 ms } }'))).toThrow(
    'stimulus.poisson: there is no pre event within 10 ms',
  );
});

test('credit: one pair, and a reward after each delay, whatever the schedules say', () => {
  const spec = parseSpec(
    `rulespice: 1
name: credit
rule:
  kind: three-factor
  potentiation: { amplitude: 0.2, tau: 20 ms }
  depression: { amplitude: 0.2, tau: 20 ms }
  eligibility: { tau: 500 ms }
  reward: { amplitude: 0.1 }
stimulus: { reward: { after: post, delay: 50 ms }, credit: { delays: [100 ms, 1 s], dt: -5 ms } }
verify: [{ quantity: credit, against: rule, max: 3 % }]
`,
    'credit.yaml',
  );
  const found = expandExperiments(spec).filter(({ name }) => name === 'credit');
  expect(found.map(({ label, delay, events }) => ({ label, delay, events }))).toEqual([
    { label: 'credit, delay = 100 ms', delay: 0.1, events: { pre: [0.015], post: [0.01], reward: [0.115] } },
    { label: 'credit, delay = 1 s', delay: 1, events: { pre: [0.015], post: [0.01], reward: [1.015] } },
  ]);
  for (const { duration, events } of found) expect(duration).toBeGreaterThan((events['reward']?.[0] ?? NaN) + 5e-4);
});
