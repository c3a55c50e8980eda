import type { NoiseRow } from '../../result/samples.js';
import type { Recording } from '../../quantities/measuring/recording.js';
import type { Check, NoiseSpec } from '../../spec/types.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { failedRun } from '../../units/run-failure.js';
import type { Context } from '../context.js';
import {
  drawNoise,
  prepareNoise,
  runNoisyCircuit,
  runNoisyModel,
  silent,
  type NoiseExperiment,
  type NoiseRig,
} from './runs.js';
import { readingOf, type Reading } from './reading.js';
import { outliersOf, spreadOf, type Spread } from './spread.js';

/** What one check read in one experiment. */
export interface Part {
  readonly check: Check;
  readonly row: NoiseRow;
  readonly values: readonly number[];
  /** Why there is no verdict. */
  readonly failure?: string;
}

/** Runs one experiment with noise, as often as the spec says, and reads what each check asks. */
export async function runExperiment(
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
  return checks.map((check, position) => {
    const reading = readings[position];
    if (!reading) throw new Error('a check without a reading');
    return partOf({ rig, prepared, noise, quietModel, runs }, check, reading, position);
  });
}

/** All runs of one experiment. */
interface Repeated {
  readonly rig: NoiseRig;
  readonly prepared: NoiseExperiment;
  readonly noise: NoiseSpec;
  /** The model without noise, where it is asked. */
  readonly quietModel: Recording | undefined;
  /** By their number, in order. */
  readonly runs: readonly (readonly [number, Run])[];
}

function partOf(
  { rig, prepared, noise, quietModel, runs }: Repeated,
  check: Check,
  reading: Reading,
  position: number,
): Part {
  const value = reading.value(prepared.quiet);
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
    experiment: prepared.experiment.label,
    conditions: rig.bench.conditions,
    seed: noise.seed,
    runs: circuit.length,
    time: reading.time,
    value,
    signal: Math.abs(reading.signal(prepared.quiet)),
    ...spread,
    confidence: noise.confidence,
    ...(model ? { model } : {}),
    outliers: outliersOf(circuit).map((index) => ({ run: runs[index]?.[0] ?? 0, value: circuit[index] ?? 0 })),
  };
  const [first] = failures;
  return {
    check,
    row,
    values: circuit,
    ...(first === undefined ? {} : { failure: `${failures.length} of ${noise.runs} runs failed; ${first}` }),
  };
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

/** Why a run failed. @throws what is no failed run */
export function reasonOf(error: unknown, { tools: { signal } }: Context): string {
  return failedRun(error, signal).message;
}
