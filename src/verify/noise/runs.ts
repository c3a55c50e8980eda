import { designOf } from '../../netlist/dut.js';
import { simulateModel, type InjectedCurrents } from '../../behavioural/model.js';
import type { Calibration } from '../../calibrate/calibration.js';
import { noiseTransfers, type NoiseTransfers } from '../../calibrate/noise-transfer.js';
import { stateNodes } from '../../calibrate/state-nodes.js';
import type { CompiledSpec, Toolchain } from '../../compile.js';
import { hierarchicalNet } from '../../compose/hierarchy.js';
import { channelsOf, noiseSources, type ChannelEnds } from '../../netlist/noise-sources.js';
import type { Bench } from '../../netlist/testbench.js';
import {
  drawTransistorNoise,
  shotNoiseDensity,
  type NoiseCoefficients,
  type QuietTransistor,
} from '../../nonideality/transistor-noise.js';
import { handlesOf } from '../../process/process.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { column, type Waveforms } from '../../waveform/waveforms.js';
import { intervalAt, means, noiseGridOf, situationsOf, voltagesOn } from './intervals.js';
import { arrivals, activeIntervals, pathsAlong, type NoisePath } from './transfer-paths.js';
import { recordingOf, type Recording } from '../../quantities/measuring/recording.js';
import { circuitJob, modelSettings, recordingFrom } from '../../roads/roads.js';

/**
 * One experiment prepared for runs with noise: what every transistor does without it, and how its noise reaches the
 * model.
 */
export interface NoiseExperiment {
  readonly experiment: Experiment;
  readonly grid: Float64Array;
  readonly transistors: readonly QuietTransistor[];
  /** The circuit with sources that are silent: the same time points, so that a difference is noise. */
  readonly quiet: Recording;
  /**
   * How noise arrives in the model, its states where the model without noise has them; none where the model is not
   * asked.
   */
  readonly modelPaths: readonly NoisePath[];
}

/** What all experiments of one circuit share. */
export interface NoiseRig {
  readonly compiled: CompiledSpec;
  readonly bench: Bench;
  readonly channels: ReadonlyMap<string, ChannelEnds>;
  /** Where noise goes; what goes nowhere (an inverter's) is left out of the netlist. */
  readonly transfers: NoiseTransfers;
  /** Only where the model is to answer too. */
  readonly calibration?: Calibration;
}

/** @param calibration of the same bench, where the model is to answer the same draws. @throws SimulationError */
export async function noiseRig(
  compiled: CompiledSpec,
  bench: Bench,
  { simulator, signal }: Toolchain,
  calibration?: Calibration,
): Promise<NoiseRig> {
  const channels = channelsOf(designOf(bench.dut), bench.process, bench.dut.varied().transistors);
  return {
    compiled,
    bench,
    channels,
    transfers: await noiseTransfers(bench, channels, simulator, signal),
    ...(calibration ? { calibration } : {}),
  };
}

/** Simulates an experiment without noise and reads every transistor's current. @throws SimulationError */
export async function prepareNoise(rig: NoiseRig, experiment: Experiment, tools: Toolchain): Promise<NoiseExperiment> {
  const { compiled, bench } = rig;
  const placed = bench.dut.varied().transistors.filter(({ path }) => (rig.transfers.get(path)?.length ?? 0) > 0);
  const nodes = nodeVectors(bench);
  const { circuit, analysis, vectors } = circuitJob(compiled, bench, experiment);
  if (analysis.kind !== 'tran') throw new Error('an experiment is a transient');
  const handles = placed.map(handlesOf).flatMap(({ current, drainSource }) => [current, drainSource]);
  const session = await tools.simulator.open(circuit);
  try {
    const waveforms = await session.run(analysis, {
      save: [...vectors, ...nodes.values(), ...handles],
      timeoutSeconds: compiled.spec.simulation.timeout,
      ...(tools.signal ? { signal: tools.signal } : {}),
    });
    const grid = noiseGridOf(compiled, experiment);
    const situations = situationsOf(compiled, experiment, grid);
    // Which noise is worth injecting is asked where the circuit is, how it arrives in the model where the model is.
    const circuitVoltages = voltagesOn(
      grid,
      waveforms.axis.values,
      new Map([...nodes].map(([node, vector]) => [node, column(waveforms, vector)])),
    );
    const activeWhen = activeIntervals(pathsAlong(rig.transfers, situations, circuitVoltages), grid, situations);
    const transistors = placed.map((transistor) =>
      quietTransistor(transistor, waveforms, grid, activeWhen.get(transistor.path), bench.conditions.temperature),
    );
    const quiet = await runNoisyCircuit(rig, { experiment, grid }, silent({ transistors, grid }), tools);
    const modelPaths = rig.calibration
      ? pathsAlong(rig.transfers, situations, modelVoltages(compiled, rig.calibration, experiment, grid))
      : [];
    return { experiment, grid, transistors, quiet, modelPaths };
  } finally {
    await session.close();
  }
}

