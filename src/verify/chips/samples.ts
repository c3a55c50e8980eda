import type { CompiledSpec, Toolchain } from '../../compile.js';
import { RunFailure } from '../../units/run-failure.js';
import type { Circuit, Session } from '../../engine/simulator.js';
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
  const { simulator } = job.tools;
  const lanes = new Lanes(job, experiment, drafts, last);
  await Promise.all(
    Array.from({ length: Math.min(simulator.capabilities.parallel, lanes.length) }, async () => {
      const session = await simulator.open(lanes.circuit);
      try {
        await lanes.serve(session);
      } finally {
        await session.close();
      }
    }),
  );
  if (last) drafts.filter(({ failure }) => failure !== undefined).forEach((draft) => lanes.judgeLater(draft));
  await lanes.judged();
}

/** The samples of one experiment that wait for a session, and what is being judged. */
class Lanes {
  private readonly work: ReturnType<typeof circuitJob>;
  private readonly waiting: Draft[];
  private readonly judgements: Promise<unknown>[] = [];

  constructor(
    private readonly job: SampleJob,
    private readonly experiment: Experiment,
    drafts: readonly Draft[],
    private readonly last: boolean,
  ) {
    this.work = circuitJob(job.compiled, job.bench, experiment);
    this.waiting = drafts.filter(({ failure }) => failure === undefined);
  }

  get circuit(): Circuit {
    return this.work.circuit;
  }

  get length(): number {
    return this.waiting.length;
  }

  /** Simulates samples in one session until none waits. */
  async serve(session: Session): Promise<void> {
    for (let draft = this.waiting.shift(); draft; draft = this.waiting.shift()) {
      try {
        draft.recordings.push(await this.run(session, draft.chip));
      } catch (error) {
        draft.failure = failureOf(error, this.job.tools);
      }
      this.job.step(`sample ${draft.index}: ${this.experiment.label}`);
      if (this.last) this.judgeLater(draft);
    }
  }

  judgeLater(draft: Draft): void {
    const judging = nextTurn().then(() => {
      draft.sample = judged(draft, this.job);
      draft.recordings.length = 0;
    });
    // Whatever it throws is thrown by `judged`.
    this.judgements.push(judging.catch((error: unknown) => Promise.resolve({ error })));
  }

  /** @throws what went wrong in a judgement */
  async judged(): Promise<void> {
    const broken = (await Promise.all(this.judgements)).find(
      (outcome): outcome is { error: unknown } => outcome !== undefined,
    );
    if (broken) throw broken.error;
  }

  private async run(session: Session, chip: Float64Array): Promise<Recording> {
    const { compiled, bench, variation, tools } = this.job;
    const { experiment } = this;
    const { analysis, vectors } = this.work;
    const changes = variation.alterations(chip);
    const own = variation.bench(bench, chip);
    // Supply and temperature are in the text of the circuit, so such a chip is loaded on its own.
    // A search is many runs, each with a circuit of its own.
    if (own !== bench || experiment.search)
      return (await runCircuit(compiled, own, experiment, tools, changes)).recording;
    const options = {
      save: vectors,
      timeoutSeconds: compiled.spec.simulation.timeout,
      ...(tools.signal ? { signal: tools.signal } : {}),
    };
    try {
      await session.alter(changes);
      return recordingFrom(compiled, bench, experiment, await session.run(analysis, options));
    } catch (error) {
      return (await recoverCircuit(compiled, bench, experiment, tools, changes, error)).recording;
    }
  }
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
  return error instanceof RunFailure
    ? error.message
    : `a defect of rulespice (${error.name}: ${error.message}); please report it`;
}
