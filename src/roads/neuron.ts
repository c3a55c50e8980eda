import type { CompiledSpec } from '../compile.js';
import { SUPPLY_CURRENT, type Bench } from '../netlist/testbench.js';
import { firingOf, type Firing } from '../quantities/measuring/firing.js';
import type { Recording } from '../quantities/measuring/recording.js';
import { lifMembrane, lifRate, lifSpikes, MEMBRANE } from '../rule/neuron.js';
import type { LifNeuronModel } from '../rule/parameters.js';
import type { Experiment } from '../stimulus/experiment.js';
import { column, type Waveforms } from '../waveform/waveforms.js';

/*
 * The roads of a neuron: its circuit read by its spikes, and the stated neuron in closed form.
 */

/** The spikes in the waveforms of a neuron's circuit; nothing of another circuit. */
export function circuitFiring(
  { rule }: Pick<CompiledSpec, 'rule'>,
  { dut, conditions }: Bench,
  { states }: Recording,
  waveforms: Waveforms,
): { readonly firing?: Firing } {
  if (!rule.neuron || !dut.neuron) return {};
  const { spike } = dut.neuron;
  const membrane = states.get(MEMBRANE);
  const firing = firingOf({
    output: { x: waveforms.axis.values, y: column(waveforms, `v(${spike.net})`) },
    supplied: column(waveforms, SUPPLY_CURRENT).map((value) => -value),
    ...(membrane ? { membrane } : {}),
    edge: spike.edge,
    level: spike.level ?? conditions.supply / 2,
    supply: conditions.supply,
  });
  return { firing };
}

/** What the stated neuron does in an experiment, at the times of another recording (s). */
export function ruleFiring(neuron: LifNeuronModel, experiment: Experiment, time: Float64Array): Recording {
  const { current = 0, onset = 0, duration, search } = experiment;
  const spikes = lifSpikes(neuron, current, onset, duration);
  const membrane = lifMembrane(neuron, current, { from: onset, spikes, time });
  return {
    experiment,
    states: new Map([[MEMBRANE, { x: time, y: membrane }]]),
    firing: { times: spikes, rate: lifRate(neuron, current) },
    ...(search ? { threshold: { silent: neuron.threshold, firing: neuron.threshold } } : {}),
  };
}

/** The threshold is known when both currents of its bracket are this near, as a share. */
const RESOLUTION = 2e-3;
/** More runs than any bracket takes that a spec can ask for. */
const MOST_RUNS = 24;

/**
 * Looks for the current at which a circuit begins to fire: between one at which it is silent and one at which it fires,
 * halved (in logarithms) until they are near. A circuit that is silent everywhere, or fires everywhere, costs one run
 * or two.
 * @param run simulates the circuit under one current, A
 * @returns the last run in which it fired, or the first
 * @throws SimulationError of any of the runs
 */
export async function searchThreshold<Run extends { readonly recording: Recording }>(
  experiment: Experiment,
  run: (experiment: Experiment) => Promise<Run>,
): Promise<Run> {
  const { search = { from: NaN, to: NaN } } = experiment;
  const runs: Run[] = [];
  const fires = async (current: number): Promise<boolean> => {
    const done = await run({ ...experiment, current });
    runs.push(done);
    return (done.recording.firing?.times.length ?? 0) > 0;
  };
  let [silent, firing]: [number | undefined, number | undefined] = [undefined, undefined];
  if (!(await fires(search.to))) silent = search.to;
  else if (await fires(search.from)) firing = search.from;
  else {
    [silent, firing] = [search.from, search.to];
    while (firing / silent > 1 + RESOLUTION && runs.length < MOST_RUNS) {
      const middle = Math.sqrt(silent * firing);
      if (await fires(middle)) firing = middle;
      else silent = middle;
    }
  }
  const shown = runs.findLast(({ recording }) => (recording.firing?.times.length ?? 0) > 0) ?? runs[0]!;
  const recovered = runs.flatMap(({ recording }) => recording.recovered ?? []).at(0);
  const { cached, ...recording } = shown.recording;
  return {
    ...shown,
    recording: {
      ...recording,
      experiment,
      threshold: { ...(silent === undefined ? {} : { silent }), ...(firing === undefined ? {} : { firing }) },
      ...(recovered === undefined ? {} : { recovered }),
      ...(cached && runs.every((one) => one.recording.cached) ? { cached } : {}),
    },
  };
}
