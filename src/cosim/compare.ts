import type { JudgedCheck, Over } from '../compare/verdict.js';
import { deviation, type Deviation } from '../compare/nrmse.js';
import type { NetworkCheck, NetworkSpec } from '../spec/network.js';
import type { NetworkRecording } from './synapse.js';

/** A weight that stands still for this long is held, s: pulses are shorter. */
const SHORTEST_HOLD = 1e-3;

/** How the spikes of one neuron on two roads belong together. */
export interface Pairing {
  /** Spikes of either road without a partner within the tolerance. */
  readonly unpaired: number;
  /**
   * Largest time between the spikes of a pair, s; NaN without pairs. With equal counts the n-th spikes are pairs,
   * whatever lies between.
   */
  readonly largest: number;
}

/**
 * Pairs ascending spike times that lie `within` seconds of each other. A spike this close to the end may fall beyond it
 * on the other road.
 */
export function pairSpikes(
  found: readonly number[],
  reference: readonly number[],
  within: number,
  end: number,
): Pairing {
  const pairs: number[] = [];
  let [i, j, unpaired] = [0, 0, 0];
  const lonely = (time: number): number => (time > end - within ? 0 : 1);
  while (i < found.length || j < reference.length) {
    const [a, b] = [found[i] ?? Infinity, reference[j] ?? Infinity];
    if (Math.abs(a - b) <= within) {
      pairs.push(Math.abs(a - b));
      i += 1;
      j += 1;
    } else if (a < b) {
      unpaired += lonely(a);
      i += 1;
    } else {
      unpaired += lonely(b);
      j += 1;
    }
  }
  const differences =
    found.length === reference.length ? found.map((time, index) => Math.abs(time - (reference[index] ?? NaN))) : pairs;
  return { unpaired, largest: differences.length === 0 ? NaN : Math.max(...differences) };
}

export interface NetworkMeasurement {
  /** The metric; absent when nothing could be measured. */
  readonly measured?: number;
  readonly value?: number;
  readonly unit?: string;
  readonly over?: Over;
  readonly reason?: string;
}

/** A network's check in the form in which verdicts carry checks. Every spike must have its partner. */
export function judgedCheck(check: NetworkCheck): JudgedCheck {
  const line = check.line === undefined ? {} : { line: check.line };
  return check.quantity === 'spikes'
    ? { quantity: 'spikes', against: check.against, metric: 'unpaired', max: 0, ...line }
    : { quantity: 'w', against: check.against, metric: 'nrmse', max: check.max, ...line };
}

/**
 * Measures one check. Neurons that no synapse drives are the same on every road and prove nothing, so they do not
 * count.
 */
export function measureNetwork(
  check: NetworkCheck,
  network: NetworkSpec,
  circuit: NetworkRecording,
  reference: NetworkRecording,
): NetworkMeasurement {
  return check.quantity === 'spikes'
    ? measureSpikes(check.within, network, circuit, reference)
    : measureWeights(network, circuit, reference);
}

function measureSpikes(
  within: number,
  network: NetworkSpec,
  circuit: NetworkRecording,
  reference: NetworkRecording,
): NetworkMeasurement {
  const driven = Object.keys(network.neurons).flatMap((name, index) =>
    network.synapses.some(({ to }) => to === name) ? [index] : [],
  );
  const count = ({ spikes }: NetworkRecording): number =>
    driven.reduce((sum, index) => sum + (spikes[index]?.length ?? 0), 0);
  if (count(circuit) + count(reference) === 0)
    return { reason: 'no neuron that a synapse drives has spiked; give them more input' };
  const pairings = driven.map((index) =>
    pairSpikes(circuit.spikes[index] ?? [], reference.spikes[index] ?? [], within, network.duration),
  );
  const unpaired = pairings.reduce((sum, pairing) => sum + pairing.unpaired, 0);
  const differences = pairings.map(({ largest }) => largest).filter((value) => !Number.isNaN(value));
  const value = differences.length === 0 ? {} : { value: Math.max(...differences), unit: 's' };
  const reason =
    unpaired === 0
      ? {}
      : {
          reason:
            `${unpaired} of ${count(circuit) + count(reference)} spikes have no partner within ` + `${within * 1e3} ms`,
        };
  return { measured: unpaired / (count(circuit) + count(reference)), ...value, ...reason };
}

function measureWeights(
  network: NetworkSpec,
  circuit: NetworkRecording,
  reference: NetworkRecording,
): NetworkMeasurement {
  const errors = network.synapses.map((_, index) => weightDeviation(circuit, reference, index));
  const flat = errors.findIndex(({ measured }) => !Number.isFinite(measured));
  const [worst] = [...errors].sort((a, b) => b.measured - a.measured);
  if (flat < 0 && worst)
    return { measured: worst.measured, over: { counted: worst.counted, of: worst.of, unit: 's' } };
  const { from, to } = network.synapses[flat] ?? { from: '', to: '' };
  return { reason: `the weight from ${from} to ${to} never moves, so there is nothing to compare it with` };
}

/** NRMSE of one weight over the span of the reference; NaN when that is flat. */
export function weightError(found: NetworkRecording, reference: NetworkRecording, synapse: number): number {
  return weightDeviation(found, reference, synapse).measured;
}

/** A weight between events is held: a network that has fallen silent proves no more than its last change. */
function weightDeviation(found: NetworkRecording, reference: NetworkRecording, synapse: number): Deviation {
  const [test, expected] = [found.weights[synapse], reference.weights[synapse]];
  return test && expected ? deviation(expected, test, { holds: SHORTEST_HOLD }) : { measured: NaN, counted: 0, of: 0 };
}
