import { ModelError } from '../behavioural/model-error.js';
import { SimulationError } from '../engine/errors.js';
import type { EngineInfo } from '../engine/simulator.js';
import { calibrate } from '../calibrate/calibrate.js';
import { compile, conditionGrid, type CompiledSpec, type Toolchain } from '../compile.js';
import type { Verdict, VerdictStatus } from '../compare/verdict.js';
import type { Bench } from '../netlist/testbench.js';
import type { Conditions } from '../process/conditions.js';
import { specStatus } from '../report/summary.js';
import type { Figure, SpecReport, TrimRow } from '../report/types.js';
import { equations } from '../rule/equations.js';
import { ruinousOptions } from '../spec/ruinous.js';
import { stimulusOf, type StimulusName } from '../spec/quantities.js';
import type { Check, Spec } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import { expandExperiments } from '../stimulus/experiments.js';
import type { TrimResult } from '../trim/trim.js';
import { figuresOf } from './figures.js';
import { replayCommand } from './replay.js';
import { compareQuantity, type Measurement } from './quantities.js';
import { runCircuit, runModel, runRule, type CircuitRun } from './roads.js';
import { predictionRows, sizingRows } from './sizing.js';
import { trimDistance } from './trim-distance.js';
import { trimDesign, trimWarnings } from './trim-design.js';
import type { Recording } from './recording.js';

export interface VerifyOptions {
  /** Name of the spec's file as the user gave it; messages and replay commands use it. */
  readonly file: string;
  /** Folder that CSV stimuli are looked up in. */
  readonly folder: string;
  /** Restricts the run; everything when absent. */
  readonly only?: Selection;
  /** Overrides `simulation.trim`. */
  readonly trim?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Called with every circuit simulation that counts, to keep it as a run directory. */
  readonly onRun?: (run: CircuitRun, conditions: Conditions) => void;
}

