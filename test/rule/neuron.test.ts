import { LifNeuron } from '../../src/cosim/lif.js';
import { lifMembrane, lifPeriod, lifRate, lifSpikes } from '../../src/rule/neuron.js';

/** The stated neuron in closed form, against the neuron of `cosim`, which solves for its crossings. */

const NEURON = { tau: 20e-3, threshold: 50e-12, refractory: 2e-3, reset: 0 };

/** The same neuron in volts: rest at 0, threshold at 1 V, so that a current is its share of the threshold. */
function solved(neuron: typeof NEURON, current: number, end: number): number[] {
  const spec = { ...neuron, rest: 0, threshold: 1, synaptic: 1e-3 };
  const solver = new LifNeuron(spec, current / neuron.threshold);
  const spikes: number[] = [];
  for (let next = solver.nextSpike(); next < end; next = solver.nextSpike()) {
    solver.advance(next);
    solver.fire();
    spikes.push(next);
  }
  return spikes;
}

test.each([0, 0.4, -0.5])('spikes and rate with the reset at %d are those of the neuron of cosim', (reset) => {
  const neuron = { ...NEURON, reset };
  for (const current of [50.5e-12, 75e-12, 400e-12, 5e-9]) {
    const expected = solved(neuron, current, 1);
    const found = lifSpikes(neuron, current, 0, 1);
    expect(found.length).toBe(expected.length);
    found.forEach((time, index) => {
      expect(time).toBeCloseTo(expected[index] ?? NaN, 10);
    });
    expect(lifRate(neuron, current)).toBeCloseTo(1 / ((expected[2] ?? NaN) - (expected[1] ?? NaN)), 6);
  }
});

test('it is silent up to its threshold, and no faster than its refractory time', () => {
  expect(lifPeriod(NEURON, 50e-12)).toBe(Infinity);
  expect(lifRate(NEURON, 50e-12)).toBe(0);
  expect(lifSpikes(NEURON, 50e-12, 0, 100)).toEqual([]);
  expect(lifRate(NEURON, 1)).toBeCloseTo(500, 6);
});

test('the membrane rises to the threshold at every spike, and is held at its reset after it', () => {
  const from = 5e-3;
  const spikes = lifSpikes(NEURON, 100e-12, from, 0.2);
  const [first = NaN, second = NaN] = spikes;
  const time = Float64Array.of(0, from, first - 1e-9, first, first + 1.9e-3, second - 1e-9);
  const membrane = lifMembrane(NEURON, 100e-12, { from, spikes, time });
  [0, 0, 1, 0, 0, 1].forEach((value, index) => {
    expect(membrane[index]).toBeCloseTo(value, 5);
  });
});
