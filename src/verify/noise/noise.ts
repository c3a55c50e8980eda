import { ModelError } from '../../behavioural/model-error.js';
import { calibrate } from '../../calibrate/calibrate.js';
import type { Verdict } from '../../compare/verdict.js';
import { SimulationError } from '../../engine/errors.js';
import type { Bench } from '../../netlist/testbench.js';
import type { Conditions } from '../../process/conditions.js';
import type { Figure, NoiseRow } from '../../report/types.js';
import { stimulusOf } from '../../quantities/vocabulary.js';
import type { Check, NoiseSpec } from '../../spec/types.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { verdictOf, type Context } from '../context.js';
import { histogram } from '../../report/histogram.js';
import {
  drawNoise,
  noiseRig,
  prepareNoise,
  runNoisyCircuit,
  runNoisyModel,
  silent,
  type NoiseExperiment,
  type NoiseRig,
} from './runs.js';
import { readingOf, type Reading } from './reading.js';
import { outliersOf, spreadOf, type Spread } from './spread.js';

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

/** A failed simulation is a result; anything else is a bug or the end. */
function reasonOf(error: unknown, { tools: { signal } }: Context): string {
  if (signal?.aborted === true || !(error instanceof SimulationError || error instanceof ModelError)) throw error;
  return error.message;
}

/** What one check read in one experiment. */
interface Part {
  readonly check: Check;
  readonly row: NoiseRow;
  readonly values: readonly number[];
  /** Why there is no verdict. */
  readonly failure?: string;
}

async function runExperiment(
  rig: NoiseRig,
  experiment: Experiment,
  checks: readonly Check[],
  noise: NoiseSpec,
  context: Context,
): Promise<Part[]> {
  const { compiled, tools, step } = context;
  const prepared = await prepareNoise(rig, experiment, tools);
  const readings = checks.map(({ quantity }) => readingOf(compiled.rule, quantity, experiment));
  const quietModel = rig.calibration && runNoisyModel(rig, prepared, silent(prepared));
  const waiting = Array.from({ length: noise.runs }, (_, index) => index + 1);
  const results = new Map<number, Run>();
  const serve = async (): Promise<void> => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      results.set(run, await oneRun(rig, prepared, readings, noise, run, context));
      step(`noise ${run}: ${experiment.label}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(tools.simulator.capabilities.parallel, noise.runs) }, serve));
  const runs = [...results].sort(([a], [b]) => a - b);
  return checks.map((check, position): Part => {
    const reading = readings[position];
    if (!reading) throw new Error('a check without a reading');
    const value = reading.value(prepared.quiet);
    const signal = Math.abs(reading.signal(prepared.quiet));
    const circuit = runs.flatMap(([, run]) => run.circuit?.[position] ?? []);
    const modelled = quietModel && runs.flatMap(([, run]) => run.model?.[position] ?? []);
    const failures = runs.flatMap(([number, { failure }]) =>
      failure === undefined ? [] : [`run ${number}: ${failure}`],
    );
    const spread = spreadOf(
      circuit.map((one) => one - value),
      noise.confidence,
    );
    const model = modelled && quietModel && modelSpread(circuit, value, modelled, reading.value(quietModel), spread);
    const row: NoiseRow = {
      quantity: check.quantity,
      experiment: experiment.label,
      conditions: rig.bench.conditions,
      seed: noise.seed,
      runs: circuit.length,
      time: reading.time,
      value,
      signal,
      ...spread,
      confidence: noise.confidence,
      ...(model ? { model } : {}),
      outliers: outliersOf(circuit).map((index) => ({ run: runs[index]?.[0] ?? 0, value: circuit[index] ?? 0 })),
    };
    return {
      check,
      row,
      values: circuit,
      ...(failures.length > 0
        ? { failure: `${failures.length} of ${noise.runs} runs failed; ${failures[0] ?? ''}` }
        : {}),
    };
  });
}

interface Run {
  readonly circuit?: readonly number[];
  readonly model?: readonly number[];
  readonly failure?: string;
}

async function oneRun(
  rig: NoiseRig,
  prepared: NoiseExperiment,
  readings: readonly Reading[],
  noise: NoiseSpec,
  run: number,
  context: Context,
): Promise<Run> {
  try {
    const drawn = drawNoise(prepared, noise, noise.seed, run);
    const circuit = await runNoisyCircuit(rig, prepared, drawn, context.tools);
    const model = rig.calibration && runNoisyModel(rig, prepared, drawn);
    return {
      circuit: readings.map(({ value }) => value(circuit)),
      ...(model ? { model: readings.map(({ value }) => value(model)) } : {}),
    };
  } catch (error) {
    return { failure: reasonOf(error, context) };
  }
}

function modelSpread(
  circuit: readonly number[],
  quiet: number,
  model: readonly number[],
  quietModel: number,
  { sigma }: Spread,
): { sigma: number; difference: number } {
  const deviations = model.map((value) => value - quietModel);
  const rms = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  const apart = deviations.map((deviation, index) => deviation - ((circuit[index] ?? NaN) - quiet));
  return { sigma: rms(deviations), difference: rms(apart) / sigma };
}

function judge({ check, row, failure }: Part, conditions: Conditions, context: Context): Verdict {
  if (failure !== undefined) return verdictOf(check, 'error', conditions, context, { reason: failure });
  const { sigma, signal, interval, model } = row;
  if (!(sigma > 0) || !(signal > 0))
    return verdictOf(check, 'not-checked', conditions, context, {
      reason: `${check.quantity} has no ${signal > 0 ? 'spread' : 'signal'} in ${row.experiment}: nothing to compare`,
    });
  if (check.against === 'model') {
    const measured = model?.difference ?? NaN;
    if (!Number.isFinite(measured))
      return verdictOf(check, 'not-checked', conditions, context, { reason: 'the model gave no spread' });
    return verdictOf(check, measured <= check.max ? 'pass' : 'fail', conditions, context, {
      measured,
      margin: check.max - measured,
      value: sigma,
      ...(model ? { reference: model.sigma } : {}),
    });
  }
  const [low, high] = interval.map((end) => end / signal) as [number, number];
  const measured = sigma / signal;
  const rest = { measured, margin: check.max - high, value: sigma, reference: signal };
  const said = `the spread of ${check.quantity} is ${formatPercent(low)} to ${formatPercent(high)} of its signal`;
  if (high <= check.max) return verdictOf(check, 'pass', conditions, context, rest);
  if (low > check.max)
    return verdictOf(check, 'fail', conditions, context, {
      ...rest,
      reason: `${said}, limit ${formatPercent(check.max)}`,
    });
  return verdictOf(check, 'not-checked', conditions, context, {
    ...rest,
    reason:
      `${said}: too few runs to tell whether it is within ${formatPercent(check.max)}; raise ` +
      `variations.noise.runs`,
  });
}

/** The worst of the experiments of one check (a window has many). */
function worst(verdicts: readonly Verdict[], check: Check, conditions: Conditions, context: Context): Verdict {
  const order = ['error', 'fail', 'not-checked', 'pass'];
  const [first] = [...verdicts].sort(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || (a.margin ?? 0) - (b.margin ?? 0),
  );
  return first ?? verdictOf(check, 'not-checked', conditions, context, { reason: 'no experiment to read it in' });
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
