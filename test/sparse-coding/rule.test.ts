import { INITIAL, PROBE, TRAINING } from '../../src/sparse-coding/demonstration.js';
import { onset, presentationExperiment } from '../../src/sparse-coding/presentations.js';
import { largest, learn, response, selectivity, type CompetitionRule } from '../../src/sparse-coding/rule.js';

const RULE: CompetitionRule = { amplitude: 0.25, softness: 0.25 };
const winnersOf = (weights: readonly (readonly number[])[]): number[] =>
  PROBE.patterns.map((active) => largest(weights.map((row) => response(row, active, RULE))));

test('responses share a budget of 1: what a neuron gives all patterns of a partition adds up to it', () => {
  for (const row of INITIAL)
    expect(PROBE.patterns.reduce((sum, active) => sum + response(row, active, RULE), 0)).toBeCloseTo(1, 12);
  // Only differences of weights count; e per softness.
  expect(response([0.3, 0.3 + RULE.softness], [1], RULE)).toBeCloseTo(Math.E / (1 + Math.E), 12);
});

test('at the start one neuron wins two patterns and one none; learning gives each pattern a neuron of its own', () => {
  expect(new Set(winnersOf(INITIAL)).size).toBe(2);
  const { weights, winners } = learn(RULE, INITIAL, TRAINING);
  const last = weights.at(-1) ?? [];
  expect(new Set(winnersOf(last)).size).toBe(3);
  for (const row of last)
    expect(selectivity(PROBE.patterns.map((active) => response(row, active, RULE)))).toBeGreaterThan(0.6);
  // Once separated they stay so.
  const owner = winnersOf(last);
  expect(winners.slice(3)).toEqual(TRAINING.order.slice(3).map((pattern) => owner[pattern]));
});

test('without the common budget the first neuron keeps both of its patterns', () => {
  // Shares of the budget they had at the start: nothing takes from anybody.
  let weights = INITIAL.map((row) => [...row]);
  const sums = INITIAL.map((row) => row.reduce((sum, weight) => sum + Math.exp(weight / RULE.softness), 0));
  const responses = (active: readonly number[]): number[] =>
    weights.map(
      (row, neuron) =>
        active.reduce((sum, input) => sum + Math.exp((row[input] ?? NaN) / RULE.softness), 0) / (sums[neuron] ?? NaN),
    );
  for (const pattern of TRAINING.order) {
    const active = TRAINING.patterns[pattern] ?? [];
    const winner = largest(responses(active));
    weights = weights.map((row, neuron) =>
      row.map((weight, input) =>
        neuron === winner && active.includes(input) ? weight + RULE.amplitude * (1 - weight) : weight,
      ),
    );
  }
  expect(new Set(PROBE.patterns.map((active) => largest(responses(active)))).size).toBe(2);
});

test('one update: the winner moves its active weights towards 1, nobody else moves', () => {
  const {
    weights: [after = []],
    winners,
  } = learn(
    RULE,
    [
      [0.5, 0.1],
      [0.1, 0.2],
    ],
    { ...PROBE, patterns: [[0]], order: [0] },
  );
  expect(winners).toEqual([0]);
  expect(after[0]?.[0]).toBeCloseTo(0.5 + 0.25 * 0.5, 12);
  expect([after[0]?.[1], after[1]]).toEqual([0.1, [0.1, 0.2]]);
});

test('presentations become events of the inputs, one after the other', () => {
  const { events, duration } = presentationExperiment(TRAINING, 6);
  expect(events.pre1).toEqual(
    TRAINING.order.flatMap((pattern, index) => (pattern === 0 ? [onset(index, TRAINING)] : [])),
  );
  expect(events.pre2).toEqual(events.pre1);
  expect(duration).toBeCloseTo(15 * 22e-3 + 12e-3, 12);
  expect(selectivity([0.1, 0.8, 0.2])).toBeCloseTo(0.6, 12);
});
