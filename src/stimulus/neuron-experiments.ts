import { lifPeriod } from '../rule/neuron.js';
import type { LifNeuronModel } from '../rule/parameters.js';
import { LONGEST_DURATION } from '../spec/limits.js';
import type { Spec } from '../spec/types.js';
import { formatQuantity } from '../units/format.js';
import type { Experiment } from './experiment.js';
import { decimal } from './trains.js';

/*
 * The experiments of a neuron: a constant current at each point of its f-I curve, the search for the current at which
 * it begins to fire, and no current at all. Every one of them ends at a time that the stated neuron sets, so that a
 * circuit that never fires costs no more than one that does.
 */

/** Rest before a current begins, in time constants. */
const LEAD = 0.1;

/** How long it is watched where it should stay silent, in time constants: 5e-5 above the threshold it has fired. */
const SILENCE = 10;

/** Spikes that the stated neuron fires in one experiment: a slower circuit still shows an interval at a third of it. */
const SPIKES = 9;

/** The threshold is looked for between this part of the stated one and this multiple of it. */
const SEARCH = 8;

export function neuronExperiments(neuron: LifNeuronModel, { stimulus, dut }: Spec): Experiment[] {
  const onset = decimal(dut?.rest ?? LEAD * neuron.tau);
  const silent = decimal(onset + SILENCE * neuron.tau + 2 * neuron.refractory);
  const plain = { events: { pre: [], post: [] }, onset };
  const at = (current: number): Experiment => {
    const period = lifPeriod(neuron, current);
    const duration = Number.isFinite(period) ? decimal(onset + SPIKES * period) : silent;
    return {
      ...plain,
      name: 'currents',
      label: `current ${formatQuantity(current, 'A', 6)}`,
      current,
      duration: Math.min(duration, LONGEST_DURATION),
    };
  };
  return [
    ...(stimulus.currents ?? []).map(at),
    {
      ...plain,
      name: 'threshold',
      label: 'threshold current',
      search: { from: neuron.threshold / SEARCH, to: neuron.threshold * SEARCH },
      duration: silent,
    },
    { ...plain, name: 'rest', label: 'rest', duration: silent },
  ];
}
