import { conductanceRange, memoryShare, readConductances, statesAt } from '../cells/device-state.js';
import { setOf, type Devices } from '../cells/device.js';
import type { MeasuredCells } from '../analysis/measured.js';
import type { ArraySpec, LearnSpec } from '../spec/schema.js';
import type { Road, WriteStep } from './road.js';
import { drawsOf, patternsOf, type Draws, type Pattern } from './task.js';

/** What a method of learning sees of the array: outputs in weights, and pulses. */
export interface Bench {
  readonly rows: number;
  readonly columns: number;
  /** Mean weight of the rows that have these inputs, per bit line. */
  output(inputs: Float64Array): Promise<Float64Array>;
  write(step: WriteStep): Promise<void>;
}

/** One way to change the weights after a pattern was presented. */
export interface Method {
  /** Changes the array after `output` was read and `teacher` wanted, both per bit line, in weights. */
  update(bench: Bench, pattern: Pattern, output: Float64Array, teacher: Float64Array, draws: Draws): Promise<void>;
}

/** Course of learning. */
export interface Training {
  /** By presentation, pattern and bit line: what was read before the update. */
  readonly outputs: readonly (readonly Float64Array[])[];
  readonly state: Float64Array;
  /** By cell: what pulses that did not select it did to its memory, as a share of its range, all together. */
  readonly corruption: Float64Array;
  readonly pulses: number;
  /** J; NaN on a road that does not know. */
  readonly energy: number;
}

export interface TrainingOptions {
  readonly array: ArraySpec;
  readonly devices: Devices;
  readonly learn: LearnSpec;
  readonly road: Road;
  readonly start: Float64Array;
  /** States of the reference array, which is of the same wires, read beside the other and never written. */
  readonly reference: Float64Array;
  /** Siemens of a weight of 1. */
  readonly scale: number;
  /** What pulses and reads of such cells were measured to scatter by. */
  readonly measured?: MeasuredCells;
  /** Presentations of every pattern; those of the spec when absent. */
  readonly presentations?: number;
  readonly signal?: AbortSignal;
}

/** Presents every pattern again and again: read, compare with the teacher, update. */
export async function train(method: Method, options: TrainingOptions): Promise<Training> {
  const { array, learn, presentations = learn.presentations } = options;
  const patterns = patternsOf(learn);
  const bench = new LearningBench(options);
  const outputs: Float64Array[][] = [];
  for (let presentation = 0; presentation < presentations; presentation += 1) {
    const read: Float64Array[] = [];
    for (const [index, pattern] of patterns.entries()) {
      const draws = drawsOf(learn, array, presentation, index);
      const output = await bench.output(pattern.inputs);
      read.push(output);
      await method.update(
        bench,
        pattern,
        output,
        pattern.targets.map((target, column) => target + draws.noise[column]!),
        draws,
      );
    }
    outputs.push(read);
  }
  return { outputs, ...bench.end() };
}

/** The array and its reference as they are read and pulsed, and what the pulses did. */
class LearningBench implements Bench {
  readonly rows: number;
  readonly columns: number;
  private state: Float64Array;
  private pulses = 0;
  private energy = 0;
  private readonly corruption: Float64Array;
  private readonly zeros = new Map<Float64Array, Float64Array>();

  constructor(private readonly options: TrainingOptions) {
    ({ rows: this.rows, columns: this.columns } = options.array);
    this.state = options.start;
    this.corruption = new Float64Array(this.rows * this.columns);
  }

  async output(inputs: Float64Array): Promise<Float64Array> {
    const { road, reference, scale } = this.options;
    // The reference never changes, so its currents are read once per input.
    let zero = this.zeros.get(inputs);
    if (!zero) this.zeros.set(inputs, (zero = await road.currents(reference, inputs)));
    const found = this.asMeasured(await road.currents(this.state, inputs), inputs);
    const unit = scale * inputs.reduce((sum, volts) => sum + volts, 0);
    return found.map((current, column) => (current - zero[column]!) / unit);
  }

