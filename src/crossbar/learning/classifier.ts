import { namedGenerator, type Generator } from '../../random/generator.js';
import { Pause } from '../../units/pause.js';
import type { MeasuredCells } from '../analysis/measured.js';
import type { ClassifySection } from '../spec/classify.js';
import type { ArraySpec } from '../spec/schema.js';
import type { Reader, Writer } from './array-access.js';
import type { Example, Examples } from './examples.js';
import type { Imperfection } from './imperfections.js';
import type { Direction, WeightCells } from './weight-cells.js';

/** One array that learns, with the imperfections that count in this run. */
export interface Learner {
  readonly array: ArraySpec;
  readonly classify: ClassifySection;
  readonly examples: Examples;
  readonly has: ReadonlySet<Imperfection>;
  readonly cells: WeightCells;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly measured?: MeasuredCells;
  /** Currents of the reference array, whose cells rest in the middle of the range, by example, A. */
  readonly reference: { readonly train: readonly Float64Array[]; readonly test: readonly Float64Array[] };
  /** Weight that one pulse moves in the middle of the range. */
  readonly step: number;
}

/** Where a run is: everything that its continuation depends on. */
export interface Progress {
  /** Examples that were presented, all epochs together. */
  readonly presented: number;
  readonly memory: Float64Array;
  /** By finished epoch, shares: right answers while training, and of the test behind it. */
  readonly history: readonly { readonly train: number; readonly test: number }[];
  /** Right answers of the epoch at hand. */
  readonly right: number;
  readonly pulses: number;
}

export function beginning({ array, cells }: Pick<Learner, 'array' | 'cells'>): Progress {
  const middle = (cells.range[0] + cells.range[1]) / 2;
  const memory = Float64Array.from({ length: array.rows * array.columns }, (_, cell) => cells.memoryAt(cell, middle));
  return { presented: 0, memory, history: [], right: 0, pulses: 0 };
}

export interface TrainOptions {
  readonly signal?: AbortSignal;
  /** Told after every example. */
  readonly onExample?: (progress: Progress) => Promise<void> | void;
}

/**
 * Presents the training examples, in an order of its own in every epoch, until all epochs are done. What is drawn for
 * an
 * example depends on the seed, the epoch and its place alone, so a run that goes on from a `Progress` ends with the
 * same
 * bits as one that was never interrupted.
 */
export async function trainOn(learner: Learner, from: Progress, options: TrainOptions = {}): Promise<Progress> {
  const { classify, examples } = learner;
  const breather = new Pause();
  const memory = from.memory.slice();
  const history = [...from.history];
  let { right, pulses, presented } = from;
  const size = examples.train.length;
  let order: readonly number[] = [];
  for (; presented < classify.epochs * size;) {
    await breather.take();
    options.signal?.throwIfAborted();
    const [epoch, place] = [Math.floor(presented / size), presented % size];
    if (order.length === 0 || place === 0) order = orderOf(size, classify.seed, epoch);
    const index = order[place]!;
    const draws = namedGenerator(`classify seed ${classify.seed}, epoch ${epoch + 1}, place ${place + 1}`);
    const outcome = present(learner, memory, index, draws);
    right += outcome.right ? 1 : 0;
    pulses += outcome.pulses;
    presented += 1;
    if (presented % size === 0) {
      history.push({ train: right / size, test: accuracy(learner, memory, false) });
      right = 0;
    }
    await options.onExample?.({ presented, memory, history, right, pulses });
  }
  return { presented, memory, history, right, pulses };
}

/**
 * Share of the test examples that are answered right. @param late after the relaxation of the spec, where there is
 * one
 */
export function accuracy(learner: Learner, memory: Float64Array, late: boolean): number {
  const { array, examples, has, measured, reader, classify, reference } = learner;
  let conductance = conductancesOf(learner, memory);
  if (late && has.has('retention') && measured) conductance = measured.relaxed(conductance, array.columns);
  const volts = examples.test.map(({ inputs }) => inputs.map((input) => input * classify.read));
  const noisy = has.has('read-noise') && measured !== undefined;
  const currents = noisy
    ? volts.map((inputs, at) =>
        reader.one(
          measured.read(conductance, namedGenerator(`classify seed ${classify.seed}, test ${at + 1}`)),
          inputs,
        ),
      )
    : reader.many(conductance, volts);
  const right = examples.test.filter(
    ({ label }, at) => argmax(outputsOf(learner, currents[at]!, reference.test[at]!)) === label,
  );
  return right.length / examples.test.length;
}

