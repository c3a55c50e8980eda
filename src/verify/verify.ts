import { ModelError } from '../behavioural/model-error.js';
import { SimulationError } from '../engine/errors.js';
import { calibrate } from '../calibrate/calibrate.js';
import { compile, conditionGrid, type Toolchain } from '../compile.js';
import type { Verdict } from '../compare/verdict.js';
import type { RunCounts } from '../engine/simulator.js';
import type { Bench } from '../netlist/testbench.js';
import { mismatchAlterations } from '../nonideality/mismatch.js';
import type { Conditions } from '../process/conditions.js';
import { specStatus } from '../report/summary.js';
import type { Figure, SpecReport, TrimRow } from '../report/types.js';
import { equations } from '../rule/equations.js';
import { ruinousOptions } from '../spec/ruinous.js';
import { isSampled, stimulusOf, type StimulusName } from '../spec/quantities.js';
import type { Check, Spec } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import { requireLateApart } from '../compose/events.js';
import { expandExperiments } from '../stimulus/experiments.js';
import type { TrimResult } from '../trim/trim.js';
import { figuresOf } from './figures.js';
import { verdictOf, type Context, type Selection, type VerifyOptions } from './context.js';
import { measure, statusOf } from './measure.js';
import type { Measurement } from './quantities.js';
import { runCircuit, runModel, runRule } from './roads.js';
import { deviationsOf } from './samples.js';
import { sampleConditions, sampledChecks, unsampled, type SampledOutcome } from './sampling.js';
import { predictionRows, sizingRows } from './sizing.js';
import { UserError } from '../units/user-error.js';
import { trimDistance } from './trim-distance.js';
import { trimDesign, trimWarnings } from './trim-design.js';
import type { Recording } from './recording.js';

export type { Progress, Selection, VerifyOptions } from './context.js';

/**
 * Verifies one spec: designs it, and under every condition simulates the circuit, evaluates rule and model, and compares.
 * A condition whose simulation fails gives `error` verdicts; the others go on.
 *
 * @throws UserError and DesignRefusal when the spec cannot become a circuit at all
 */
export async function verifySpec(spec: Spec, tools: Toolchain, options: VerifyOptions): Promise<SpecReport> {
  const started = performance.now();
  const before = tools.simulator.runs;
  const compiled = await compile(spec, tools);
  const { sample } = options.only ?? {};
  const { mismatch } = spec.variations;
  if (sample !== undefined && !mismatch) throw new UserError([{ message: `sample ${sample}: the spec declares no mismatch; add variations.mismatch` }]);
  const chosen = spec.verify.filter((_, index) => options.only?.checks?.includes(index + 1) ?? true);
  const checks = sample === undefined ? chosen : sampledChecks(chosen);
  if (checks.length === 0 && chosen.length > 0) throw new UserError([{ message: `sample ${sample ?? ''}: samples are judged against the rule only; the model is calibrated on the nominal circuit` }]);
  const grid = conditionGrid(spec, compiled.process).filter((conditions) => selected(conditions, options.only));
  const experiments = neededExperiments(spec, checks, options);
  const sampling = sample === undefined && sampledChecks(checks).length > 0 ? mismatch : undefined;
  requireLateApart(compiled.design.composition.events, experiments, spec.circuit.pulse);
  const trimming = options.trim ?? spec.simulation.trim;
  let done = 0;
  const ofSamples = sampling ? sampling.samples * neededExperiments(spec, sampledChecks(checks), options).length : 0;
  const total = grid.length * (Number(trimming) + Number(needsModel(checks)) + experiments.length + ofSamples);
  const step = (label: string): void => options.onProgress?.({ done: ++done, total, label });
  const engine = await tools.simulator.info();
  const context: Context = { compiled, tools, engine, options, checks, experiments, trimming, step };
  const outcomes = await Promise.all(grid.map((conditions) => verifyConditions(conditions, context)));
  const sampled: SampledOutcome[] = [];
  if (sampling) {
    // One condition after the other: its circuits stay loaded while the samples change parameters.
    for (const [index, conditions] of grid.entries()) {
      const bench = outcomes[index]?.bench;
      sampled.push(bench ? await sampleConditions(bench, sampling, context) : unsampled(conditions, sampling, context));
    }
  }
  const yields = sampled.flatMap((outcome) => outcome.yields);
  const verdicts = [...outcomes, ...sampled].flatMap((outcome) => outcome.verdicts);
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
    figures: [...sampled, ...outcomes].flatMap((outcome) => outcome.figures),
    ...(sampling ? { yields } : {}),
    warnings: [...ruinousOptions(spec.simulation.options), ...(sampling ? unsampledWarnings(checks) : []), ...outcomes.flatMap((outcome) => outcome.warnings)],
    ...runsSince(before, tools.simulator.runs),
    wallSeconds: (performance.now() - started) / 1000,
  };
  return { ...report, status: specStatus({ ...report, status: 'pass' }) };
}

function runsSince(before: RunCounts | undefined, now: RunCounts | undefined): Pick<SpecReport, 'runs'> {
  return before && now ? { runs: { simulated: now.simulated - before.simulated, cached: now.cached - before.cached } } : {};
}

interface Outcome {
  /** The circuit as it was simulated; absent when that failed. */
  readonly bench?: Bench;
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
    const { mismatch } = spec.variations;
    const { sample } = options.only ?? {};
    const changes = mismatch && sample !== undefined ? mismatchAlterations(deviationsOf({ bench, mismatch }, sample)) : [];
    const [calibration, runs] = await Promise.all([
      needsModel(checks) ? calibrate(bench, tools.simulator, tools.signal).then((result) => (step('calibration'), result)) : undefined,
      Promise.all(
        experiments.map(async (experiment) => {
          const run = await runCircuit(compiled, bench, experiment, tools, changes);
          options.onRun?.(run, conditions, sample);
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
      bench,
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

function judge(check: Check, measurement: Measurement, conditions: Conditions, context: Context): Verdict {
  const status = statusOf(check, measurement);
  const { measured, ...rest } = measurement;
  if (status === 'not-checked' || measured === undefined) return verdictOf(check, 'not-checked', conditions, context, { reason: 'nothing could be measured', ...rest });
  return verdictOf(check, status, conditions, context, { measured, margin: check.max - measured, ...rest });
}

/** What a reader must know who sees a yield beside checks that have none. */
function unsampledWarnings(checks: readonly Check[]): string[] {
  const nominal = checks.filter((check) => !isSampled(check)).map(({ quantity, against }) => `${quantity} vs ${against}`);
  return nominal.length === 0 ? [] : [`mismatch: ${nominal.join(', ')} is judged on the nominal circuit only; the model is calibrated there`];
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
