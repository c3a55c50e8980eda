import { simulateModel, type ModelSettings } from '../behavioural/model.js';
import type { Calibration } from '../calibrate/calibration.js';
import type { CompiledSpec, Toolchain } from '../compile.js';
import { drawnOptions } from '../netlist/drawn/options.js';
import { observedVectors, experimentCircuit, savedVectors, type Bench } from '../netlist/testbench.js';
import { edgeOf } from '../spec/limits.js';
import type { RuleSpec } from '../rule/parameters.js';
import { expandRule } from '../rule/presets.js';
import { simulateRule } from '../rule/simulate.js';
import { ticked } from '../rule/ticked.js';
import { traceStates, weightState, weightStates, type Rule, type TraceState } from '../rule/rule.js';
import type { Experiment } from '../stimulus/experiment.js';
import { alterText } from '../deck/alter.js';
import type { Alteration, Analysis, Circuit } from '../engine/simulator.js';
import { SimulationError } from '../engine/errors.js';
import { formatQuantity } from '../units/format.js';
import { column, type Waveforms } from '../waveform/waveforms.js';
import { climb, recover } from './ladder.js';
import { circuitFiring, ruleFiring, searchThreshold } from './neuron.js';
import { recordingOf, type Recording } from '../quantities/measuring/recording.js';

/** The three roads to the same quantities. They share the spec and the encoding, nothing else. */

/** One simulated experiment, kept so that a run directory can be written from it. */
export interface CircuitRun {
  readonly circuit: Circuit;
  readonly analysis: Analysis;
  readonly vectors: readonly string[];
  readonly waveforms: Waveforms;
  readonly recording: Recording;
}

/**
 * Points per smallest time constant and per experiment: eight times as many, with reltol 3e-5, move no check of the
 * examples by more than a tenth of its limit, but those of a closed loop (docs/notebook/cosim.md). It takes the damped
 * trapezoidal rule (src/netlist/options.ts): an undamped one rings through the late tail of a trace, and with 50 points
 * tau of the 1 s trace against its model was 8 % off at sf.
 */
const STEPS_PER_TAU = 50;
const STEPS_PER_EXPERIMENT = 400;

/** What one experiment asks of a simulator: everything a deck needs. */
export function circuitJob(
  compiled: CompiledSpec,
  bench: Bench,
  experiment: Experiment,
  cards?: string,
): Pick<CircuitRun, 'circuit' | 'analysis' | 'vectors'> {
  const circuit = experimentCircuit(bench, experiment, compiled.spec.circuit, presets(compiled, experiment), cards);
  const maxStep = transientStep(experiment.duration, traceStates(compiled.rule)) / (bench.refine ?? 1);
  const analysis: Analysis = { kind: 'tran', step: maxStep, stop: experiment.duration, maxStep };
  return { circuit, analysis, vectors: savedVectors(bench.dut) };
}

/** Simulator options of a circuit beside the common ones, those of the spec last. */
export function benchOptions({ spec, rule }: Pick<CompiledSpec, 'spec' | 'rule'>): Bench['options'] {
  return { ...(spec.dut ? drawnOptions(spec, rule) : {}), ...spec.simulation.options };
}

/** Longest time step, s, at which traces of these time constants are exact enough over a duration, s. */
export function transientStep(duration: number, traces: readonly TraceState[]): number {
  return Math.min(duration / STEPS_PER_EXPERIMENT, Math.min(...traces.map(({ tau }) => tau)) / STEPS_PER_TAU);
}

/**
 * Simulates the transistor circuit, with some instance parameters changed if wanted; where that does not converge, on
 * the ladder (src/roads/ladder.ts). Throws SimulationError. The circuit of the result holds the changes as text, for a
 * run directory.
 */
export async function runCircuit(
  compiled: CompiledSpec,
  bench: Bench,
  experiment: Experiment,
  tools: Toolchain,
  changes: readonly Alteration[] = [],
): Promise<CircuitRun> {
  if (experiment.search)
    return searchThreshold({ ...experiment }, (one) => runCircuit(compiled, bench, withoutSearch(one), tools, changes));
  const { result, recovered } = await climb(bench, (own) => runOnce(compiled, own, experiment, tools, changes));
  return recovered === undefined ? result : marked(result, recovered);
}

function withoutSearch(experiment: Experiment): Experiment {
  const rest = { ...experiment };
  delete (rest as { search?: Experiment['search'] }).search;
  return rest;
}

/** The same after a first attempt that failed with `error`. */
export async function recoverCircuit(
  compiled: CompiledSpec,
  bench: Bench,
  experiment: Experiment,
  tools: Toolchain,
  changes: readonly Alteration[],
  error: unknown,
): Promise<CircuitRun> {
  const { result, recovered } = await recover(
    bench,
    (own) => runOnce(compiled, own, experiment, tools, changes),
    error,
  );
  return marked(result, recovered);
}

async function runOnce(
  compiled: CompiledSpec,
  bench: Bench,
  experiment: Experiment,
  { simulator, signal }: Toolchain,
  changes: readonly Alteration[],
): Promise<CircuitRun> {
  const job = circuitJob(compiled, bench, experiment);
  const circuit = changes.length === 0 ? job.circuit : { ...job.circuit, text: alterText(job.circuit.text, changes) };
  const session = await simulator.open(job.circuit);
  try {
    if (changes.length > 0) await session.alter(changes);
    const waveforms = await session.run(job.analysis, {
      save: job.vectors,
      timeoutSeconds: compiled.spec.simulation.timeout,
      ...(signal ? { signal } : {}),
    });
    return { ...job, circuit, waveforms, recording: recordingFrom(compiled, bench, experiment, waveforms) };
  } finally {
    await session.close();
  }
}

