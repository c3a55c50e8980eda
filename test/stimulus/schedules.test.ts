import { measuredEvents } from '../../src/stimulus/experiment.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { scheduledOnsets } from '../../src/stimulus/schedule.js';
import { parseSpec } from '../../src/load-spec.js';

const sides = 'potentiation: { amplitude: 0.02, tau: 20 ms }, depression: { amplitude: 0.02, tau: 20 ms }';
const STDP = `{ kind: stdp, ${sides} }`;
const REWARDED =
  `{ kind: three-factor, ${sides}, eligibility: { tau: 500 ms }, reward: { amplitude: 0.1 }, punish: { ` +
  `amplitude: 0.1 } }`;
const expand = (rule: string, stimulus: string, quantity = 'w') =>
  expandExperiments(
    parseSpec(
      `rulespice: 1\nname: x\nrule: ${rule}\nstimulus: ${stimulus}\nverify: [{ quantity: ${quantity}, ` +
        `against: rule, max: 3 % }]\n`,
      'x.yaml',
    ),
  );
const named = (name: string, rule: string, stimulus: string, quantity?: string) =>
  expand(rule, stimulus, quantity).filter((experiment) => experiment.name === name);

test('bursts repeat, each side with its own count, interval and delay', () => {
  const [bursts] = named(
    'bursts',
    STDP,
    '{ bursts: { pre: { spikes: 3, interval: 10 ms, delay: 5 ms }, post: { spikes: 1, delay: 40 ms }, ' +
      'repeat: 2, every: 100 ms } }',
  );
  expect(bursts).toEqual({
    name: 'bursts',
    label: 'bursts',
    events: { pre: [0.005, 0.015, 0.025, 0.105, 0.115, 0.125], post: [0.04, 0.14] },
    duration: 0.2,
  });
});

test('rate steps are Poisson trains one after the other, the same on every machine', () => {
  const stimulus = (seed: number): string =>
    `{ steps: { rates: [{ rate: 20 Hz, duration: 5 s }, { rate: { pre: 0 Hz, post: 100 Hz }, duration: 5 ` +
    `s }, { rate: 20 Hz, duration: 5 s }], seed: ${seed} } }`;
  const [steps] = named('steps', STDP, stimulus(3));
  const count = (event: string, from: number, to: number): number =>
    (steps?.events[event] ?? []).filter((at) => at >= from && at < to).length;
  expect(steps?.duration).toBe(15);
  expect(count('pre', 5, 10)).toBe(0);
  // 500 events expected, less the refractory time's regularity: five standard deviations of a Poisson count.
  expect(Math.abs(count('post', 5, 10) - 500)).toBeLessThan(112);
  expect(Math.abs(count('pre', 0, 5) - 100)).toBeLessThan(50);
  // The draws of a step are its own: the third step is no copy of the first.
  const inStep = (from: number): number[] =>
    (steps?.events['pre'] ?? [])
      .filter((at) => at >= from && at < from + 5)
      .map((at) => Number((at - from).toFixed(6)));
  expect(inStep(10)).not.toEqual(inStep(0));
  expect(named('steps', STDP, stimulus(3))).toEqual([steps]);
  expect(named('steps', STDP, stimulus(4))).not.toEqual([steps]);
});

test('rewards follow a side, come at times or periodically, beside those that are listed', () => {
  const train = 'spikes: { pre: [10 ms, 60 ms], post: [20 ms, 70 ms], reward: [30 ms], duration: 200 ms }';
  const events = (schedule: string) => named('spikes', REWARDED, `{ ${train}, ${schedule} }`)[0]?.events;
  expect(events('reward: { after: post, delay: 100 ms }')).toEqual({
    pre: [0.01, 0.06],
    post: [0.02, 0.07],
    reward: [0.03, 0.12, 0.17],
    punish: [],
  });
  expect(events('reward: { times: [30.2 ms, 150 ms] }')?.['reward']).toEqual([0.03, 0.15]);
  expect(events('punish: { every: 60 ms }')).toMatchObject({ reward: [0.03], punish: [0.06, 0.12, 0.18] });
});

test('a broadcast modulator has one pulse at a time, and ends within the experiment', () => {
  const events = { pre: [0.1, 0.1004, 0.2], pre2: [0.15], post: [0.11] };
  expect(scheduledOnsets({ after: 'pre', delay: 0.01 }, events, { from: 0, to: 0.2104, pulse: 5e-4 })).toEqual([
    0.11, 0.16,
  ]);
});

test('a window of a three-factor rule is measured after the modulator that follows the pair', () => {
  const [first] = named(
    'window',
    REWARDED,
    '{ window: { from: -10 ms, to: 10 ms, step: 10 ms }, reward: { after: post, delay: 100 ms } }',
    'window',
  );
  expect(first).toMatchObject({ dt: -0.01, events: { post: [0.01], pre: [0.02], reward: [0.11] } });
  expect(first?.duration).toBeGreaterThan(0.1155);
});

test('ticks come from the rule, within every experiment', () => {
  const rule = '{ states: { x: { decay: 20 ms }, w: {} }, on: { pre: { x: 1 }, tick: { w: 0.01 * x } }, tick: 50 ms }';
  expect(named('spikes', rule, '{ spikes: { pre: [10 ms], duration: 200 ms } }')[0]?.events).toEqual({
    pre: [0.01],
    post: [],
    tick: [0.05, 0.1, 0.15],
  });
});

describe('a stated history', () => {
  const history = 'history: { warm: 2, interval: 100 ms }';

  test('conditions an impulse and a pair with their like, and marks the measured part', () => {
    const [impulse, early, late] = expand(
      STDP,
      `{ history: { warm: 2, interval: 120 ms }, window: { from: -10 ms, to: 10 ms, step: 10 ms } }`,
      'window',
    );
    expect(impulse).toMatchObject({ events: { pre: [0.01, 0.13, 0.25], post: [] }, measuredFrom: 0.25 });
    expect(impulse?.duration).toBeCloseTo(0.25 + 5e-4 + 6 * 0.02, 12);
    expect(early).toMatchObject({
      dt: -0.01,
      events: { post: [0.01, 0.13, 0.25], pre: [0.02, 0.14, 0.26] },
      measuredFrom: 0.25,
    });
    expect(late).toMatchObject({
      dt: 0.01,
      events: { pre: [0.01, 0.13, 0.25], post: [0.02, 0.14, 0.26] },
      measuredFrom: 0.25,
    });
    expect(late && measuredEvents(late, 'post')).toEqual([0.26]);
  });

  test('comes before a train, which is the same but later', () => {
    const train = 'spikes: { pre: [10 ms, 60 ms], post: [20 ms], duration: 100 ms }';
    expect(named('spikes', STDP, `{ ${history}, ${train} }`)).toEqual([
      {
        name: 'spikes',
        label: 'spikes',
        events: { pre: [0.025, 0.125, 0.21, 0.26], post: [0.075, 0.175, 0.22] },
        duration: 0.3,
        measuredFrom: 0.2,
      },
    ]);
    expect(named('spikes', STDP, `{ history: rest, ${train} }`)).toEqual([
      { name: 'spikes', label: 'spikes', events: { pre: [0.01, 0.06], post: [0.02] }, duration: 0.1 },
    ]);
  });
});
