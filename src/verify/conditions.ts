import { calibrate } from '../calibrate/calibrate.js';
import type { Calibration } from '../calibrate/calibration.js';
import type { Verdict } from '../result/verdict.js';
import type { Figure } from '../result/figure.js';
import { conditionsText } from '../report/words.js';
import type { PredictionRow, TrimRow } from '../result/rule.js';
import type { Alteration } from '../engine/simulator.js';
import type { Bench } from '../netlist/testbench.js';
import type { Conditions } from '../process/conditions.js';
import type { Biases } from '../quantities/quantity.js';
import { readsBiases, stimulusOf } from '../quantities/vocabulary.js';
import type { Check, SamplingSpec } from '../spec/types.js';
import { failedRun } from '../units/run-failure.js';
import type { TrimResult } from '../trim/trim.js';
import { foundOf, verdictOf, type Context } from './context.js';
import { departure } from './departures.js';
import { distanceFromRule } from './from-rule.js';
import { departureOfNeuron } from './neuron-departure.js';
import { holdFault } from './hold.js';
import { powerAndStress } from './power-and-stress.js';
import { figuresOf } from './figures.js';
import { measure, statusOf, type Roads } from './measure.js';
import { settled, type Variant } from './numerics.js';
import type { Measurement } from '../compare/measurement.js';
import type { Recording } from '../quantities/measuring/recording.js';
import type { Experiment } from '../stimulus/experiment.js';
import { longestTime, modelRoad, needsCalibration } from './model-road.js';
import { benchOptions, runCircuit, runRule, type CircuitRun } from '../roads/roads.js';
import { trimDesign, trimWarnings } from '../trim/trim-design.js';
import { chipVariation } from './chips/varied-circuit.js';

/** What the nominal circuit (or one sample, where that is all that is asked for) gave under one condition. */
export interface Outcome {
  /** The circuit as it was simulated; absent when that failed. */
  readonly bench?: Bench;
  readonly verdicts: readonly Verdict[];
  readonly trim: readonly TrimRow[];
  readonly figures: readonly Figure[];
  readonly warnings: readonly string[];
  /** Power and stress of a drawn circuit. */
  readonly predictions?: readonly PredictionRow[];
}

/**
 * Verifies one condition on all roads. A simulation that fails gives `error` verdicts.
 * @throws what is no failed simulation: a bad spec, or a bug
 */
export async function verifyConditions(conditions: Conditions, context: Context): Promise<Outcome> {
  const { compiled, tools, checks, step } = context;
  try {
    const nominal = nominalBench(conditions, context);
    const trimmed = context.trimming
      ? await trimDesign(compiled, nominal, tools).then((result) => (step('trim'), result))
      : undefined;
    const bench: Bench = trimmed ? { ...nominal, dut: trimmed.dut } : nominal;
    const chip = chipOf(bench, context);
    const [calibration, found] = await Promise.all([
      needsCalibration(compiled, checks)
        ? calibrate(bench, tools.simulator, tools.signal).then((result) => (step('calibration'), result))
        : undefined,
      runsOf(chip, conditions, context),
    ]);
    if ('fault' in found) return outcomeWithout(found.fault, 'fail', conditions, context);
    const { runs } = found;
    const circuit = runs.map(({ recording }) => recording);
    const roads = roadsOf(circuit, calibration, context);
    const again = await Promise.all(
      context.variants.map((variant) => repeat(variant, { bench, chip, nominal, calibration }, context)),
    );
    const verdicts = verdictsOf(roads, again, trimmed, conditions, context);
    return {
      bench,
      verdicts,
      trim: trimmed ? trimRows(trimmed, conditions) : [],
      figures: figuresOf(compiled, roads, conditions, verdicts),
      warnings: trimmed ? trimWarnings(trimmed, conditions) : [],
      ...(bench.dut.terminals
        ? { predictions: powerAndStress(runs, bench.dut.terminals, conditions.supply, conditionsText(conditions)) }
        : {}),
    };
  } catch (error) {
    return outcomeWithout(failedRun(error, tools.signal).message, 'error', conditions, context);
  }
}

/** Every check measured once more, under the name of what was varied. */
interface Again {
  readonly name: string;
  readonly measurements: readonly Measurement[];
}

function verdictsOf(
  roads: Roads,
  again: readonly Again[],
  trimmed: TrimResult | undefined,
  conditions: Conditions,
  context: Context,
): Verdict[] {
  const { numerics } = context.compiled.spec.simulation;
  return context.checks.map((check, position) => {
    const first = measureOne(check, roads, trimmed, conditions, context);
    const repeated = again.map(({ name, measurements }) => ({ name, measurement: measurements[position] ?? {} }));
    const measurement = numerics ? settled(check, first, repeated, numerics) : first;
    return judge(check, measurement, { conditions, roads, trimmed: trimmed !== undefined }, context);
  });
}

function nominalBench(conditions: Conditions, { compiled }: Context): Bench {
  return {
    dut: compiled.dut.under(conditions),
    process: compiled.process,
    conditions,
    options: benchOptions(compiled),
  };
}

/** The same reason in every check: a simulation that fails, or a weight that is not held. */
function outcomeWithout(reason: string, status: 'error' | 'fail', conditions: Conditions, context: Context): Outcome {
  return {
    verdicts: context.checks.map((check) =>
      verdictOf(check, status, conditions, context, { reason, ...(status === 'fail' ? { headline: true } : {}) }),
    ),
    trim: [],
    figures: [],
    warnings: [],
  };
}