/** A random order of the examples, of the epoch alone (Fisher and Yates). */
function orderOf(size: number, seed: number, epoch: number): number[] {
  const random = namedGenerator(`classify seed ${seed}, order of epoch ${epoch + 1}`);
  const order = Array.from({ length: size }, (_, at) => at);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = Math.floor(random.uniform() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

function conductancesOf({ cells }: Learner, memory: Float64Array): Float64Array {
  return memory.map((value, cell) => cells.conductance(cell, value));
}

function outputsOf({ classify, cells }: Learner, currents: Float64Array, reference: Float64Array): Float64Array {
  const unit = (classify.read * (cells.range[1] - cells.range[0])) / 2;
  return currents.map((current, column) => (classify.gain * (current - reference[column]!)) / unit);
}

function present(
  learner: Learner,
  memory: Float64Array,
  index: number,
  draws: Generator,
): { readonly right: boolean; readonly pulses: number } {
  const { classify, examples, has, measured, reader, reference } = learner;
  const example = examples.train[index]!;
  const wanted = conductancesOf(learner, memory);
  const conductance = has.has('read-noise') && measured ? measured.read(wanted, draws) : wanted;
  const volts = example.inputs.map((input) => input * classify.read);
  const outputs = outputsOf(learner, reader.one(conductance, volts), reference.train[index]!);
  const error = errorsOf(classify.rule, outputs, example.label);
  if (!has.has('update')) adjust(learner, memory, example, error);
  const pulses = has.has('update') || has.has('disturb') ? pulse(learner, memory, example, error, draws) : 0;
  return { right: argmax(outputs) === example.label, pulses };
}

/** Target minus output, per class. */
export function errorsOf(rule: ClassifySection['rule'], outputs: Float64Array, label: number): Float64Array {
  const target = (column: number): number => (column === label ? 1 : 0);
  if (rule === 'delta') return outputs.map((output, column) => target(column) - output);
  const most = outputs.reduce((largest, value) => Math.max(largest, value), -Infinity);
  const powers = outputs.map((output) => Math.exp(output - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((power, column) => target(column) - power / sum);
}

/** The outer product as numbers. */
function adjust(
  { array, cells, classify }: Learner,
  memory: Float64Array,
  example: Example,
  error: Float64Array,
): void {
  const siemens = (cells.range[1] - cells.range[0]) / 2;
  example.inputs.forEach((input, row) => {
    if (input === 0) return;
    for (let column = 0; column < array.columns; column += 1) {
      const cell = row * array.columns + column;
      const change = classify.rate * input * error[column]! * siemens;
      memory[cell] = cells.memoryAt(cell, cells.conductance(cell, memory[cell]!) + change);
    }
  });
}

/**
 * The outer product by chance: in every slot a word line fires with a probability in proportion to its input and a bit
 * line to its error, and cells where both do get a pulse (Gokmen, Vlasov, Front. Neurosci. 10:333, 2016).
 */
function pulse(
  learner: Learner,
  memory: Float64Array,
  { inputs }: Example,
  error: Float64Array,
  draws: Generator,
): number {
  const { classify, step } = learner;
  const scale = Math.sqrt(classify.rate / (classify.slots * step));
  const fired = (values: Float64Array): number[] => {
    const lines: number[] = [];
    values.forEach((value, line) => {
      if (draws.uniform() < scale * Math.abs(value)) lines.push(line);
    });
    return lines;
  };
  let count = 0;
  for (let slot = 0; slot < classify.slots; slot += 1) {
    const rows = fired(inputs);
    const columns = fired(error);
    for (const [direction, sign] of [
      ['potentiation', 1],
      ['depression', -1],
    ] as const) {
      const due = columns.filter((column) => Math.sign(error[column]!) === sign);
      if (rows.length === 0 || due.length === 0) continue;
      write(learner, memory, rows, due, direction, draws);
      count += 1;
    }
  }
  return count;
}

function write(
  { array, cells, classify, has, writer, measured }: Learner,
  memory: Float64Array,
  rows: readonly number[],
  columns: readonly number[],
  direction: Direction,
  draws: Generator,
): void {
  const voltage = classify[direction]?.voltage ?? (direction === 'potentiation' ? 1 : -1);
  const shares = writer.sharesOf(
    rows,
    columns,
    voltage,
    cells.chord && ((cell, share) => cells.chord!(cell, memory[cell]!, direction, share)),
  );
  const [low, high] = cells.range;
  const selected = new Uint8Array(memory.length);
  for (const row of rows) for (const column of columns) selected[row * array.columns + column] = 1;
  for (let cell = 0; cell < memory.length; cell += 1) {
    if (!has.has(selected[cell] === 1 ? 'update' : 'disturb')) continue;
    let change = cells.change(cell, memory[cell]!, direction, shares[cell]!);
    if (selected[cell] === 1 && has.has('write-noise') && measured)
      change += measured.pulse(direction, draws) / (high - low);
    memory[cell] = Math.min(1, Math.max(0, memory[cell]! + change));
  }
}

function argmax(values: Float64Array): number {
  return values.reduce((best, value, at) => (value > values[best]! ? at : best), 0);
}
