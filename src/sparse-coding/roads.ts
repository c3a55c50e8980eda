import { ComposedDut } from '../netlist/composed-dut.js';
import { simulateModel } from '../behavioural/model.js';
import { calibrate } from '../calibrate/calibrate.js';
import type { ContentCache } from '../characterise/content-cache.js';
import { designContext } from '../characterise/characterise.js';
import { designComposition } from '../design/design.js';
import type { Simulator } from '../engine/simulator.js';
import { experimentCircuit, observedVectors, type Bench } from '../netlist/testbench.js';
import { loadProcess } from '../process/load.js';
import { EVENT_EDGE } from '../spec/limits.js';
import { thermalVoltage } from '../units/constants.js';
import { interpolate } from '../waveform/interpolate.js';
import { column } from '../waveform/waveforms.js';
import { competitiveLayer, stateNames, type LayerSettings } from './layer.js';
import { onset, presentationExperiment, type Presentations } from './presentations.js';
import { largest, type CompetitionRule, type Learning } from './rule.js';

/** Samples of every observed quantity, by state: A, V. */
export interface LayerRecording {
  readonly time: Float64Array;
  readonly observed: ReadonlyMap<string, Float64Array>;
}

/** A designed layer at nominal conditions, with how its weights are carried. */
export interface LayerBench {
  readonly settings: LayerSettings;
  readonly bench: Bench;
  /** Voltages of the weights 0 and 1. */
  readonly range: readonly [number, number];
  /** The rule this circuit is meant to follow. */
  readonly rule: CompetitionRule;
}

/** Longest time step, s: a takeover lasts milliseconds. */
const MAX_STEP = 0.25e-3;
/** Part of a presentation after which the sums stand. */
const SETTLED = 0.9;
/** When the winner teaches, in presentations after its begin. */
const TEACHING = 1.5;
const TIMEOUT = 480;

/** Sizes a layer for sky130 at tt, 27 C. @param shown duration of a presentation, s */
export async function layerBench(
  settings: LayerSettings,
  shown: number,
  simulator: Simulator,
  cache: ContentCache,
): Promise<LayerBench> {
  const process = loadProcess('sky130');
  const conditions = {
    process: process.name,
    corner: process.nominalCorner,
    temperature: 27,
    supply: process.supply.nominal,
  };
  const context = await designContext(process, conditions, simulator, cache);
  const design = designComposition(competitiveLayer(settings), context);
  // The pair of a bound has w = 0 and 1 two thermal voltages over kappa beside its middle (src/cells/soft-bound.ts).
  const half =
    (design.sized.get(`${stateNames.weight(0, 0)}_up`)?.predictions.find(({ property }) => property === 'range')
      ?.value ?? NaN) / 2;
  const range = [settings.bound - half, settings.bound + half] as const;
  const swing = 2 * half;
  const kappa = context.characterised('pair-n').kappa(settings.budget / settings.inputs);
  return {
    settings,
    bench: { dut: new ComposedDut(design, process), process, conditions, options: {} },
    range,
    rule: {
      amplitude: (settings.teaching * shown) / (settings.capacitance * swing),
      softness: thermalVoltage(conditions.temperature) / (kappa * swing),
    },
  };
}

/** The same layer with nothing to learn: the bound lies far below every weight, so that no current reaches them. */
export function withoutLearning(layer: LayerBench): LayerBench {
  const bounds = layer.bench.dut.references
    .filter(({ reference }) => reference === 'v_b')
    .map(({ net }): [string, number] => [net, 0.3]);
  return { ...layer, bench: { ...layer.bench, dut: layer.bench.dut.withReferences(new Map(bounds)) } };
}

/**
 * The transistor circuit of a series of presentations. @param initial weights by neuron and input, rule units. Throws
 * SimulationError.
 */
