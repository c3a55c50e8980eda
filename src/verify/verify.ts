import { compile, conditionGrid, type Toolchain } from '../compile.js';
import type { Verdict } from '../compare/verdict.js';
import type { RunCounts } from '../engine/simulator.js';
import type { Conditions } from '../process/conditions.js';
import { specStatus } from '../report/summary.js';
import type { SpecReport, YieldRow } from '../report/types.js';
import { equations } from '../rule/equations.js';
import { ruinousOptions } from '../spec/ruinous.js';
import { isSampled, stimulusOf, type StimulusName } from '../spec/quantities.js';
import type { Check, Spec } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import { requireLateApart } from '../compose/events.js';
import { expandExperiments } from '../stimulus/experiments.js';
import type { Context, Selection, VerifyOptions } from './context.js';
import { needsModel, verifyConditions } from './conditions.js';
import { numericsVariants } from './numerics.js';
import { sampleConditions, sampledChecks, unsampled, type SampledOutcome } from './sampling.js';
import { predictionRows, sizingRows } from './sizing.js';
import { UserError } from '../units/user-error.js';

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
  const variants = spec.simulation.numerics ? await numericsVariants(tools) : [];
  const simulations = (1 + variants.length) * (experiments.length + ofSamples);
  const total = grid.length * (Number(trimming) + Number(needsModel(checks)) + simulations);
  const step = (label: string): void => options.onProgress?.({ done: ++done, total, label });
  const engine = await tools.simulator.info();
  const context: Context = { compiled, tools, engine, options, checks, experiments, trimming, variants, step };
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
    warnings: [...ruinousOptions(spec.simulation.options), ...(sampling ? unsampledWarnings(checks) : []), ...recoveredWarnings(verdicts, yields), ...outcomes.flatMap((outcome) => outcome.warnings)],
    ...runsSince(before, tools.simulator.runs),
    wallSeconds: (performance.now() - started) / 1000,
  };
  return { ...report, status: specStatus({ ...report, status: 'pass' }) };
}

function runsSince(before: RunCounts | undefined, now: RunCounts | undefined): Pick<SpecReport, 'runs'> {
  return before && now ? { runs: { simulated: now.simulated - before.simulated, cached: now.cached - before.cached } } : {};
}

/** What a reader must know who sees a yield beside checks that have none. */
function unsampledWarnings(checks: readonly Check[]): string[] {
  const nominal = checks.filter((check) => !isSampled(check)).map(({ quantity, against }) => `${quantity} vs ${against}`);
  return nominal.length === 0 ? [] : [`mismatch: ${nominal.join(', ')} is judged on the nominal circuit only; the model is calibrated there`];
}

/** A result by other numerics than asked for is listed, whatever its verdict. */
function recoveredWarnings(verdicts: readonly Verdict[], yields: readonly YieldRow[]): string[] {
  const nominal = verdicts.flatMap(({ check, conditions: { corner, temperature }, recovered }) => (recovered === undefined ? [] : [`recovered: ${check.quantity} vs ${check.against} at ${corner} ${temperature} C converged only with ${recovered}`]));
  const sampled = yields.flatMap(({ quantity, conditions: { corner, temperature }, recovered = [] }) => (recovered.length === 0 ? [] : [`recovered: ${recovered.length} samples of ${quantity} at ${corner} ${temperature} C converged only with other numerics, the first of them sample ${recovered[0]?.sample ?? ''} with ${recovered[0]?.with ?? ''}`]));
  return [...nominal, ...sampled];
}

function neededExperiments(spec: Spec, checks: readonly Check[], { folder }: VerifyOptions): Experiment[] {
  const names = new Set<StimulusName | undefined>(checks.map((check) => stimulusOf(check, spec)));
  return expandExperiments(spec, { folder }).filter(({ name }) => names.has(name));
}

function selected({ corner, temperature, supply }: Conditions, only: Selection | undefined): boolean {
  const among = <T>(list: readonly T[] | undefined, value: T): boolean => list === undefined || list.length === 0 || list.includes(value);
  return among(only?.corners, corner) && among(only?.temperatures, temperature) && among(only?.supplies, supply);
}
