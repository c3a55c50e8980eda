import { ComposedDut } from '../../src/netlist/composed-dut.js';
import { simulateModel } from '../../src/behavioural/model.js';
import { calibrate } from '../../src/calibrate/calibrate.js';
import type { DesignContext } from '../../src/cells/cell.js';
import { fileCache } from '../../src/node/store/cache.js';
import { designContext } from '../../src/characterise/characterise.js';
import type { Sampled } from '../../src/compare/sampled.js';
import type { EventInput } from '../../src/compose/events.js';
import type { Composition } from '../../src/compose/composition.js';
import { designComposition, type Design } from '../../src/design/design.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { experimentCircuit, observedVectors, type Bench } from '../../src/netlist/testbench.js';
import { loadProcess } from '../../src/process/load.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { column } from '../../src/waveform/waveforms.js';

/** Cells put together by hand, without a rule: what a test of a cell needs around it. */

export const PULSE = 0.5e-3;

/** Event inputs that switch as soon as their event arrives, each its own net. */
export function eventInputs(...events: string[]): EventInput[] {
  return events.map((event) => ({ net: event, event, late: false }));
}

/** sky130 at a corner and a temperature in degrees Celsius. */
export function sky130(simulator: Simulator, corner = 'tt', temperature = 27): Promise<DesignContext> {
  const process = loadProcess('sky130');
  return designContext(
    process,
    { process: process.name, corner, temperature, supply: process.supply.nominal },
    simulator,
    fileCache(),
  );
}

/** A composition designed for `context`. */
export function benchOf(
  composition: Composition,
  context: DesignContext,
  design: Design = designComposition(composition, context),
): Bench {
  const { process, corner, temperature, supply } = context;
  return {
    dut: new ComposedDut(design, process),
    process,
    conditions: { process: process.name, corner, temperature, supply },
    options: {},
  };
}

/** Events at the given times, s. */
export function spikes(duration: number, pre: readonly number[], post: readonly number[] = []): Experiment {
  return { name: 'spikes', label: 'spikes', events: { pre, post }, duration };
}

/** The transistor circuit: every observed state, SI. @param presets start voltages, by net */
export async function runCircuit(
  bench: Bench,
  experiment: Experiment,
  simulator: Simulator,
  presets: ReadonlyMap<string, number> = new Map(),
  step = experiment.duration / 1000,
): Promise<ReadonlyMap<string, Sampled>> {
  const vectors = observedVectors(bench.dut);
  const session = await simulator.open(experimentCircuit(bench, experiment, { pulse: PULSE }, presets));
  try {
    const result = await session.run(
      { kind: 'tran', step, stop: experiment.duration, maxStep: step },
      { save: [...vectors.values()], timeoutSeconds: 300 },
    );
    return new Map(
      [...vectors].map(([state, vector]) => [state, { x: result.axis.values, y: column(result, vector) }]),
    );
  } finally {
    await session.close();
  }
}

/** The behavioural model of the same circuit, calibrated by DC and AC sweeps. */
export async function runModel(
  bench: Bench,
  experiment: Experiment,
  simulator: Simulator,
  presets: ReadonlyMap<string, number> = new Map(),
): Promise<ReadonlyMap<string, Sampled>> {
  const calibration = await calibrate(bench, simulator);
  const { outputs } = bench.dut;
  const voltages = new Map(outputs.filter(({ kind }) => kind === 'voltage').map(({ state, net }) => [state, net]));
  const { time, observed } = simulateModel(calibration, experiment, {
    pulse: PULSE,
    edge: EVENT_EDGE / 2,
    inputs: bench.dut.events,
    presets,
    voltages,
  });
  return new Map([...observed].map(([state, y]) => [state, { x: time, y }]));
}