export async function runLayerCircuit(
  layer: LayerBench,
  initial: readonly (readonly number[])[],
  presentations: Presentations,
  simulator: Simulator,
): Promise<LayerRecording> {
  const { bench, settings } = layer;
  const experiment = presentationExperiment(presentations, settings.inputs);
  const vectors = observedVectors(bench.dut);
  const session = await simulator.open(
    experimentCircuit(bench, experiment, { pulse: presentations.shown }, presets(layer, initial)),
  );
  try {
    const analysis = { kind: 'tran', step: MAX_STEP, stop: experiment.duration, maxStep: MAX_STEP } as const;
    const result = await session.run(analysis, { save: [...vectors.values()], timeoutSeconds: TIMEOUT });
    return {
      time: result.axis.values,
      observed: new Map([...vectors].map(([state, vector]) => [state, column(result, vector)])),
    };
  } finally {
    await session.close();
  }
}

/**
 * The behavioural model of the same design: DC and AC sweeps of its cells, then ODEs. Throws SimulationError,
 * ModelError.
 */
export async function runLayerModel(
  layer: LayerBench,
  initial: readonly (readonly number[])[],
  presentations: Presentations,
  simulator: Simulator,
): Promise<LayerRecording> {
  const { bench, settings } = layer;
  const { events, outputs } = bench.dut;
  const calibration = await calibrate(bench, simulator);
  return simulateModel(calibration, presentationExperiment(presentations, settings.inputs), {
    pulse: presentations.shown,
    edge: EVENT_EDGE / 2,
    inputs: events,
    presets: presets(layer, initial),
    voltages: new Map(outputs.filter(({ kind }) => kind === 'voltage').map(({ state, net }) => [state, net])),
  });
}

/** What a recording says in rule units: who won each presentation, and the weights after it. */
export function learningOf(layer: LayerBench, recording: LayerRecording, presentations: Presentations): Learning {
  const { shown, pause, order } = presentations;
  const begins = order.map((_, index) => onset(index, presentations));
  const winners = begins.map((begin) => largest(teachingAt(layer, recording, begin + TEACHING * shown)));
  const weights = begins.map((begin) => weightsAt(layer, recording, begin + (3 * shown + pause) / 2));
  return { winners, weights };
}

/** Sums of the active shares, in parts of the budget, once they stand: [presentation][neuron]. */
export function responsesOf(
  { settings }: LayerBench,
  recording: LayerRecording,
  presentations: Presentations,
): number[][] {
  return presentations.order.map((_, index) =>
    Array.from(
      { length: settings.neurons },
      (__, neuron) =>
        sample(recording, stateNames.sum(neuron), onset(index, presentations) + SETTLED * presentations.shown) /
        settings.budget,
    ),
  );
}

/** Root mean square difference of all weights after all presentations, rule units: the range is 1. */
export function weightError(found: Learning, reference: Learning): number {
  const differences = found.weights.flatMap((rows, presentation) =>
    rows.flatMap((row, neuron) =>
      row.map((weight, input) => weight - (reference.weights[presentation]?.[neuron]?.[input] ?? NaN)),
    ),
  );
  return Math.hypot(...differences) / Math.sqrt(differences.length);
}

/** Parts of the teaching current by neuron at a time, s. */
export function teachingAt({ settings }: LayerBench, recording: LayerRecording, time: number): number[] {
  return Array.from(
    { length: settings.neurons },
    (_, neuron) => sample(recording, stateNames.winner(neuron), time) / settings.teaching,
  );
}

function weightsAt({ settings, range: [low, high] }: LayerBench, recording: LayerRecording, time: number): number[][] {
  return Array.from({ length: settings.neurons }, (_, neuron) =>
    Array.from(
      { length: settings.inputs },
      (__, input) => (sample(recording, stateNames.weight(input, neuron), time) - low) / (high - low),
    ),
  );
}

function sample({ time, observed }: LayerRecording, state: string, at: number): number {
  return interpolate(time, observed.get(state) ?? new Float64Array(time.length).fill(NaN), [at])[0] ?? NaN;
}

function presets({ range: [low, high] }: LayerBench, initial: readonly (readonly number[])[]): Map<string, number> {
  return new Map(
    initial.flatMap((row, neuron) =>
      row.map((weight, input): [string, number] => [stateNames.weight(input, neuron), low + weight * (high - low)]),
    ),
  );
}
