import { ModelError } from '../../behavioural/model-error.js';
import type { CompiledSpec, Toolchain } from '../../compile.js';
import { SimulationError } from '../../engine/errors.js';
import type { Session } from '../../engine/simulator.js';
import type { Bench } from '../../netlist/testbench.js';
import type { Check } from '../../spec/types.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { measure } from '../measure.js';
import type { Measurement } from '../../compare/measurement.js';
import { nextTurn } from '../../units/next-turn.js';
import { circuitJob, recordingFrom, recoverCircuit, runCircuit, runRule } from '../../roads/roads.js';
import type { Recording } from '../../quantities/measuring/recording.js';
import type { ChipVariation } from './varied-circuit.js';

/** One sample: what every check measured on it, or why it could not be simulated. */
export interface Sample {
  /** From 1. */
  readonly index: number;
  /** Values of the factors that it was drawn with. */
  readonly chip: Float64Array;
  /** In the order of the checks; absent where the simulation failed. */
  readonly measurements?: readonly Measurement[];
  readonly failure?: string;
}

export interface SampleJob {
  readonly compiled: CompiledSpec;
  readonly bench: Bench;
  readonly variation: ChipVariation;
  readonly experiments: readonly Experiment[];
  readonly checks: readonly Check[];
  readonly tools: Toolchain;
  /** Called after every simulation. */
  readonly step: (label: string) => void;
}

/** Samples whose curves are in memory at a time; also the runs of one experiment after which the next one is loaded. */
const BLOCK = 32;

/** Simulates these samples. One that cannot be simulated has a `failure`; the others go on. */
export async function runSamples(job: SampleJob, indices: readonly number[]): Promise<Sample[]> {
  const samples: Sample[] = [];
  // A single experiment stays loaded from the first sample to the last, and a sample's curves go when it is judged.
  const block = job.experiments.length > 1 ? BLOCK : Math.max(1, indices.length);
  for (let first = 0; first < indices.length; first += block)
    samples.push(...(await runBlock(job, indices.slice(first, first + block))));
  return samples;
}

async function runBlock(job: SampleJob, indices: readonly number[]): Promise<Sample[]> {
  const drafts = indices.map((index): Draft => ({ index, chip: job.variation.chip(index), recordings: [] }));
  // One experiment after the other, so that its circuit stays loaded and only parameters change.
  for (const [place, experiment] of job.experiments.entries())
    await runExperiment(job, experiment, drafts, place === job.experiments.length - 1);
  return drafts.map(({ sample }) => {
    if (!sample) throw new Error('a sample that was not judged');
    return sample;
  });
}

interface Draft {
  readonly index: number;
  readonly chip: Float64Array;
  /** Empty again once it is judged. */
  readonly recordings: Recording[];
  failure?: string;
  sample?: Sample;
}

/**
 * Every lane has a session of its own and takes the next sample that waits. After the last experiment a sample is
 * judged, while the engine has the next one.
 */
async function runExperiment(
  job: SampleJob,
  experiment: Experiment,
  drafts: readonly Draft[],
  last: boolean,
): Promise<void> {
  const { compiled, bench, variation, tools, step } = job;
  const { circuit, analysis, vectors } = circuitJob(compiled, bench, experiment);
  const waiting = drafts.filter(({ failure }) => failure === undefined);
  const options = {
    save: vectors,
    timeoutSeconds: compiled.spec.simulation.timeout,
    ...(tools.signal ? { signal: tools.signal } : {}),
  };
  const runSample = async (session: Session, chip: Float64Array): Promise<Recording> => {
    const changes = variation.alterations(chip);
    const own = variation.bench(bench, chip);
    // Supply and temperature are in the text of the circuit, so such a chip is loaded on its own.
    if (own !== bench) return (await runCircuit(compiled, own, experiment, tools, changes)).recording;
    try {
      await session.alter(changes);
      return recordingFrom(compiled, bench, experiment, await session.run(analysis, options));
    } catch (error) {
      return (await recoverCircuit(compiled, bench, experiment, tools, changes, error)).recording;
    }
  };
  const judgements: Promise<unknown>[] = [];
  const judgeLater = (draft: Draft): void => {
    const judging = nextTurn().then(() => {
      draft.sample = judged(draft, job);
      draft.recordings.length = 0;
    });
    // Whatever it throws is thrown below.
    judgements.push(judging.catch((error: unknown) => Promise.resolve({ error })));
  };
  const serve = async (session: Session): Promise<void> => {
    for (let draft = waiting.shift(); draft; draft = waiting.shift()) {
      try {
        draft.recordings.push(await runSample(session, draft.chip));
      } catch (error) {
        draft.failure = failureOf(error, tools);
      }
      step(`sample ${draft.index}: ${experiment.label}`);
      if (last) judgeLater(draft);
    }
  };
  const lanes = Math.min(tools.simulator.capabilities.parallel, waiting.length);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const session = await tools.simulator.open(circuit);
      try {
        await serve(session);
      } finally {
        await session.close();
      }
    }),
  );
  if (last) drafts.filter(({ failure }) => failure !== undefined).forEach(judgeLater);
  const broken = (await Promise.all(judgements)).find(
    (outcome): outcome is { error: unknown } => outcome !== undefined,
  );
  if (broken) throw broken.error;
}

function judged({ index, chip, recordings, failure }: Draft, { compiled, checks, tools }: SampleJob): Sample {
  if (failure !== undefined) return { index, chip, failure };
  try {
    const rule = recordings.map((recording) =>
      runRule(compiled, recording.experiment, [...recording.states.values()][0]?.x ?? new Float64Array()),
    );
    return {
      index,
      chip,
      measurements: checks.map((check) => measure(check, { circuit: recordings, rule }, compiled)),
    };
  } catch (error) {
    return { index, chip, failure: failureOf(error, tools) };
  }
}

/**
 * What goes wrong with one sample is its own result, a defect of ours included: it says so, and nine thousand others
 * are not lost.
 */
function failureOf(error: unknown, { signal }: Toolchain): string {
  if (signal?.aborted === true || !(error instanceof Error)) throw error;
  return error instanceof SimulationError || error instanceof ModelError
    ? error.message
    : `a defect of rulespice (${error.name}: ${error.message}); please report it`;
}
