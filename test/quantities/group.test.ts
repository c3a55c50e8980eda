import type { Measurement } from '../../src/compare/measurement.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';
import { specOf } from '../support/recordings.js';
import { compareQuantity } from './compare-quantity.js';

type Curve = (time: number) => number;

const ONSETS = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);

/** A run of 1 s with an event every 10 ms (or at these times, s), whose states are these functions of time. */
function recording(states: Readonly<Record<string, Curve>>, onsets = ONSETS, measuredFrom?: number): Recording {
  const x = Float64Array.from({ length: 2001 }, (_, index) => index / 2000);
  return {
    experiment: {
      name: 'spikes',
      label: 'spikes',
      events: { pre1: onsets, pre2: onsets },
      duration: 1,
      ...(measuredFrom === undefined ? {} : { measuredFrom }),
    },
    states: new Map(Object.entries(states).map(([name, value]) => [name, { x, y: x.map(value) }])),
  };
}

const steady =
  (value: number): Curve =>
  () =>
    value;

describe('a group that is scaled to a mean of 1.5', () => {
  const group = specOf(
    '{ kind: scaling, form: synaptic, weights: [0.5, 1], activity: 1.5, tau: 40 ms, settling: 150 ms }',
    '{ quantity: mean, against: rule, max: 2 % }',
    'stimulus: { spikes: { duration: 1 s, pre1: [10 ms, 20 ms], pre2: [10 ms] } }',
  );
  const compare = (
    quantity: string,
    circuit: Recording,
    other: Recording,
    against: 'rule' | 'model' = 'rule',
  ): Measurement => compareQuantity(quantity, against, [circuit], [other], group.spec, group.rule);
  const pair = (one: number, two: number, gain: Curve = steady(1)): Recording =>
    recording({ y1: steady(one), y2: steady(two), g: gain });

  test.each([
    [0.5, 1, 0],
    [0.45, 0.9, 0.1],
    [0.55, 1.1, 0.1],
  ])('means of %d and %d are %d off, too little as well as too much', (one, two, off) => {
    const found = compare('mean', pair(one, two), pair(9, 9));
    expect(found.measured).toBeCloseTo(off, 9);
    expect(found).toMatchObject({ reference: 1.5, unit: '1' });
    expect(found.value).toBeCloseTo(one + two, 9);
  });

  test('the model is asked for its own mean', () => {
    expect(compare('mean', pair(0.5, 1), pair(1, 2), 'model').measured).toBeCloseTo(0.5, 9);
  });

  test('the mean is that of the last tenth, over whole intervals between events', () => {
    const late = (time: number): number => (time < 0.85 ? 100 : 0.5);
    const wave = (time: number): number => 1 + Math.sin(2 * Math.PI * 100 * time);
    expect(compare('mean', recording({ y1: late, y2: wave, g: steady(1) }), pair(1, 1)).measured).toBeCloseTo(0, 3);
    const after = (time: number): number => (time > 0.991 ? 100 : 0.5);
    expect(compare('mean', recording({ y1: after, y2: steady(1), g: steady(1) }), pair(1, 1)).measured).toBeCloseTo(
      0,
      9,
    );
    const before = (time: number): number => (time < 0.87 ? 100 : 0.5 + 10 * Math.max(0, 0.9 - time));
    expect(
      compare('mean', recording({ y1: before, y2: steady(1), g: steady(1) }), pair(1, 1)).measured,
    ).toBeGreaterThan(1e-3);
  });

  test('a ratio is the part of the sum, whatever the sum is; the worst synapse counts', () => {
    expect(compare('ratio', pair(5, 10), pair(0.5, 1)).measured).toBeCloseTo(0, 9);
    // A third and two thirds; a quarter is a quarter less than a third, three quarters an eighth more than two thirds.
    expect(compare('ratio', pair(1, 3), pair(1, 2)).measured).toBeCloseTo(0.25, 9);
    expect(compare('ratio', pair(3, 1), pair(2, 1)).measured).toBeCloseTo(0.25, 9);
  });

  test('the gain is what the second half changed of it', () => {
    const step =
      (from: number, to: number): Curve =>
      (time) =>
        time < 0.55 ? from : to;
    const gains = (from: number, to: number): Recording => pair(1, 1, step(from, to));
    expect(compare('gain', gains(2, 1), gains(6, 3)).measured).toBeCloseTo(0, 9);
    const found = compare('gain', gains(2, 1.2), gains(2, 1));
    expect(found.measured).toBeCloseTo(0.2, 9);
    expect(found.value).toBeCloseTo(0.6, 9);
    expect(found.reference).toBeCloseTo(0.5, 9);
    expect(compare('gain', gains(2, 0.8), gains(2, 1)).measured).toBeCloseTo(0.2, 9);
  });

  test('the middle is that of the measured part', () => {
    const step: Curve = (time) => (time < 0.65 ? 2 : 1);
    const late = recording({ y1: steady(1), y2: steady(1), g: step }, ONSETS, 0.4);
    // Its middle, 0.7 s, has the new gain already.
    expect(compare('gain', late, recording({ y1: steady(1), y2: steady(1), g: steady(1) }, ONSETS, 0.4))).toMatchObject(
      { reference: 1 },
    );
    expect(compare('gain', late, late).value).toBeGreaterThan(0.5);
  });

  test('without a recording nothing is measured', () => {
    const alone = (circuit: Recording[], other: Recording[]): Measurement =>
      compareQuantity('mean', 'rule', circuit, other, group.spec, group.rule);
    expect(alone([], [pair(1, 1)])).toEqual({ reason: 'no recording' });
    expect(alone([pair(1, 1)], [])).toEqual({ reason: 'no recording' });
  });
});

