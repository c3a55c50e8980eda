import { LATE_GAP } from '../../src/compose/events.js';
import { settled } from '../../src/quantities/measuring/measured-part.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';
import { HOLD_PULSES, stateCurve } from '../../src/quantities/state-curve.js';
import { TRAINS } from '../../src/spec/quantity-vocabulary.js';
import { specOf, STDP, TRACE } from '../support/recordings.js';

const trace = specOf(TRACE, '{ quantity: tau, against: rule, max: 5 % }');
const stdp = specOf(
  STDP,
  '{ quantity: w, against: rule, max: 5 %, stimulus: spikes }',
  'stimulus: { spikes: { duration: 1 s, pre: [10 ms], post: [20 ms] } }',
);
const budget = specOf(
  '{ kind: normalisation, form: divisive, weights: [0.5, 0.5], total: 2, tau: 50 ms }',
  '{ quantity: sum, against: rule, max: 3 % }',
  'stimulus: { spikes: { duration: 1 s, pre1: [10 ms, 20 ms], pre2: [10 ms] } }',
);
const { pulse } = trace.spec.circuit;
/** How long the displacement current of an edge is looked away from, s. */
const BLIND = settled(0, { pulse: 0.5e-3 });

type Curve = (time: number) => number;
interface Run {
  readonly events?: Readonly<Record<string, readonly number[]>>;
  readonly duration?: number;
  readonly measuredFrom?: number;
  /** Further sample times, s. */
  readonly at?: readonly number[];
}

function run(
  state: string,
  curve: Curve,
  { events = { pre: [0.1] }, duration = 1, measuredFrom, at = [] }: Run = {},
): Recording {
  const even = Array.from({ length: 2001 }, (_, index) => (index * duration) / 2000);
  const x = Float64Array.from([...new Set([...even, ...at])]).sort();
  return {
    experiment: {
      name: 'spikes',
      label: 'spikes',
      events,
      duration,
      ...(measuredFrom === undefined ? {} : { measuredFrom }),
    },
    states: new Map([[state, { x, y: x.map(curve) }]]),
  };
}

const compare = (
  state: string,
  circuit: Recording,
  other: Recording,
  { spec, rule } = trace,
  against: 'rule' | 'model' = 'model',
) => stateCurve(state, rule).compare({ spec, rule, against, circuit: [circuit], other: [other] });

describe('the curve of a state', () => {
  test('is a number over time in rule units, measured on recordings', () => {
    expect(stateCurve('x', trace.rule)).toMatchObject({
      name: 'x',
      title: 'x over time',
      unit: '1',
      spellings: [],
      metric: 'nrmse',
      sampled: true,
      reads: 'recordings',
      description:
        'The curve of a state of the rule, or of one of its outputs, in rule units; a decaying one is compared while ' +
        'it lives. On an impulse it is compared where one presynaptic event moves it by itself.',
    });
  });

  test('is compared on trains; on an impulse only where one presynaptic event moves it by itself', () => {
    const trains = [...TRAINS];
    expect(stateCurve('x').stimuli).toEqual(trains);
    expect(stateCurve('x', trace.rule).stimuli).toEqual([...trains, 'impulse']);
    expect(stateCurve('x', stdp.rule).stimuli).toEqual([...trains, 'impulse']);
    // A postsynaptic event moves y; one of each, w.
    expect(stateCurve('y', stdp.rule).stimuli).toEqual(trains);
    expect(stateCurve('w', stdp.rule).stimuli).toEqual(trains);
  });
});

