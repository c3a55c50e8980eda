import type { SpikeShape } from './measuring/firing.js';
import { isNeuron, ofCurve, shapesOf, unlessSilent } from './measuring/neuron.js';
import type { Reading } from './measuring/scalar.js';
import type { Recordings } from './measuring/recording.js';
import { MEMBRANE } from '../rule/neuron.js';
import type { Quantity } from './quantity.js';

/** How long a spike stands. */
export const spikeWidth = ofCurve({
  name: 'spike_width',
  spellings: ['spike-width'],
  title: 'width of a spike',
  unit: 's',
  description:
    'How long the output is beyond its level, of the last whole spike under the middle of the currents at which the ' +
    'circuit fires; against `rule.spike.width`.',
  prescribed: (_spec, rule) => rule.neuron?.spike?.width,
  measure: (recordings) => typical(recordings, ({ width }) => width),
});

/** How far a spike reaches. */
export const spikeAmplitude = ofCurve({
  name: 'spike_amplitude',
  spellings: ['spike-amplitude'],
  title: 'amplitude of a spike',
  unit: 'V',
  description:
    'The distance of the peak of the same spike from the output before the current; against `rule.spike.amplitude`.',
  prescribed: (_spec, rule) => rule.neuron?.spike?.amplitude,
  measure: (recordings) => typical(recordings, ({ amplitude }) => amplitude),
});

/** What a spike costs. */
export const energyPerSpike: Quantity = {
  ...ofCurve({
    name: 'energy_per_spike',
    spellings: ['energy-per-spike'],
    title: 'energy of a spike',
    unit: 'J',
    description:
      'The energy from the supply while the circuit fires, above what it takes at rest, by spike; the current under ' +
      'which one costs most counts. The input current is not of the supply. `rule.spike.energy` is the most that it ' +
      'may be: the error is by how much it is more, and less is none.',
    prescribed: (_spec, rule) => rule.neuron?.spike?.energy,
    measure: (recordings) => ({ value: Math.max(...shapesOf(recordings).map(({ energy }) => energy)) }),
  }),
  compare: (evidence) =>
    unlessSilent(evidence, () => {
      const reference = evidence.rule.neuron?.spike?.energy ?? NaN;
      const value = Math.max(...shapesOf(evidence.circuit).map(({ energy }) => energy));
      if (!Number.isFinite(value) || !Number.isFinite(reference))
        return { unit: 'J', reason: 'the circuit shows no two spikes at any current' };
      return { measured: Math.max(0, value / reference - 1), value, reference, unit: 'J' };
    }),
};

/** Where the membrane is after a spike. */
export const reset: Quantity = {
  name: 'reset',
  spellings: [],
  title: 'reset of the membrane',
  unit: '1',
  description:
    'The lowest value of the membrane between two spikes, where 0 is rest and 1 the threshold as `dut.nodes` says of ' +
    `the net that carries \`${MEMBRANE}\`; the current under which it is furthest from \`rule.reset\` counts.`,
  metric: 'difference',
  stimuli: ['currents'],
  sees: () => [MEMBRANE],
  sampled: true,
  reads: 'recordings',
  fits: isNeuron,
  compare: (evidence) =>
    unlessSilent(evidence, () => {
      const reference = evidence.rule.neuron?.reset ?? NaN;
      const found = shapesOf(evidence.circuit).flatMap(({ reset: value }) =>
        value === undefined ? [] : [{ value, measured: Math.abs(value - reference) }],
      );
      const [worst] = found.sort((a, b) => b.measured - a.measured);
      return worst ? { ...worst, reference, unit: '1' } : { reason: 'the membrane was not seen between two spikes' };
    }),
};

function typical(recordings: Recordings, part: (shape: SpikeShape) => number): Reading {
  const shapes = shapesOf(recordings);
  const middle = shapes[Math.floor(shapes.length / 2)];
  return middle ? { value: part(middle) } : { reason: 'the circuit shows no whole spike at any current' };
}
