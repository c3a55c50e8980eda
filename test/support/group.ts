import { ComposedDut } from '../../src/netlist/composed-dut.js';
import { simulateModel, type ModelTrajectory } from '../../src/behavioural/model.js';
import { calibrate } from '../../src/calibrate/calibrate.js';
import { fileCache } from '../../src/node/store/cache.js';
import { designContext } from '../../src/characterise/characterise.js';
import type { Composition } from '../../src/compose/composition.js';
import type { EventInput } from '../../src/compose/events.js';
import { designComposition } from '../../src/design/design.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { experimentCircuit, observedVectors, type Bench } from '../../src/netlist/testbench.js';
import { loadProcess } from '../../src/process/load.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { interpolate } from '../../src/waveform/interpolate.js';
import { column } from '../../src/waveform/waveforms.js';

/** Groups of cells composed by hand, on two roads: the circuit and the behavioural model of its calibration. */

export interface GroupSettings {
  /** Duration of an event, s. */
  readonly pulse: number;
  /** Start voltages of preset nodes. */
  readonly presets?: ReadonlyMap<string, number>;
  /** Reference currents by DUT port, A, where they are not the designed ones. */
  readonly references?: ReadonlyMap<string, number>;
  readonly maxStep: number;
  readonly corner?: string;
  readonly temperature?: number;
}

/** Samples of every observed quantity, by state. */
export interface Recording {
  readonly time: Float64Array;
  readonly observed: ReadonlyMap<string, Float64Array>;
}

/** Event inputs called like their events. */
export function inputsOf(...names: readonly string[]): EventInput[] {
  return names.map((name) => ({ net: name, event: name, late: false }));
}

/** Sizes a composition at the nominal supply. */
export async function groupBench(
  composition: Composition,
  simulator: Simulator,
  settings: GroupSettings,
): Promise<Bench> {
  const process = loadProcess('sky130');
  const conditions = {
    process: process.name,
    corner: settings.corner ?? 'tt',
    temperature: settings.temperature ?? 27,
    supply: process.supply.nominal,
  };
  const design = designComposition(composition, await designContext(process, conditions, simulator, fileCache()));
  const dut = new ComposedDut(design, process).withReferences(settings.references ?? new Map());
  return { dut, process, conditions, options: {} };
}

/** The transistor circuit of one experiment. */
export async function runGroup(
  bench: Bench,
  simulator: Simulator,
  experiment: Experiment,
  settings: GroupSettings,
): Promise<Recording> {
  const vectors = observedVectors(bench.dut);
  const session = await simulator.open(
    experimentCircuit(bench, experiment, { pulse: settings.pulse }, settings.presets ?? new Map()),
  );
  try {
    const analysis = {
      kind: 'tran',
      step: settings.maxStep,
      stop: experiment.duration,
      maxStep: settings.maxStep,
    } as const;
    const result = await session.run(analysis, { save: [...vectors.values()], timeoutSeconds: 240 });
    return {
      time: result.axis.values,
      observed: new Map([...vectors].map(([state, vector]) => [state, column(result, vector)])),
    };
  } finally {
    await session.close();
  }
}

/** The behavioural model of the same design; voltages are observed on the nets of the composition's voltage outputs. */
export async function modelGroup(
  bench: Bench,
  simulator: Simulator,
  experiment: Experiment,
  settings: GroupSettings,
): Promise<ModelTrajectory> {
  const voltages = new Map(
    bench.dut.outputs.filter(({ kind }) => kind === 'voltage').map(({ state, net }) => [state, net]),
  );
  const calibration = await calibrate(bench, simulator);
  return simulateModel(calibration, experiment, {
    pulse: settings.pulse,
    edge: EVENT_EDGE / 2,
    inputs: bench.dut.events,
    presets: settings.presets ?? new Map(),
    voltages,
  });
}

/** One observed quantity at one time. */
export function at(recording: Recording, state: string, time: number): number {
  return interpolate(recording.time, samples(recording, state), [time])[0] ?? NaN;
}

/** Time average of an observed quantity. */
export function mean(recording: Recording, state: string, from: number, to: number): number {
  const values = samples(recording, state);
  let sum = 0;
  let span = 0;
  for (let index = 1; index < values.length; index += 1) {
    const left = recording.time[index - 1] ?? NaN;
    const right = recording.time[index] ?? NaN;
    if (left < from || right > to) continue;
    sum += ((right - left) * ((values[index - 1] ?? NaN) + (values[index] ?? NaN))) / 2;
    span += right - left;
  }
  return sum / span;
}

/** The samples of a state; an error where it is not observed. */
export function samples(recording: Recording, state: string): Float64Array {
  const values = recording.observed.get(state);
  if (!values) throw new Error(`${state} is not observed`);
  return values;
}
