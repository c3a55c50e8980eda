import type { Toolchain } from '../compile.js';
import type { Verdict } from '../result/verdict.js';
import { resultStatus } from '../report/summary.js';
import type { RuleResult } from '../result/rule.js';
import type { YieldRow } from '../result/samples.js';
import type { RunCounts } from '../engine/simulator.js';
import { conditionsText } from '../report/words.js';
import { equations } from '../rule/equations.js';
import { flaggedOptions } from '../spec/simulator-options.js';
import { isSampled } from '../quantities/vocabulary.js';
import type { Conditions } from '../process/conditions.js';
import type { Check, SamplingSpec, Spec } from '../spec/types.js';
import type { VerifyOptions } from './context.js';
import { verifyConditions, type Outcome } from './conditions.js';
import { doubted } from './doubt.js';
import { findingsOf, sideBySide } from './findings.js';
import { noiseConditions, withoutNoise, withoutNoiseChecks, type NoiseOutcome } from './noise/noise.js';
import { planVerification, type Plan } from './plan.js';
import { sampleConditions, unsampled, type SampledOutcome } from './chips/sampling.js';
import { predictionRows, sizingRows } from './sizing.js';

export type { Progress, Selection, VerifyOptions } from './context.js';

/**
 * Verifies one spec: designs it, and under every condition simulates the circuit, evaluates rule and model, and
 * compares. A condition whose simulation fails gives `error` verdicts; the others go on.
 *
 * @throws UserError and DesignRefusal when the spec cannot become a circuit at all
 */
export async function verifySpec(spec: Spec, tools: Toolchain, options: VerifyOptions): Promise<RuleResult> {
  const started = performance.now();
  const before = tools.simulator.runs;
  const plan = await planVerification(spec, tools, options);
  const outcomes = await outcomesOf(plan);
  const report: RuleResult = {
    kind: 'rule',
    name: spec.name,
    file: options.file,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    status: 'not-checked',
    ...aboutCircuit(plan, outcomes),
    ...judgedParts(spec, plan, outcomes),
    notes: notesOf(spec, plan),
    ...runsSince(before, tools.simulator.runs),
    wallSeconds: (performance.now() - started) / 1000,
  };
  return { ...report, status: resultStatus({ ...report, status: 'pass' }) };
}

/** What was taken for granted: by the spec, by the design, and by whoever read the files of spikes. */
function notesOf({ usual }: Spec, { context: { compiled, experiments } }: Plan): string[] {
  const readings = new Set(experiments.flatMap(({ reading }) => reading ?? []));
  return [...(usual ? [USUAL] : []), ...(compiled.remarks ?? []), ...readings];
}

const USUAL = 'the spec names no checks: these are the usual ones of its rule, on biases that were trimmed';

/** What every part of a verification gave, by condition. */
interface Outcomes {
  readonly nominal: readonly Outcome[];
  readonly sampled: readonly SampledOutcome[];
  readonly noises: readonly NoiseOutcome[];
}

async function outcomesOf({ context, grid, sampling, noise }: Plan): Promise<Outcomes> {
  // A spread is judged over runs of its own.
  const single = { ...context, checks: withoutNoiseChecks(context.checks) };
  const nominal = await Promise.all(grid.map((conditions) => verifyConditions(conditions, single)));
  const sampled: SampledOutcome[] = [];
  const noises: NoiseOutcome[] = [];
  // One condition after the other: its circuits stay loaded while the samples change parameters.
  for (const [index, conditions] of sampling ? grid.entries() : []) {
    const bench = nominal[index]?.bench;
    if (sampling)
      sampled.push(bench ? await sampleConditions(bench, sampling, context) : unsampled(conditions, sampling, context));
  }
  for (const [index, conditions] of noise ? grid.entries() : []) {
    const bench = nominal[index]?.bench;
    if (noise) noises.push(bench ? await noiseConditions(bench, noise, context) : withoutNoise(conditions, context));
  }
  return { nominal, sampled, noises };
}

/** What is known of the circuit and where it ran. */
function aboutCircuit({ context: { compiled, engine } }: Plan, { nominal }: Outcomes): CircuitPart {
  return {
    rule: compiled.spec.rule.kind,
    engine: { name: engine.name, version: engine.version },
    process: { name: compiled.process.name, source: compiled.process.source },
    equations: equations(compiled.rule),
    sizing: sizingRows(compiled.dut),
    predictions: [...predictionRows(compiled), ...nominal.flatMap(({ predictions = [] }) => predictions)],
    trim: nominal.flatMap(({ trim }) => trim),
  };
}

