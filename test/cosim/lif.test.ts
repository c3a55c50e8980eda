import { LifNeuron, potentialHeight, unitPotential } from '../../src/cosim/lif.js';
import type { NeuronSpec } from '../../src/spec/network.js';

const SPEC: NeuronSpec = {
  tau: 20e-3,
  rest: -70e-3,
  threshold: -50e-3,
  reset: -60e-3,
  refractory: 5e-3,
  synaptic: 5e-3,
};

function spikesOf(neuron: LifNeuron, end: number): number[] {
  const spikes: number[] = [];
  for (let next = neuron.nextSpike(); next < end; next = neuron.nextSpike()) {
    neuron.advance(next);
    neuron.fire();
    spikes.push(next);
  }
  return spikes;
}

/** The same equations in small steps of fourth order: an independent road to the same spike. */
function firstSpikeBySteps(spec: NeuronSpec, constant: number, v: number, i: number, step: number): number {
  const slope = (voltage: number, time: number): number =>
    (constant + i * Math.exp(-time / spec.synaptic) - voltage) / spec.tau;
  for (let time = 0; time < 1; time += step) {
    const k1 = slope(v, time);
    const k2 = slope(v + (step / 2) * k1, time + step / 2);
    const k3 = slope(v + (step / 2) * k2, time + step / 2);
    const k4 = slope(v + step * k3, time + step);
    const next = v + (step / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
    const level = spec.threshold - spec.rest;
    if (next >= level) return time + (step * (level - v)) / (next - v);
    v = next;
  }
  return Infinity;
}

test('under a constant current the rate is that of the textbook: 1 / (t_ref + tau ln((I - V_r) / (I - V_th)))', () => {
  for (const constant of [20.1e-3, 22e-3, 40e-3]) {
    const period = SPEC.refractory + SPEC.tau * Math.log((constant - 10e-3) / (constant - 20e-3));
    const spikes = spikesOf(new LifNeuron(SPEC, constant), 2);
    expect(spikes.length).toBeGreaterThan(10);
    spikes.slice(1).forEach((time, index) => {
      expect(time - (spikes[index] ?? NaN)).toBeCloseTo(period, 12);
    });
    expect(spikes[0]).toBeCloseTo(SPEC.tau * Math.log(constant / (constant - 20e-3)), 12);
  }
  expect(spikesOf(new LifNeuron(SPEC, 19.9e-3), 10)).toEqual([]);
});

test.each([[5e-3], [20e-3], [20.0000001e-3], [50e-3]])(
  'an input of a given height has that height at its peak, synaptic time constant %p s',
  (synaptic) => {
    const spec = { ...SPEC, synaptic };
    const neuron = new LifNeuron(spec, 0);
    neuron.receive(7e-3);
    let highest = 0;
    for (let time = 0; time < 0.2; time += 1e-5) {
      neuron.advance(time);
      highest = Math.max(highest, neuron.voltage - spec.rest);
    }
    expect(highest).toBeCloseTo(7e-3, 8);
    expect(potentialHeight(spec)).toBeCloseTo(
      Math.max(...Array.from({ length: 20000 }, (_, index) => unitPotential(index * 1e-5, spec))),
      8,
    );
  },
);

test.each([
  ['one input', 0, 30e-3, 5e-3],
  ['with a constant current below threshold', 15e-3, 17e-3, 5e-3],
  ['above threshold', 21e-3, 3e-3, 5e-3],
  ['equal time constants', 5e-3, 25e-3, 20e-3],
  ['a slow synapse', 0, 25e-3, 80e-3],
])('a crossing is where small steps find it: %s', (_, constant, amplitude, synaptic) => {
  const spec = { ...SPEC, synaptic };
  const neuron = new LifNeuron(spec, constant);
  neuron.receive(amplitude);
  const expected = firstSpikeBySteps(spec, constant, 0, amplitude / potentialHeight(spec), 1e-6);
  expect(expected).toBeLessThan(1);
  expect(Math.abs(neuron.nextSpike() - expected)).toBeLessThan(1e-9);
});

test('a potential that just reaches the threshold is found, one that just does not is none', () => {
  const spikes = [1.0000001, 0.9999999].map((factor) => {
    const neuron = new LifNeuron(SPEC, 0);
    neuron.receive(20e-3 * factor);
    return neuron.nextSpike();
  });
  expect(spikes[0]).toBeGreaterThan(0);
  expect(spikes[0]).toBeLessThan(0.02);
  expect(spikes[1]).toBe(Infinity);
});

test('cutting the time between inputs changes nothing', () => {
  const whole = new LifNeuron(SPEC, 15e-3);
  const cut = new LifNeuron(SPEC, 15e-3);
  for (const neuron of [whole, cut]) neuron.receive(17e-3);
  const spike = whole.nextSpike();
  for (let part = 1; part <= 20; part += 1) cut.advance((spike * part) / 21);
  expect(Math.abs(cut.nextSpike() - spike)).toBeLessThan(1e-14);
});

test('what arrives in the refractory time still decays, and the voltage stays', () => {
  const neuron = new LifNeuron(SPEC, 0);
  neuron.receive(30e-3);
  neuron.advance(neuron.nextSpike());
  neuron.fire();
  neuron.receive(40e-3);
  const held = neuron.nextSpike();
  neuron.advance(held - 1e-4);
  expect(held).toBeGreaterThan(SPEC.refractory);
  expect(neuron.voltage).toBeGreaterThan(SPEC.reset);
  expect(() => {
    neuron.advance(0);
  }).toThrow(/back/);
  expect(() => {
    neuron.receive(-1);
  }).toThrow(/excitatory/);
});