/** Every experiment on the circuit; of a drawn one whose weight is not held, only that. */
async function runsOf(
  { bench, changes }: Chip,
  conditions: Conditions,
  { compiled, tools, options, experiments, step, skip }: Context,
): Promise<{ readonly runs: readonly CircuitRun[] } | { readonly fault: string }> {
  const runAll = (some: readonly Experiment[]): Promise<CircuitRun[]> =>
    Promise.all(
      some.map(async (experiment) => {
        const run = await runCircuit(compiled, bench, experiment, tools, changes);
        options.onRun?.(run, conditions, options.only?.sample);
        step(experiment.label);
        return run;
      }),
    );
  const first = compiled.spec.dut ? experiments.filter(({ name }) => name === 'rest') : [];
  const others = experiments.filter((experiment) => !first.includes(experiment));
  const idle = await runAll(first);
  const fault = idle.map((run) => holdFault(compiled, run)).find((one) => one !== undefined);
  if (fault === undefined) return { runs: [...(await runAll(others)), ...idle] };
  skip(others.length);
  return { fault };
}

/** The circuit's recordings beside what the rule and, if it was calibrated, the model say of the same experiments. */
function roadsOf(circuit: readonly Recording[], calibration: Calibration | undefined, context: Context): Roads {
  const { compiled } = context;
  const rule = circuit.map((recording) => runRule(compiled, recording.experiment, longestTime(recording)));
  const model = modelRoad(circuit, calibration, context);
  return { circuit, rule, ...(model ? { model } : {}) };
}

/** The circuit that runs: the nominal one, or one sample. */
interface Chip {
  readonly bench: Bench;
  readonly changes: readonly Alteration[];
}

function chipOf(bench: Bench, { compiled: { spec }, options }: Context): Chip {
  const { sampling } = spec.variations;
  const { sample } = options.only ?? {};
  return sampling && sample !== undefined ? drawnChip(bench, sampling, sample) : { bench, changes: [] };
}

function drawnChip(bench: Bench, sampling: SamplingSpec, sample: number): Chip {
  const variation = chipVariation(bench, sampling);
  const values = variation.chip(sample);
  return { bench: variation.bench(bench, values), changes: variation.alterations(values) };
}

interface FirstRun {
  readonly bench: Bench;
  readonly chip: Chip;
  /** Before it was trimmed. */
  readonly nominal: Bench;
  readonly calibration: Calibration | undefined;
}

/** Every check of one condition measured once more by a variant. What fails to simulate there is no measurement. */
async function repeat(
  { name, tools, bench: varied, recalibrates }: Variant,
  { bench, chip, nominal, calibration }: FirstRun,
  context: Context,
): Promise<Again> {
  const { compiled, checks, experiments, step } = context;
  try {
    const own = varied(bench);
    const trimmed =
      checks.some(readsBiases) && context.trimming ? await trimDesign(compiled, varied(nominal), tools) : undefined;
    const recalibrated =
      calibration && recalibrates ? await calibrate(own, tools.simulator, tools.signal) : calibration;
    const circuit = await Promise.all(
      experiments.map(async (experiment) => {
        const { recording } = await runCircuit(compiled, varied(chip.bench), experiment, tools, chip.changes);
        step(`${experiment.label}: ${name}`);
        return recording;
      }),
    );
    const roads = roadsOf(circuit, recalibrated, context);
    return { name, measurements: checks.map((check) => measureOne(check, roads, trimmed, bench.conditions, context)) };
  } catch (error) {
    const reason = failedRun(error, tools.signal).message;
    return { name, measurements: checks.map(() => ({ reason })) };
  }
}

function measureOne(
  check: Check,
  roads: Roads,
  trimmed: TrimResult | undefined,
  conditions: Conditions,
  { compiled }: Context,
): Measurement {
  const biases: Biases = {
    designed: compiled.dut,
    trimmed: trimmed?.dut,
    conditions,
    designedFor: compiled.conditions.temperature,
  };
  return measure(check, roads, compiled, biases);
}

interface Judged {
  readonly conditions: Conditions;
  readonly roads: Roads;
  readonly trimmed: boolean;
}

function judge(
  check: Check,
  measurement: Measurement,
  { conditions, roads, trimmed }: Judged,
  context: Context,
): Verdict {
  const status = statusOf(check, measurement);
  const { measured, ...rest } = foundOf(measurement);
  if (status === 'not-checked' || measured === undefined)
    return verdictOf(check, 'not-checked', conditions, context, { reason: 'nothing could be measured', ...rest });
  const { compiled } = context;
  const name = stimulusOf(check, compiled);
  const own = roads.circuit.filter(({ experiment }) => experiment.name === name);
  const why = status === 'fail' ? departure({ check, measurement, compiled, circuit: own, trimmed }) : undefined;
  const spoken = status === 'fail' ? departureOfNeuron({ check, measurement, compiled }) : undefined;
  const fromRule = distanceFromRule(check, roads, compiled);
  return verdictOf(check, status, conditions, context, {
    measured,
    margin: check.max - measured,
    ...(fromRule === undefined ? {} : { fromRule }),
    ...(why === undefined ? {} : { reason: why }),
    ...(spoken === undefined ? {} : { reason: spoken, headline: true }),
    ...rest,
  });
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
