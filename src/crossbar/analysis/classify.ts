import { sha256Hex } from '../../units/sha256.js';
import { accuracy, beginning, trainOn, type Learner, type Progress } from '../learning/classifier.js';
import { loadExamples, type Examples } from '../learning/examples.js';
import { imperfectionsOf, type Imperfection } from '../learning/imperfections.js';
import { Learners } from '../learning/learners.js';
import { parseState, stateText, type RunStates } from '../learning/run-state.js';
import type { ClassifySection } from '../spec/classify.js';
import type { ArraySpec } from '../spec/schema.js';
import { classReport, type Run } from './classify-report.js';
import type { AnalysisContext, Checkpoint } from './context.js';
import { measuredOf, type AnalysisResult } from './result.js';
import { measuredCells } from './measured.js';

/** Least time between two writes of the state, ms. */
const KEEP_EVERY = 20_000;

interface Wanted {
  readonly name: string;
  readonly kind: Run['kind'];
  readonly cause?: Imperfection;
  readonly has: ReadonlySet<Imperfection>;
}

/**
 * One layer of weights learns classes from data, with everything the array has against it; and again without any of it,
 * with each imperfection alone and with each left out, which says what it costs.
 */
export async function analyseClassify(
  array: ArraySpec,
  classify: ClassifySection,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  const examples = loadExamples(classify, array, context.folder);
  examples.readings.forEach((reading) => context.tell?.(reading));
  const { runs, learner, progress } = await trainAll(array, classify, examples, context);
  const [ideal, all] = [runs.find(({ kind }) => kind === 'ideal'), runs.find(({ kind }) => kind === 'all')];
  const train = all?.history.at(-1)?.train ?? NaN;
  return {
    action: 'classify',
    measured: measuredOf<'classify'>({
      'test-accuracy': all?.test,
      'train-accuracy': train,
      'accuracy-lost': ideal && all && ideal.test - all.test,
    }),
    ...classReport(runs, learner, progress),
    output: {
      unit: 'S',
      rows: array.rows,
      columns: array.columns,
      values: progress.memory.map((value, cell) => learner.cells.conductance(cell, value)),
    },
    notes: notesOf(array, examples, learner),
  };
}

/** Every run, one after the other; the last one counts everything. */
async function trainAll(
  array: ArraySpec,
  classify: ClassifySection,
  examples: Examples,
  context: AnalysisContext,
): Promise<{ readonly runs: readonly Run[]; readonly learner: Learner; readonly progress: Progress }> {
  const { signal, checkpoint } = context;
  const learners = new Learners(array, classify, examples, context);
  const wanted = wantedRuns(array, classify.costs);
  const keeper = await Keeper.of(checkpoint, fingerprintOf(array, classify, examples), array.rows * array.columns);
  const total = classify.epochs * examples.train.length;
  const runs: Run[] = [];
  for (const [index, { name, kind, cause, has }] of wanted.entries()) {
    const learner = await learners.with(has);
    const progress = await trainOn(learner, keeper.states.get(name) ?? beginning(learner), {
      ...(signal ? { signal } : {}),
      onExample: async (now) => {
        context.progress?.(index * total + now.presented, wanted.length * total, name);
        await keeper.keep(name, now, now.presented === total);
      },
    });
    const { history, pulses } = progress;
    runs.push({ name, kind, ...(cause && { cause }), history, pulses, test: accuracy(learner, progress.memory, true) });
    if (index === wanted.length - 1) return { runs, learner, progress };
  }
  throw new RangeError('no run was wanted');
}

function notesOf(array: ArraySpec, examples: Examples, learner: Learner): string[] {
  return [
    `${examples.train.length} examples to train with, ${examples.test.length} to test with, classes ` +
      `${examples.classes.join(', ')}; one pulse moves a weight in the middle of the range by ` +
      `${learner.step.toPrecision(2)}`,
    'a cell reads as its conductance at the read voltage; what a pulse does is tabulated by voltage and state, other ' +
      'states than the memory at rest',
    ...(array.device === undefined
      ? ['the card of pulses says nothing of half the voltage: no half-select disturb, no IR drop of a pulse']
      : []),
    ...(measuredCells(array)?.notes() ?? []),
  ];
}

function wantedRuns(array: ArraySpec, costs: boolean): Wanted[] {
  const found = imperfectionsOf(array);
  const all: Wanted = { name: 'all', kind: 'all', has: new Set(found) };
  const ideal: Wanted = { name: 'ideal', kind: 'ideal', has: new Set() };
  if (!costs) return [ideal, all];
  return [
    ideal,
    ...found.map((cause): Wanted => ({ name: `only ${cause}`, kind: 'alone', cause, has: new Set([cause]) })),
    ...(found.length < 2
      ? []
      : found.map((cause): Wanted => ({
          name: `without ${cause}`,
          kind: 'without',
          cause,
          has: new Set(found.filter((other) => other !== cause)),
        }))),
    all,
  ];
}

/** Of everything that the numbers of a run depend on. */
function fingerprintOf(array: ArraySpec, classify: ClassifySection, examples: Examples): string {
  const plain = (list: Examples['train']) => list.map(({ inputs, label }) => [label, ...inputs]);
  const { costs, ...rest } = classify;
  void costs;
  return sha256Hex(
    JSON.stringify([array, rest]),
    JSON.stringify([examples.classes, plain(examples.train), plain(examples.test)]),
  );
}

/** The state of all runs, kept in a file now and then. */
class Keeper {
  private last = performance.now();

  private constructor(
    private readonly checkpoint: Checkpoint | undefined,
    private readonly fingerprint: string,
    readonly states: RunStates,
  ) {}

  /** @throws UserError for a state of something else */
  static async of(checkpoint: Checkpoint | undefined, fingerprint: string, cells: number): Promise<Keeper> {
    const text = await checkpoint?.load();
    const states = text === undefined ? new Map() : parseState(text, checkpoint!.name, fingerprint, cells);
    return new Keeper(checkpoint, fingerprint, states as RunStates);
  }

  async keep(name: string, progress: Progress, finished: boolean): Promise<void> {
    if (!this.checkpoint || !(finished || performance.now() - this.last >= KEEP_EVERY)) return;
    this.states.set(name, { ...progress, memory: progress.memory.slice(), history: [...progress.history] });
    await this.checkpoint.save(stateText(this.fingerprint, this.states));
    this.last = performance.now();
  }
}
