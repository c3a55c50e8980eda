import type { Measurement } from '../../compare/measurement.js';
import type { NetworkRecording } from '../synapse.js';
import type { NetworkEvidence, NetworkQuantity } from './quantity.js';

/** What neurons say to each other: every spike must have its partner. */
export const spikes: NetworkQuantity<'spikes'> = {
  name: 'spikes',
  title: 'spikes without a partner on the other road',
  unit: 's',
  description:
    'Spikes of every neuron that a synapse drives, paired with those of the reference within the time `within`; the ' +
    'share that stays alone has to be zero. The value is the largest time between the spikes of a pair.',
  metric: 'unpaired',
  limit: () => 0,
  compare: compareSpikes,
};

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

/**
 * Neurons that no synapse drives are the same on every road and prove nothing, so they do not count.
 */
function compareSpikes({ check: { within }, network, circuit, reference }: NetworkEvidence<'spikes'>): Measurement {
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