function marked(run: CircuitRun, recovered: string): CircuitRun {
  return { ...run, recording: { ...run.recording, recovered } };
}

/** A node that begins further from its start voltage than this was not set, V. */
const LARGEST_START_ERROR = 1e-3;

/**
 * A state that does not begin where it was set makes everything after it the answer to another question. (An engine
 * that finds its operating point by a transient forgets `.ic`.)
 */
function requireStart(
  compiled: CompiledSpec,
  experiment: Experiment,
  observed: ReadonlyMap<string, Float64Array>,
): void {
  for (const [net, voltage] of presets(compiled, experiment)) {
    const output = compiled.dut.outputs.find((candidate) => candidate.kind === 'voltage' && candidate.net === net);
    const found = output && observed.get(output.state)?.[0];
    if (found === undefined || Math.abs(found - voltage) <= LARGEST_START_ERROR) continue;
    throw new SimulationError(
      'not-started',
      `${net} begins at ${formatQuantity(found, 'V', 4)}, and it was set to ${formatQuantity(voltage, 'V', 4)}: the ` +
        `engine did not keep the initial condition, or something in the circuit drives the net`,
    );
  }
}

/** The rule's states in the waveforms of a circuit. @throws SimulationError where one does not begin as it was set */
export function recordingFrom(
  compiled: CompiledSpec,
  bench: Bench,
  experiment: Experiment,
  waveforms: Waveforms,
): Recording {
  const observed = new Map(
    [...observedVectors(bench.dut)].map(([state, vector]) => [state, column(waveforms, vector)]),
  );
  requireStart(compiled, experiment, observed);
  const recording = recordingOf(experiment, waveforms.axis.values, observed, compiled.encoding);
  return {
    ...recording,
    ...circuitFiring(compiled, bench, recording, waveforms),
    ...(waveforms.cached ? { cached: true as const } : {}),
  };
}

/** Runs the behavioural model of the calibrated circuit. */
export function runModel(compiled: CompiledSpec, calibration: Calibration, experiment: Experiment): Recording {
  const { time, observed } = simulateModel(calibration, experiment, modelSettings(compiled, experiment));
  return recordingOf(experiment, time, observed, compiled.encoding);
}

/** What the model has to know of a compiled spec besides its calibration. */
export function modelSettings(compiled: CompiledSpec, experiment: Pick<Experiment, 'start'> = {}): ModelSettings {
  const { events, outputs } = compiled.dut;
  return {
    pulse: compiled.spec.circuit.pulse,
    edge: edgeOf(compiled.spec.circuit) / 2,
    presets: presets(compiled, experiment),
    inputs: events,
    voltages: new Map(outputs.filter(({ kind }) => kind === 'voltage').map(({ state, net }) => [state, net])),
  };
}

/**
 * Evaluates the textbook rule at the times of another recording. A circuit's event takes effect by the end of its
 * pulse, so the rule's events are those pulse ends.
 */
export function runRule(compiled: CompiledSpec, experiment: Experiment, time: Float64Array): Recording {
  if (compiled.rule.neuron) return ruleFiring(compiled.rule.neuron, experiment, time);
  const latency = compiled.spec.circuit.pulse + edgeOf(compiled.spec.circuit) / 2;
  const late = (onsets: readonly number[]): number[] => onsets.map((onset) => onset + latency);
  const { states } = simulateRule(
    startingAt(during(experiment, compiled), experiment),
    Object.fromEntries(Object.entries(experiment.events).map(([event, onsets]) => [event, late(onsets)])),
    time,
  );
  return { experiment, states: new Map([...states].map(([state, y]) => [state, { x: time, y }])) };
}

/** The rule that was found in a drawn circuit, where it stands for its model: as `runRule`. */
export function runFoundRule(
  compiled: CompiledSpec,
  found: RuleSpec,
  experiment: Experiment,
  time: Float64Array,
): Recording {
  // A weight starts where the rule of the spec has it: the circuit is set to that.
  const start = experiment.start ?? weightState(compiled.rule)?.initial;
  const started = { ...experiment, ...(start === undefined ? {} : { start }) };
  return { ...runRule({ ...compiled, rule: expandRule(found) }, started, time), experiment };
}

/** The rule of an experiment: without the drifts that a circuit makes at ticks where none come. */
function during({ events }: Experiment, { rule, spec }: CompiledSpec): Rule {
  return spec.dut || events['tick'] !== undefined ? rule : ticked(rule).rule;
}

/** The rule with the weight at which an experiment starts. */
function startingAt(rule: Rule, { start }: Pick<Experiment, 'start'>): Rule {
  const weight = weightState(rule);
  if (start === undefined || !weight) return rule;
  return { ...rule, states: rule.states.map((state) => (state === weight ? { ...weight, initial: start } : state)) };
}

/** Start voltages of the nodes that do not start at rest. */
function presets({ rule, encoding, dut }: CompiledSpec, experiment: Pick<Experiment, 'start'>): Map<string, number> {
  return new Map(
    weightStates(startingAt(rule, experiment)).map(({ name, initial }): readonly [string, number] => {
      const seen = dut.outputs.find(({ kind, state }) => kind === 'voltage' && state === name);
      const net = seen?.net ?? name;
      const gain = encoding.gains.get(name)?.transfer;
      if (gain) return [net, gain.voltage(initial)];
      const [low, high] = encoding.voltages.get(name)?.range ?? [NaN, NaN];
      return [net, low + initial * (high - low)];
    }),
  );
}