/** Part of a verification: what a replay command names. */
export interface Selection {
  /** Positions in the spec's `verify` list, from 1. */
  readonly checks?: readonly number[];
  readonly corners?: readonly string[];
  readonly temperatures?: readonly number[];
  readonly supplies?: readonly number[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

interface Context {
  readonly compiled: CompiledSpec;
  readonly tools: Toolchain;
  readonly engine: EngineInfo;
  readonly options: VerifyOptions;
  readonly checks: readonly Check[];
  readonly experiments: readonly Experiment[];
  readonly trimming: boolean;
  readonly step: (label: string) => void;
}

/**
 * Verifies one spec: designs it, and under every condition simulates the circuit, evaluates rule and model, and compares.
 * A condition whose simulation fails gives `error` verdicts; the others go on.
 *
 * @throws UserError and DesignRefusal when the spec cannot become a circuit at all
 */
export async function verifySpec(spec: Spec, tools: Toolchain, options: VerifyOptions): Promise<SpecReport> {
  const started = performance.now();
  const compiled = await compile(spec, tools);
  const checks = spec.verify.filter((_, index) => options.only?.checks?.includes(index + 1) ?? true);
  const grid = conditionGrid(spec, compiled.process).filter((conditions) => selected(conditions, options.only));
  const experiments = neededExperiments(spec, checks, options);
  const trimming = options.trim ?? spec.simulation.trim;
  let done = 0;
  const total = grid.length * (Number(trimming) + Number(needsModel(checks)) + experiments.length);
  const step = (label: string): void => options.onProgress?.({ done: ++done, total, label });
  const engine = await tools.simulator.info();
  const context: Context = { compiled, tools, engine, options, checks, experiments, trimming, step };
  const outcomes = await Promise.all(grid.map((conditions) => verifyConditions(conditions, context)));
  const verdicts = outcomes.flatMap((outcome) => outcome.verdicts);
  const report: SpecReport = {
    spec: { name: spec.name, file: options.file, rule: spec.rule.kind, ...(spec.description === undefined ? {} : { description: spec.description }) },
    status: 'not-checked',
    engine: { name: engine.name, version: engine.version },
    process: { name: compiled.process.name, source: compiled.process.source },
    equations: equations(compiled.rule),
    sizing: sizingRows(compiled.design),
    predictions: predictionRows(compiled.design),
    trim: outcomes.flatMap((outcome) => outcome.trim),
    verdicts,
    figures: outcomes.flatMap((outcome) => outcome.figures),
    warnings: [...ruinousOptions(spec.simulation.options), ...outcomes.flatMap((outcome) => outcome.warnings)],
    wallSeconds: (performance.now() - started) / 1000,
  };
  return { ...report, status: specStatus({ ...report, status: 'pass' }) };
}

interface Outcome {
  readonly verdicts: readonly Verdict[];
  readonly trim: readonly TrimRow[];
  readonly figures: readonly Figure[];
  readonly warnings: readonly string[];
}

async function verifyConditions(conditions: Conditions, context: Context): Promise<Outcome> {
  const { compiled, tools, options, checks, experiments, step } = context;
  const { spec, process } = compiled;
  try {
    const nominal: Bench = { design: compiled.design, process, conditions, options: spec.simulation.options };
    const trimmed = context.trimming ? await trimDesign(compiled, nominal, tools).then((result) => (step('trim'), result)) : undefined;
    const bench: Bench = trimmed ? { ...nominal, design: trimmed.design } : nominal;
    const [calibration, runs] = await Promise.all([
      needsModel(checks) ? calibrate(bench, tools.simulator, tools.signal).then((result) => (step('calibration'), result)) : undefined,
      Promise.all(
        experiments.map(async (experiment) => {
          const run = await runCircuit(compiled, bench, experiment, tools);
          options.onRun?.(run, conditions);
          step(experiment.label);
          return run;
        }),
      ),
    ]);
    const circuit = runs.map((run) => run.recording);
    const rule = circuit.map((recording) => runRule(compiled, recording.experiment, longestTime(recording)));
    const model = calibration && experiments.map((experiment) => runModel(compiled, calibration, experiment));
    const roads = { circuit, rule, ...(model ? { model } : {}) };
    return {
      verdicts: checks.map((check) =>
        judge(check, check.quantity === 'trim' ? trimDistance(compiled.design, trimmed?.design, conditions, compiled.conditions.temperature) : measure(check, roads, compiled), conditions, context),
      ),
      trim: trimmed ? trimRows(trimmed, conditions) : [],
      figures: figuresOf(compiled, roads, conditions),
      warnings: trimmed ? trimWarnings(trimmed, conditions) : [],
    };
  } catch (error) {
    // A failed simulation is a result; anything else is a bad spec or a bug of ours, and must not look like one.
    if (tools.signal?.aborted === true || !(error instanceof SimulationError || error instanceof ModelError)) throw error;
    const reason = error.message;
    return { verdicts: checks.map((check) => verdictOf(check, 'error', conditions, context, { reason })), trim: [], figures: [], warnings: [] };
  }
}

export interface Roads {
  readonly circuit: readonly Recording[];
  readonly rule: readonly Recording[];
  readonly model?: readonly Recording[];
}

function measure(check: Check, roads: Roads, { spec, rule }: CompiledSpec): Measurement {
  const experiment = stimulusOf(check, spec);
  const on = (recordings: readonly Recording[] | undefined): readonly Recording[] => (recordings ?? []).filter(({ experiment: { name } }) => name === experiment);
  return compareQuantity(check.quantity, check.against, on(roads.circuit), on(check.against === 'rule' ? roads.rule : roads.model), spec, rule);
}

function judge(check: Check, measurement: Measurement, conditions: Conditions, context: Context): Verdict {
  const { measured, ...rest } = measurement;
  if (measured === undefined || !Number.isFinite(measured)) {
    return verdictOf(check, 'not-checked', conditions, context, { reason: 'nothing could be measured', ...rest });
  }
  const status: VerdictStatus = measured <= check.max && rest.reason === undefined ? 'pass' : 'fail';
  return verdictOf(check, status, conditions, context, { measured, margin: check.max - measured, ...rest });
}

function verdictOf(check: Check, status: VerdictStatus, conditions: Conditions, { compiled, engine, options }: Context, rest: Partial<Verdict>): Verdict {
  const number = compiled.spec.verify.indexOf(check) + 1;
  return {
    check,
    status,
    conditions,
    experiment: stimulusOf(check, compiled.spec) ?? 'none',
    limit: check.max,
    ...rest,
    replay: replayCommand(options.file, number, conditions, engine.option, options.trim),
  };
}

/** The steps of a trim as rows of a report. */
export function trimRows({ steps }: TrimResult, conditions: Conditions): TrimRow[] {
  return steps
    .filter(({ measured }) => Number.isFinite(measured))
    .map(({ iteration, target, measured, bias }) => ({
      iteration,
      conditions,
      quantity: target.quantity,
      target: target.target,
      measured,
      unit: target.unit,
      bias: target.net,
      biasValue: bias,
      biasUnit: 'A',
    }));
}

/** `trim` is judged against the design, every other agreement against the calibrated model. */
function needsModel(checks: readonly Check[]): boolean {
  return checks.some(({ against, quantity }) => against === 'model' && quantity !== 'trim');
}

function neededExperiments(spec: Spec, checks: readonly Check[], { folder }: VerifyOptions): Experiment[] {
  const names = new Set<StimulusName | undefined>(checks.map((check) => stimulusOf(check, spec)));
  return expandExperiments(spec, { folder }).filter(({ name }) => names.has(name));
}

function longestTime(recording: Recording): Float64Array {
  const [curve] = recording.states.values();
  return curve?.x ?? new Float64Array();
}

function selected({ corner, temperature, supply }: Conditions, only: Selection | undefined): boolean {
  const among = <T>(list: readonly T[] | undefined, value: T): boolean => list === undefined || list.length === 0 || list.includes(value);
  return among(only?.corners, corner) && among(only?.temperatures, temperature) && among(only?.supplies, supply);
}
