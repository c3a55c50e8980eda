import { askedOf, measureNetwork, networkQuantities } from '../../../src/cosim/quantities/registry.js';
import type { NetworkRecording } from '../../../src/cosim/synapse.js';
import type { NetworkSpec } from '../../../src/spec/network.js';

const network = {
  duration: 1,
  neurons: { a: {}, b: {} },
  synapses: [{ from: 'a', to: 'b', amplitude: 5e-3 }],
} as unknown as NetworkSpec;

const recording = (spikes: number[][], weight: (time: number) => number): NetworkRecording => {
  const x = Float64Array.from({ length: 101 }, (_, index) => index / 100);
  return { spikes, weights: [{ x, y: x.map(weight) }] };
};

test.each(Object.entries(networkQuantities))('%s says what it is, under its own name', (key, quantity) => {
  expect(quantity.name).toBe(key);
  expect(quantity.title).toMatch(/^\S.*[^.\s]$/);
  expect(quantity.description).toMatch(/^[A-Z].*\.$/);
});

test('a check of spikes allows none without a partner, one of weights what it says', () => {
  expect(askedOf({ quantity: 'spikes', against: 'rule', within: 1e-3, line: 7 })).toEqual({
    quantity: 'spikes',
    against: 'rule',
    metric: 'unpaired',
    limit: 0,
    line: 7,
  });
  expect(askedOf({ quantity: 'w', against: 'model', max: 0.02 })).toEqual({
    quantity: 'w',
    against: 'model',
    metric: 'nrmse',
    limit: 0.02,
  });
});

test('each is measured by its own quantity, or says why not', () => {
  const reference = recording([[0.1], [0.2, 0.5]], (time) => time);
  const spikes = { quantity: 'spikes', against: 'rule', within: 1e-3 } as const;
  const weights = { quantity: 'w', against: 'rule', max: 0.1 } as const;
  const late = recording([[0.1], [0.2, 0.6]], (time) => time);
  expect(measureNetwork({ check: spikes, network, circuit: late, reference }).measured).toBe(0.5);
  expect(measureNetwork({ check: spikes, network, circuit: reference, reference }).measured).toBe(0);
  expect(measureNetwork({ check: weights, network, circuit: late, reference }).measured).toBeCloseTo(0, 9);
  const still = recording([[], []], () => 0.5);
  expect(measureNetwork({ check: spikes, network, circuit: still, reference: still }).reason).toMatch(/has spiked/);
  expect(measureNetwork({ check: weights, network, circuit: still, reference: still }).reason).toMatch(/never moves/);
});