describe('a group that shares a budget', () => {
  const group = specOf(
    '{ kind: normalisation, form: divisive, weights: [0.5, 0.5], total: 2, tau: 50 ms }',
    '{ quantity: sum, against: rule, max: 3 % }',
    'stimulus: { spikes: { duration: 1 s, pre1: [10 ms, 20 ms], pre2: [10 ms] } }',
  );
  const compare = (quantity: string, circuit: Recording, other: Recording): Measurement =>
    compareQuantity(quantity, 'rule', [circuit], [other], group.spec, group.rule);
  const outputs = (one: Curve, two: Curve, ...rest: [onsets?: number[], from?: number]): Recording =>
    recording({ x1: steady(1), x2: steady(1), z1: one, z2: two }, ...rest);
  const even = outputs(steady(1), steady(1));

  test('the sum is off by what it lacks, or has too much', () => {
    expect(compare('sum', even, even)).toMatchObject({ measured: 0, value: 2, reference: 2, unit: '1' });
    expect(compare('sum', outputs(steady(0.8), steady(1)), even).measured).toBeCloseTo(0.1, 9);
    expect(compare('sum', outputs(steady(1.2), steady(1)), even).measured).toBeCloseTo(0.1, 9);
    // What one loses and the other gains leaves the sum, but not the shares.
    expect(compare('sum', outputs(steady(0.8), steady(1.2)), even).measured).toBeCloseTo(0, 9);
    expect(compare('share', outputs(steady(0.8), steady(1.2)), even).measured).toBeCloseTo(0.2, 9);
  });

  test('the worst moment counts, just before an event', () => {
    const dip: Curve = (time) => (time > 0.495 && time < 0.505 ? 0.4 : 1);
    expect(compare('sum', outputs(dip, steady(1)), even)).toMatchObject({ value: 1.4, reference: 2 });
    expect(compare('share', outputs(steady(1), dip), even)).toMatchObject({ value: 0.4, reference: 1 });
    const between: Curve = (time) => (time > 0.492 && time < 0.498 ? 0.4 : 1);
    expect(compare('sum', outputs(between, steady(1)), even).measured).toBeCloseTo(0, 9);
  });

  test('the first event, and what comes before the measured part, do not count', () => {
    const early: Curve = (time) => (time < 0.015 ? 0 : 1);
    expect(compare('sum', outputs(early, steady(1)), even).measured).toBeCloseTo(0, 9);
    const history: Curve = (time) => (time < 0.305 ? 0 : 1);
    const late = (one: Curve): Recording => outputs(one, steady(1), ONSETS, 0.3);
    expect(compare('sum', late(history), late(steady(1))).measured).toBeCloseTo(0, 9);
    const second: Curve = (time) => (time < 0.315 ? 0 : 1);
    expect(compare('sum', late(second), late(steady(1))).measured).toBeCloseTo(0.5, 9);
  });

  test('events count in the order of their times, whatever input they belong to', () => {
    const early: Curve = (time) => (time < 0.45 ? 0 : 1);
    const mixed = (one: Curve): Recording => {
      const run = outputs(one, steady(1));
      return { ...run, experiment: { ...run.experiment, events: { pre1: [0.5, 0.7], pre2: [0.6, 0.4] } } };
    };
    expect(compare('sum', mixed(early), mixed(steady(1))).measured).toBeCloseTo(0, 9);
  });

  test('an output that has no part of it does not count', () => {
    const readouts = [...group.rule.readouts, { name: 'x1', state: 'x1', divisor: [] }];
    const rule = { ...group.rule, readouts } as unknown as typeof group.rule;
    expect(compareQuantity('sum', 'rule', [even], [even], group.spec, rule).value).toBe(2);
  });

  test('with one event only there is nothing to compare', () => {
    const single = outputs(steady(1), steady(1), [0.5]);
    expect(compare('sum', single, single)).toEqual({
      reason: 'the rule has no shares before any event but the first to compare with',
    });
  });
});