/** What a transistor carries without noise, in the intervals in which its noise gets anywhere. */
function quietTransistor(
  transistor: QuietTransistor['transistor'],
  waveforms: Waveforms,
  grid: Float64Array,
  active: readonly boolean[] | undefined,
  temperature: number,
): QuietTransistor {
  const { current, drainSource } = handlesOf(transistor);
  const [amperes, volts] = [column(waveforms, current), column(waveforms, drainSource)];
  const heard = (values: Float64Array): Float64Array =>
    means(waveforms, values, grid).map((value, index) => (active?.[index] === true ? value : 0));
  return {
    transistor,
    current: heard(amperes),
    density: heard(amperes.map((value, index) => shotNoiseDensity(value, volts[index] ?? NaN, temperature))),
  };
}

function nodeVectors({ dut }: Bench): ReadonlyMap<string, string> {
  const { composition } = designOf(dut);
  return new Map(
    stateNodes(composition).map(({ id, owner, storage }) => [
      id,
      `v(${hierarchicalNet(composition, owner, storage.net)})`,
    ]),
  );
}

function modelVoltages(
  compiled: CompiledSpec,
  calibration: Calibration,
  experiment: Experiment,
  grid: Float64Array,
): (node: string, interval: number) => number {
  const { time, voltages } = simulateModel(calibration, experiment, modelSettings(compiled));
  return voltagesOn(grid, time, voltages);
}

/** Sources that add nothing, for the same time points as a run with noise. */
export function silent({
  transistors,
  grid,
}: Pick<NoiseExperiment, 'transistors' | 'grid'>): ReadonlyMap<string, Float64Array> {
  return new Map(transistors.map(({ transistor: { path } }) => [path, new Float64Array(grid.length - 1)]));
}

/** Draws the noise of every transistor of one run. A by path of the transistor. */
export function drawNoise(
  { transistors, grid }: NoiseExperiment,
  coefficients: NoiseCoefficients,
  seed: number,
  run: number,
): ReadonlyMap<string, Float64Array> {
  return new Map(
    transistors.map((quiet) => [quiet.transistor.path, drawTransistorNoise(quiet, grid, coefficients, seed, run)]),
  );
}

/** The circuit with these currents beside its channels. @throws SimulationError */
export async function runNoisyCircuit(
  { compiled, bench, channels }: NoiseRig,
  { experiment, grid }: Pick<NoiseExperiment, 'experiment' | 'grid'>,
  noise: ReadonlyMap<string, Float64Array>,
  { simulator, signal }: Toolchain,
): Promise<Recording> {
  const { circuit, analysis, vectors } = circuitJob(compiled, bench, experiment);
  const text = [circuit.text, ...noiseSources(designOf(bench.dut), channels, grid, noise), ''].join('\n');
  const session = await simulator.open({ title: `${circuit.title} with noise`, text });
  try {
    const waveforms = await session.run(analysis, {
      save: vectors,
      timeoutSeconds: compiled.spec.simulation.timeout,
      ...(signal ? { signal } : {}),
    });
    return recordingFrom(compiled, bench, experiment, waveforms);
  } finally {
    await session.close();
  }
}

/**
 * The behavioural model with the same draws, each behind its measured path to a state or an output. @throws ModelError
 */
export function runNoisyModel(
  { compiled, calibration }: NoiseRig,
  { experiment, grid, modelPaths }: NoiseExperiment,
  noise: ReadonlyMap<string, Float64Array>,
): Recording {
  if (!calibration) throw new Error('the model was not asked for');
  const arrived = arrivals(modelPaths, noise, grid);
  const injected: InjectedCurrents = { grid, currents: arrived.nodes };
  const { time, observed } = simulateModel(calibration, experiment, { ...modelSettings(compiled), injected });
  const noisy = new Map(
    [...observed].map(([state, values]) => {
      const added = arrived.outputs.get(state);
      return [
        state,
        added ? values.map((value, index) => value + (added[intervalAt(grid, time[index] ?? NaN)] ?? 0)) : values,
      ] as const;
    }),
  );
  return recordingOf(experiment, time, noisy, compiled.encoding);
}