type CircuitPart = Pick<RuleResult, 'rule' | 'engine' | 'process' | 'equations' | 'sizing' | 'predictions' | 'trim'>;
type JudgedPart = Pick<RuleResult, 'findings' | 'verdicts' | 'figures' | 'yields' | 'noise' | 'warnings'>;

/** Verdicts and figures of all conditions, and what a reader has to know with them. */
function judgedParts(spec: Spec, plan: Plan, { nominal, sampled, noises }: Outcomes): JudgedPart {
  const { sampling, noise } = plan;
  const yields = sampled.flatMap((outcome) => outcome.yields);
  const verdicts = doubted(
    [...nominal, ...sampled, ...noises].flatMap((outcome) => outcome.verdicts),
    spec.simulation,
  );
  const findings = findingsOf(verdicts, spec.verify);
  const figures = [...sampled, ...noises, ...nominal].flatMap((outcome) => outcome.figures);
  return {
    ...(findings.length === 0 ? {} : { findings }),
    verdicts,
    figures: [...sideBySide(figures), ...figures],
    ...(sampling ? { yields } : {}),
    ...(noise ? { noise: noises.flatMap(({ rows }) => rows) } : {}),
    warnings: [
      ...planWarnings(spec, plan),
      ...recoveredWarnings(verdicts, yields),
      ...nominal.flatMap((outcome) => outcome.warnings),
    ],
  };
}

/** Warnings that are known before anything is simulated. */
function planWarnings(spec: Spec, { context, grid, sampling, noise }: Plan): string[] {
  const { compiled, checks, variants } = context;
  return [
    ...(compiled.dut.warnings ?? []),
    ...flaggedOptions(spec.simulation.options),
    ...(sampling
      ? [...unsampledWarnings(checks), ...samplingWarnings(sampling, grid, compiled.process.nominalCorner)]
      : []),
    ...(noise && variants.length > 0 ? ['noise: spreads are judged with one set of numerics'] : []),
  ];
}

function runsSince(before: RunCounts | undefined, now: RunCounts | undefined): Pick<RuleResult, 'runs'> {
  return before && now
    ? { runs: { simulated: now.simulated - before.simulated, cached: now.cached - before.cached } }
    : {};
}

/** What a reader must know who sees a yield beside checks that have none. */
function unsampledWarnings(checks: readonly Check[]): string[] {
  const nominal = checks
    .filter((check) => !isSampled(check))
    .map(({ quantity, against }) => `${quantity} vs ${against}`);
  return nominal.length === 0
    ? []
    : [`samples: ${nominal.join(', ')} is judged on the nominal circuit only; the model is calibrated there`];
}

/** What makes samples mean less than they seem to. */
function samplingWarnings(
  { method, samples, replicates, spread }: SamplingSpec,
  grid: readonly Conditions[],
  nominalCorner: string,
): string[] {
  const points = samples / replicates;
  const away = [...new Set(grid.map(({ corner }) => corner).filter((corner) => corner !== nominalCorner))];
  return [
    ...(method === 'sobol' && !Number.isInteger(Math.log2(points))
      ? [
          `samples: ${points} points of each Sobol sequence are no power of two, so they are not even; ` +
            `take ${replicates * 2 ** Math.round(Math.log2(points))} samples`,
        ]
      : []),
    ...(spread.process && away.length > 0
      ? [
          `samples: a corner is an extreme of the process's global spread already; at ${away.join(', ')} ` +
            `it counts twice`,
        ]
      : []),
  ];
}

/** A result by other numerics than asked for is listed, whatever its verdict. */
function recoveredWarnings(verdicts: readonly Verdict[], yields: readonly YieldRow[]): string[] {
  const nominal = verdicts.flatMap(({ quantity, against = '', conditions, recovered }) =>
    recovered === undefined || !conditions
      ? []
      : [`recovered: ${quantity} vs ${against} at ${conditionsText(conditions)} converged only with ${recovered}`],
  );
  const sampled = yields.flatMap(({ quantity, conditions, recovered = [] }) =>
    recovered.length === 0
      ? []
      : [
          `recovered: ${recovered.length} samples of ${quantity} at ${conditionsText(conditions)} ` +
            `converged only with other numerics, the first of them sample ${recovered[0]?.sample ?? ''} with ` +
            `${recovered[0]?.with ?? ''}`,
        ],
  );
  return [...nominal, ...sampled];
}
