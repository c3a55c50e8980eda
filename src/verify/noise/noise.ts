import { calibrate } from '../../calibrate/calibrate.js';
import type { Verdict } from '../../result/verdict.js';
import type { Figure } from '../../result/figure.js';
import type { NoiseRow } from '../../result/samples.js';
import type { Bench } from '../../netlist/testbench.js';
import type { Conditions } from '../../process/conditions.js';
import { stimulusOf } from '../../quantities/vocabulary.js';
import type { Check, NoiseSpec } from '../../spec/types.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { verdictOf, type Context } from '../context.js';
import { histogram } from '../../report/histogram.js';
import { reasonOf, runExperiment, type Part } from './experiment.js';
import { noiseRig } from './runs.js';
import { judge, worst } from './verdict.js';

/** What noise did under one condition. */
export interface NoiseOutcome {
  readonly verdicts: readonly Verdict[];
  readonly rows: readonly NoiseRow[];
  readonly figures: readonly Figure[];
}

/** The checks that noise is judged by. */
export function noiseChecks(checks: readonly Check[]): Check[] {
  return checks.filter(({ metric }) => metric === 'spread');
}

/** The others. */
export function withoutNoiseChecks(checks: readonly Check[]): Check[] {
  return checks.filter(({ metric }) => metric !== 'spread');
}

/** Simulations of one condition, for progress. */
export function noiseSimulations(
  checks: readonly Check[],
  experiments: readonly Experiment[],
  { runs }: NoiseSpec,
  compiled: Context['compiled'],
): number {
  const names = new Set(noiseChecks(checks).map((check) => stimulusOf(check, compiled)));
  return experiments.filter(({ name }) => names.has(name)).length * runs;
}

/** @throws UserError when a trap is in no transistor of the circuit */
export function requireTrapTransistors({ dut }: Pick<Bench, 'dut'>, { traps }: NoiseSpec): void {
  const names = [...new Set(dut.varied().transistors.map(({ instance, device }) => `${instance}.${device}`))];
  const problems = traps
    .filter(({ transistor }) => !names.includes(transistor))
    .map(({ transistor }) => ({
      message:
        `variations.noise.traps: the circuit has no transistor ` +
        `"${transistor}"${didYouMean(transistor, names)}; it has ${names.join(', ')}`,
    }));
  if (problems.length > 0) throw new UserError(problems);
}

/**
 * Runs every experiment that a `spread` is read in with noise, as often as the spec says, and judges the spreads:
 * against the rule, whether the upper end of the interval of sigma over the signal is within the limit; against the
 * model, whether its deviations by the same draws are those of the circuit.
 *
 * @param bench the nominal circuit, trimmed where the spec trims
 */
export async function noiseConditions(bench: Bench, noise: NoiseSpec, context: Context): Promise<NoiseOutcome> {
  const { compiled, tools } = context;
  const checks = noiseChecks(context.checks);
  try {
    const calibration = checks.some(({ against }) => against === 'model')
      ? await calibrate(bench, tools.simulator, tools.signal)
      : undefined;
    const rig = await noiseRig(compiled, bench, tools, calibration);
    const parts: Part[] = [];
    for (const experiment of context.experiments) {
      const asked = checks.filter((check) => stimulusOf(check, compiled) === experiment.name);
      if (asked.length > 0) parts.push(...(await runExperiment(rig, experiment, asked, noise, context)));
    }
    const distinct = onePerReading(parts);
    return {
      verdicts: checks.map((check) =>
        worst(
          parts.filter((part) => part.check === check).map((part) => judge(part, bench.conditions, context)),
          check,
          bench.conditions,
          context,
        ),
      ),
      rows: distinct.map(({ row }) => row),
      figures: distinct.map((part) => figureOf(part, bench.conditions)),
    };
  } catch (error) {
    return failed(checks, bench.conditions, context, reasonOf(error, context));
  }
}

/** Checks against rule and model read the same runs: one row and one picture for both. */
function onePerReading(parts: readonly Part[]): Part[] {
  return [...new Map(parts.map((part) => [`${part.row.quantity} ${part.row.experiment}`, part])).values()];
}

/** Where the nominal circuit failed there is nothing to add noise to. */
export function withoutNoise(conditions: Conditions, context: Context): NoiseOutcome {
  return failed(
    noiseChecks(context.checks),
    conditions,
    context,
    'the nominal circuit could not be simulated, so noise was not added to it',
  );
}

function failed(checks: readonly Check[], conditions: Conditions, context: Context, reason: string): NoiseOutcome {
  return {
    verdicts: checks.map((check) => verdictOf(check, 'error', conditions, context, { reason })),
    rows: [],
    figures: [],
  };
}

function figureOf({ check: { quantity }, row, values }: Part, conditions: Conditions): Figure {
  const { value, sigma, signal, time } = row;
  const caption =
    `${values.length} runs with noise, read at ${formatQuantity(time, 's')}; sigma ` +
    `${formatQuantity(sigma, '1')}, ${formatPercent(sigma / signal)} of the ` +
    `signal${row.outliers.length > 0 ? `, ${row.outliers.length} outliers` : ''}`;
  return histogram(
    { title: `${quantity}: noise, ${row.experiment}`, caption, xTitle: quantity, values, limits: [value] },
    conditions,
  );
}
