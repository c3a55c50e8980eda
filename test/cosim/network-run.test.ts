import { NetworkCoupling } from '../../src/cosim/coupling.js';
import { pairSpikes } from '../../src/cosim/quantities/spikes.js';
import { NetworkRun } from '../../src/cosim/network-run.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import type { NetworkSpec } from '../../src/spec/network.js';
import { pulseWaveform } from '../../src/stimulus/pulses.js';
import { interpolate } from '../../src/waveform/interpolate.js';

const NETWORK: NetworkSpec = {
  duration: 0.5,
  neuron: { tau: 10e-3, rest: -70e-3, threshold: -50e-3, reset: -60e-3, refractory: 5e-3, synaptic: 1e-3 },
  neurons: {
    a: { constant: 0, poisson: { rate: 25, amplitude: 25e-3, seed: 1 } },
    b: { constant: 21e-3 },
    out: { constant: 12e-3 },
  },
  synapses: [
    { from: 'a', to: 'out', amplitude: 30e-3 },
    { from: 'b', to: 'out', amplitude: 30e-3 },
    { from: 'out', to: 'b', amplitude: 2e-3 },
  ],
  verify: [],
};

const toTheEnd = (network: NetworkSpec, weightOf: (synapse: number, time: number) => number): readonly number[][] => {
  const run = new NetworkRun(network);
  for (let next = run.next; next; next = run.next) {
    const { time } = next;
    run.fire((synapse) => weightOf(synapse, time));
  }
  return run.spikes;
};

test('weights matter to the neurons they drive and to no other', () => {
  const [none, some] = [toTheEnd(NETWORK, () => 0), toTheEnd(NETWORK, () => 0.5)];
  expect(none[2]).toEqual([]);
  expect(some[2]?.length).toBeGreaterThan(10);
  expect(some[0]).toEqual(none[0]);
  expect(some[1]).not.toEqual(none[1]);
  for (const times of some)
    for (const [index, time] of times.slice(1).entries())
      expect(time - (times[index] ?? NaN)).toBeGreaterThanOrEqual(NETWORK.neuron.refractory);
});

test('a weight is asked for at the spikes of its presynaptic neuron only, in order', () => {
  const asked: { synapse: number; time: number }[] = [];
  const spikes = toTheEnd(NETWORK, (synapse, time) => {
    asked.push({ synapse, time });
    return 0.5;
  });
  expect(asked.filter(({ synapse }) => synapse === 0).map(({ time }) => time)).toEqual(spikes[0]);
  expect(asked.filter(({ synapse }) => synapse === 2).map(({ time }) => time)).toEqual(spikes[2]);
  expect(asked.map(({ time }) => time)).toEqual(asked.map(({ time }) => time).sort((x, y) => x - y));
});

/** What a simulator does: steps of its own, cut at every event it is told of. */
function drive(
  coupling: NetworkCoupling,
  end: number,
  step: number,
  weight: (time: number) => number,
  see: (time: number) => void,
): void {
  let time = 0;
  for (coupling.onPoint(0, Float64Array.of(weight(0), weight(0), weight(0))); time < end;) {
    time = Math.min(time + step, coupling.nextEvent(time), end);
    see(time);
    coupling.onPoint(time, Float64Array.of(weight(time), weight(time), weight(time)));
  }
}

test('coupled to a simulator, spikes are those of the same weights without one, and a point falls on each', () => {
  const weight = (time: number): number => 0.4 + 0.4 * time;
  const run = new NetworkRun(NETWORK);
  const coupling = new NetworkCoupling(run, {
    pulse: 0.5e-3,
    supply: 1.8,
    weights: ['v(w)', 'v(w)', 'v(w)'],
    decoded: (volts) => volts,
  });
  const points = new Set<number>();
  drive(coupling, NETWORK.duration, 0.7e-3, weight, (time) => points.add(time));
  const alone = toTheEnd(NETWORK, (_, time) => weight(time));
  expect(run.spikes).toEqual(alone);
  for (const time of alone.flat()) expect(points.has(time)).toBe(true);
});

test('an event source has the waveform that open-loop experiments draw', () => {
  const run = new NetworkRun(NETWORK);
  const coupling = new NetworkCoupling(run, { pulse: 0.5e-3, supply: 1.8, weights: [], decoded: () => 0.5 });
  const seen: [number, number][] = [];
  drive(
    coupling,
    0.1,
    0.05e-3,
    () => 0.5,
    (time) => seen.push([time, coupling.source('v_n1', time)]),
  );
  const onsets = (run.spikes[1] ?? []).filter((time) => time < 0.1);
  const drawn = [...pulseWaveform(onsets, { low: 0, high: 1.8, width: 0.5e-3 }), [1, 0] as const];
  const expected = interpolate(
    drawn.map(([time]) => time),
    drawn.map(([, value]) => value),
    seen.map(([time]) => time),
  );
  expect(onsets.length).toBeGreaterThan(2);
  seen.forEach(([, value], index) => {
    expect(value).toBeCloseTo(expected[index] ?? NaN, 5);
  });
  for (const onset of onsets)
    for (const corner of [0, EVENT_EDGE, 0.5e-3, 0.5e-3 + EVENT_EDGE])
      expect(seen.some(([time]) => time === onset + corner)).toBe(true);
});

test('a simulator that steps over a spike is an error, not a shifted spike', () => {
  const coupling = new NetworkCoupling(new NetworkRun(NETWORK), {
    pulse: 0.5e-3,
    supply: 1.8,
    weights: [],
    decoded: () => 0.5,
  });
  expect(() => {
    for (let time = 0; time < 0.5; time += 1e-3) coupling.onPoint(time, Float64Array.of(0.5));
  }).toThrow(/instead of at the spike/);
  expect(() => coupling.source('v_other', 0)).toThrow(/no source/);
});

describe('pairing of spikes', () => {
  test('equal trains, a shifted one, a missing and an extra spike', () => {
    expect(pairSpikes([0.1, 0.2], [0.1, 0.2], 1e-4, 1)).toEqual({ unpaired: 0, largest: 0 });
    expect(pairSpikes([0.1, 0.20005], [0.1, 0.2], 1e-4, 1).unpaired).toBe(0);
    expect(pairSpikes([0.1, 0.2002], [0.1, 0.2], 1e-4, 1)).toEqual({
      unpaired: 2,
      largest: expect.closeTo(2e-4, 9) as number,
    });
    expect(pairSpikes([0.1], [0.1, 0.2], 1e-4, 1).unpaired).toBe(1);
    expect(pairSpikes([0.05, 0.1, 0.2], [0.1, 0.2], 1e-4, 1).unpaired).toBe(1);
    expect(pairSpikes([], [], 1e-4, 1)).toEqual({ unpaired: 0, largest: NaN });
  });

  test('at the very end a spike may lie beyond it on the other road', () => {
    expect(pairSpikes([0.1, 0.99995], [0.1], 1e-4, 1).unpaired).toBe(0);
    expect(pairSpikes([0.1, 0.9998], [0.1], 1e-4, 1).unpaired).toBe(1);
  });
});