  async write(step: WriteStep): Promise<void> {
    if (step.rows.length === 0 || step.columns.length === 0) return;
    const { road, devices, signal } = this.options;
    signal?.throwIfAborted();
    const result = await road.write(this.state, step);
    const [before, after] = [memoryShare(devices, this.state), memoryShare(devices, result.state)];
    addCorruption(this.corruption, before, after, step, this.columns);
    this.state = this.scattered(result.state, step);
    this.pulses += 1;
    this.energy += result.energy ?? NaN;
  }

  /** Currents with what one read of every cell is off by; the reference is read once and taken as it is. */
  private asMeasured(currents: Float64Array, inputs: Float64Array): Float64Array {
    const { measured, devices } = this.options;
    if (!measured?.noisyReads) return currents;
    const conductance = readConductances(devices, this.state);
    const read = measured.read(conductance);
    return currents.map((current, column) =>
      inputs.reduce((sum, volts, row) => {
        const cell = row * this.columns + column;
        return sum + volts * (read[cell]! - conductance[cell]!);
      }, current),
    );
  }

  /** States after a pulse with the noise of the update in every cell that it selected. */
  private scattered(state: Float64Array, { rows, columns, pulse }: WriteStep): Float64Array {
    const { measured, devices, learn } = this.options;
    if (!measured?.noisyWrites) return state;
    const conductance = readConductances(devices, state);
    const count = state.length / conductance.length;
    const next = state.slice();
    for (const row of rows)
      for (const column of columns) {
        const cell = row * this.columns + column;
        const [low, high] = conductanceRange(setOf(devices, cell));
        const noise = measured.pulse(pulse === learn.potentiation ? 'potentiation' : 'depression');
        const [memory = NaN] = statesAt(
          setOf(devices, cell),
          Math.min(Math.max(conductance[cell]! + noise, low), high),
        );
        next[cell * count] = memory;
      }
    return next;
  }

  end(): Omit<Training, 'outputs'> {
    const { state, corruption, pulses, energy } = this;
    return { state, corruption, pulses, energy };
  }
}

function addCorruption(
  corruption: Float64Array,
  before: Float64Array,
  after: Float64Array,
  { rows, columns: selected }: WriteStep,
  columns: number,
): void {
  const [inRow, inColumn] = [new Set(rows), new Set(selected)];
  for (let cell = 0; cell < corruption.length; cell += 1) {
    if (!(inRow.has(Math.floor(cell / columns)) && inColumn.has(cell % columns)))
      corruption[cell] = corruption[cell]! + after[cell]! - before[cell]!;
  }
}

/** How far the outputs of the last quarter of the presentations are from their targets, as shares of a target. */
export interface Outcome {
  readonly error: number;
  readonly bias: number;
  readonly wrongBits: number;
  /** By pattern and bit line: mean output, in weights. */
  readonly mean: readonly Float64Array[];
}

export function outcomeOf({ outputs }: Training, learn: Pick<LearnSpec, 'patterns' | 'target' | 'read'>): Outcome {
  const last = outputs.slice(-Math.max(1, Math.floor(outputs.length / 4)));
  const patterns = patternsOf(learn);
  const mean = patterns.map(({ targets }, pattern) =>
    targets.map((_, column) => last.reduce((sum, read) => sum + read[pattern]![column]!, 0) / last.length),
  );
  const rms = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) / learn.target;
  return {
    error: rms(
      last.flatMap((read) =>
        patterns.flatMap(({ targets }, pattern) =>
          [...targets].map((target, column) => read[pattern]![column]! - target),
        ),
      ),
    ),
    bias: rms(
      patterns.flatMap(({ targets }, pattern) =>
        [...targets].map((target, column) => mean[pattern]![column]! - target),
      ),
    ),
    wrongBits: patterns.reduce(
      (sum, { targets }, pattern) =>
        sum + targets.reduce((count, target, column) => count + (mean[pattern]![column]! * target > 0 ? 0 : 1), 0),
      0,
    ),
    mean,
  };
}
