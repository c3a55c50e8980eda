import type { Measurement } from '../../compare/measurement.js';
import { deviation, type Deviation } from '../../compare/nrmse.js';
import type { NetworkRecording } from '../synapse.js';
import type { NetworkEvidence, NetworkQuantity } from './quantity.js';

/** A weight that stands still for this long is held, s: pulses are shorter. */
const SHORTEST_HOLD = 1e-3;

/** What synapses have learned. */
export const weights: NetworkQuantity<'w'> = {
  name: 'w',
  title: 'weights over time',
  unit: '1',
  description: 'The curve of every weight, over the span of the reference; the synapse that is furthest off counts.',
  metric: 'nrmse',
  limit: ({ max }) => max,
  compare: compareWeights,
};

function compareWeights({ network, circuit, reference }: NetworkEvidence<'w'>): Measurement {
  const errors = network.synapses.map((_, index) => weightDeviation(circuit, reference, index));
  const flat = errors.findIndex(({ measured }) => !Number.isFinite(measured));
  const [worst] = [...errors].sort((a, b) => b.measured - a.measured);
  if (flat < 0 && worst) return { measured: worst.measured, over: { counted: worst.counted, of: worst.of, unit: 's' } };
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
