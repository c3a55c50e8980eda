import { CircuitNeuron } from '../../src/cosim/circuit-neuron.js';
import { NetworkCoupling } from '../../src/cosim/coupling.js';
import { NetworkRun } from '../../src/cosim/network-run.js';
import { mergedText } from '../../src/netlist/merged-text.js';
import type { NetworkSpec, NeuronSpec } from '../../src/spec/network.js';

/** A neuron that is a circuit: what drives it is known, its spikes are seen. */

const NEURON: NeuronSpec & { current: number } = {
  tau: 20e-3,
  rest: -70e-3,
  threshold: -50e-3,
  reset: -70e-3,
  refractory: 5e-3,
  synaptic: 5e-3,
  current: 1e-9,
};

const NETWORK: NetworkSpec = {
  duration: 0.2,
  neuron: NEURON,
  neurons: { a: { constant: 25e-3 }, out: { constant: 10e-3 } },
  synapses: [{ from: 'a', to: 'out', amplitude: 10e-3 }],
  verify: [],
};

function coupled(pulse = 0.5e-3) {
  const out = new CircuitNeuron(NEURON, 10e-3);
  const run = new NetworkRun(NETWORK, new Map([[1, out]]));
  const coupling = new NetworkCoupling(run, {
    pulse,
    supply: 1.8,
    weights: ['v(w)'],
    decoded: (volts) => volts,
    circuits: [{ index: 1, name: 'out', neuron: out, vector: 'v(spk)', level: 0.9, sign: 1 }],
  });
  return { out, run, coupling };
}

test('a constant that settles at the threshold is the threshold current, and begins after the operating point', () => {
  const neuron = new CircuitNeuron(NEURON, 20e-3);
  expect(neuron.currentAt(0)).toBe(0);
  expect(neuron.nextJump(0)).toBe(1e-6);
  expect(neuron.currentAt(1e-3)).toBeCloseTo(1e-9, 20);
  expect(neuron.nextSpike()).toBe(Infinity);
});

test('inputs add up, each from after its time on, in whatever order they are known', () => {
  const neuron = new CircuitNeuron(NEURON, 0);
  for (const [time, height] of [
    [10e-3, 5e-3],
    [30e-3, 5e-3],
    [20e-3, 5e-3],
  ] as const) {
    neuron.advance(time);
    neuron.receive(height);
  }
  const one = neuron.currentAt(10e-3 + 1e-12);
  expect(neuron.currentAt(10e-3)).toBe(0);
  expect(neuron.currentAt(15e-3) / one).toBeCloseTo(Math.exp(-1), 6);
  expect(neuron.currentAt(20e-3 + 1e-12) / one).toBeCloseTo(1 + Math.exp(-2), 6);
  expect([0, 10e-3, 20e-3, 30e-3].map((time) => neuron.nextJump(time))).toEqual([10e-3, 20e-3, 30e-3, Infinity]);
});

test('a spike is that of the crossing, its pulse begins at the point after it, and the next one may come later', () => {
  const { run, coupling } = coupled();
  expect(coupling.watch).toEqual(['v(w)', 'v(spk)']);
  coupling.onPoint(0, Float64Array.of(0.5, 0));
  coupling.onPoint(1e-3, Float64Array.of(0.5, 0));
  coupling.onPoint(2e-3, Float64Array.of(0.5, 1.8));
  expect(run.spikes[1]).toEqual([1.5e-3]);
  expect(coupling.source('v_n1', 2e-3)).toBe(0);
  expect(coupling.source('v_n1', 2.2e-3)).toBe(1.8);
  expect(coupling.nextEvent(2e-3)).toBeCloseTo(2.001e-3, 9);
  coupling.onPoint(2.1e-3, Float64Array.of(0.5, 1.8));
  expect(run.spikes[1]).toHaveLength(1);
});

test('a spike of a behavioural neuron drives the circuit by the weight of that moment', () => {
  const { run, out, coupling } = coupled();
  const before = run.next?.time ?? NaN;
  coupling.onPoint(0, Float64Array.of(0.4, 0));
  coupling.onPoint(before, Float64Array.of(0.4, 0));
  const rise = out.currentAt(before + 1e-9) - out.currentAt(before);
  const { out: heavier, coupling: other } = coupled();
  other.onPoint(0, Float64Array.of(0.8, 0));
  other.onPoint(before, Float64Array.of(0.8, 0));
  expect((heavier.currentAt(before + 1e-9) - heavier.currentAt(before)) / rise).toBeCloseTo(2, 6);
});

test('a circuit that spikes within the pulse of its last event ends the run: the synapse would not see it', () => {
  const { coupling } = coupled();
  const seen: readonly (readonly [number, number])[] = [
    [0, 0],
    [1e-3, 1.8],
    [1.1e-3, 0],
  ];
  for (const [time, volts] of seen) coupling.onPoint(time, Float64Array.of(0.5, volts));
  expect(() => coupling.onPoint(1.2e-3, Float64Array.of(0.5, 1.8))).toThrow(
    /neuron out spikes again after 200 us .*within the event pulse of 500 us/,
  );
});

test('a deck of two circuits has every model once', () => {
  const one = '.model n nmos\n+ level=54\n.model p pmos\n+ level=54';
  const other = '* cards\n.model n nmos\n+ level=54\n.subckt r a b\nR1 a b 1\n.ends';
  expect(mergedText(one, other)).toBe(`${one}\n.subckt r a b\nR1 a b 1\n.ends`);
});