describe('a trace', () => {
  const decay: Curve = (time) => Math.exp(-time / 0.02);

  test('lives until it is next to where it rests, though it did not start there', () => {
    const found = compare(
      'x',
      run('x', (t) => 1.1 * decay(t), { events: {} }),
      run('x', decay, { events: {} }),
    );
    // Down to a hundredth of what it started at.
    expect(found.over).toEqual({ counted: expect.closeTo(0.02 * Math.log(100), 3) as number, of: 1, unit: 's' });
    expect(found.measured).toBeGreaterThan(0.01);
  });

  test('is not looked at while the displacement currents of edges flow: of each pulse, and of a late one', () => {
    // The later event first: the order in which events are listed does not matter.
    const events = { pre: [0.3], post: [0.1] };
    const edges = [0.1, 0.3].flatMap((onset) =>
      [0, pulse, pulse + LATE_GAP, 2 * pulse + LATE_GAP].map((late) => onset + late),
    );
    const near = (time: number, from: number, to: number): boolean =>
      edges.some((edge) => time > edge + from && time < edge + to);
    const at = edges.flatMap((edge) => [-1e-8, 1e-8, BLIND / 2, BLIND - 1e-8, BLIND + 1e-8].map((late) => edge + late));
    const reference = run('x', decay, { events, at });
    const found = compare(
      'x',
      run('x', (t) => decay(t) + (near(t, 0, BLIND) ? 1000 : 0), { events, at }),
      reference,
    );
    // Straight lines lead into a spike and out of it: they take 10 ns each.
    expect(found.measured).toBeLessThan(0.5);
    expect(found.over!.of).toBeCloseTo(1 - 8 * BLIND, 12);
    const behind = run('x', (t) => decay(t) + (near(t, BLIND, BLIND + 1e-6) ? 1000 : 0), { events, at });
    expect(compare('x', behind, reference).measured).toBeGreaterThan(5);
  });

  test('is compared with a rule, which jumps in no time, between pulses', () => {
    const events = { pre: [0.3], post: [0.1] };
    const at = [0.1, 0.3].flatMap((onset) =>
      [0, pulse + BLIND].flatMap((late) => [onset + late - 1e-8, onset + late + 1e-8]),
    );
    const during = (time: number): boolean => [0.1, 0.3].some((onset) => time > onset && time < onset + pulse + BLIND);
    const reference = run('x', decay, { events, at });
    const away = (share: number, where: (time: number) => boolean): Recording =>
      run('x', (t) => decay(t) + (where(t) ? share : 0), { events, at });
    const found = compare('x', away(1000, during), reference, trace, 'rule');
    expect(found.measured).toBeLessThan(0.5);
    expect(found.over!.of).toBeCloseTo(1 - 4 * (pulse + BLIND), 12);
    expect(
      compare(
        'x',
        away(1, (t) => !during(t)),
        reference,
        trace,
        'rule',
      ).measured,
    ).toBeCloseTo(1, 2);
    expect(compare('x', away(1000, during), reference).measured).toBeGreaterThan(10);
  });

  test('of a rule that has others lives by itself', () => {
    const own = run('x', decay, { events: {} });
    expect(compare('x', own, own, stdp).over!.counted).toBeCloseTo(0.02 * Math.log(100), 3);
  });

  test('that is flat is nothing to compare with', () => {
    expect(
      compare(
        'x',
        run('x', decay),
        run('x', () => 1),
      ),
    ).toEqual({
      reason: 'x is flat or not finite in the reference: nothing to compare with',
    });
  });
});

describe('a weight', () => {
  const weight =
    (steps: number, each: number): Curve =>
    (time) =>
      0.5 + 0.01 * Math.min(steps, Math.floor(time / each));

  test('that is held for long is one reading: ten times as long as it is held between its changes', () => {
    const at = Array.from({ length: 20 }, (_, index) => (index + 1) * 0.01 - 1e-9);
    const saturates = run('w', weight(20, 0.01), { events: {}, duration: 10, at });
    const { over } = compare('w', saturates, saturates, stdp);
    // It rests for 10 ms; 19 holds of 10 ms; the last one counts as 100 ms.
    expect(over!.counted).toBeCloseTo(0.19 + 0.1, 2);
    expect(over!.of).toBe(10);
  });

  test('is held where it stands still for two pulses', () => {
    expect(HOLD_PULSES * stdp.spec.circuit.pulse).toBeCloseTo(1e-3, 12);
    const quick = run('w', weight(20, 0.9e-3), { events: {}, duration: 0.2 });
    // Its changes are nearer to each other: it has one hold only, and that is its usual one.
    expect(compare('w', quick, quick, stdp).over!.counted).toBeCloseTo(0.2 - 0.9e-3, 3);
  });
});

describe('a share of a budget', () => {
  const events = { pre1: [0.2, 0.6], pre2: [0.3] };
  const from = settled(0.2 + budget.spec.circuit.pulse, budget.spec.circuit);
  const shape: Curve = (time) => 0.5 + 0.4 * Math.sin(20 * time);
  const until =
    (time: number): Curve =>
    (t) =>
      shape(t) + (t < time ? 5 : 0);

  test('means nothing before the first event has settled', () => {
    const at = [from];
    const reference = run('z1', shape, { events, at });
    // Of three pulses and their late ones; the first pulse is over.
    const found = compare('z1', run('z1', until(from), { events, at }), reference, budget);
    expect(found.measured).toBeCloseTo(0, 9);
    expect(found.over!.of).toBeCloseTo(1 - from - 10 * BLIND, 9);
    expect(compare('z1', run('z1', until(from + 1e-3), { events, at }), reference, budget).measured).toBeGreaterThan(
      0.1,
    );
  });

  test('is one of an output that is divided: another one means something from the start', () => {
    const readouts = budget.rule.readouts.map((readout) => ({ ...readout, divisor: [] }));
    const plain = { spec: budget.spec, rule: { ...budget.rule, readouts } };
    const reference = run('z1', shape, { events });
    expect(compare('z1', run('z1', until(0.1), { events }), reference, plain).measured).toBeGreaterThan(1);
  });

  test('is one of outputs; the traces behind them mean something from the start', () => {
    const reference = run('x1', shape, { events });
    expect(compare('x1', run('x1', until(0.1), { events }), reference, budget).measured).toBeGreaterThan(1);
  });
});
