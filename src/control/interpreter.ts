import { DeckError } from '../deck/deck-error.js';
import type { Statement } from '../deck/statement.js';
import type { MeasurementResult } from '../measure/deck.js';
import type { OwnFunction, OwnFunctions } from '../vector/expression.js';
import { evaluate } from '../vector/evaluate.js';
import { ExpressionError, isTrue, realNumber, type Scope, type Vector } from '../vector/vector.js';
import type { Waveforms } from '../waveform/waveforms.js';
import type { ControlledCircuit } from './circuit.js';
import { endingOf, performing, type Ending } from './commands.js';
import { fourierCommand } from './commands/transform.js';
import { Limits } from './limits.js';
import { Plots, type Plot } from './plots.js';
import type { Said } from './said.js';
import type { Step } from './script.js';
import { substituted } from './substitute.js';
import type { Command, World, Written } from './world.js';

/** Runs one deck that we composed; results in the order of its analyses. */
export type RunDeck = (deck: string) => Promise<readonly Waveforms[]>;

/** What a control block did. */
export interface Outcome {
  /** Every result, in order. */
  readonly plots: readonly Plot[];
  /** What `write` and `wrdata` chose; empty when the block has neither. */
  readonly written: readonly Written[];
  readonly measurements: readonly MeasurementResult[];
  readonly said: readonly Said[];
  /** What was not carried out as the line says. */
  readonly notes: readonly { readonly line: number; readonly message: string }[];
  /** Where the block ended with `quit 1`, or another number that is not zero. */
  readonly failed?: { readonly line: number; readonly code: number } | undefined;
}

/** Carries out a control block. Commands see it as their world. */
export class Interpreter implements World {
  private readonly results: Plot[] = [];
  readonly written: Written[] = [];
  private readonly measurements: MeasurementResult[] = [];
  private readonly said: Said[] = [];
  private readonly notes: { line: number; message: string }[] = [];
  readonly variables = new Map<string, string>();
  readonly functions = new Map<string, OwnFunction>();
  fouriers = 0;
  private failed: Outcome['failed'];
  readonly limits = new Limits();
  readonly plots = new Plots((values) => this.limits.compute(values));

  /**
   * @param saved vectors to save besides those of the deck, of an analysis
   * @param measure measures a result by the `.meas` lines of the deck
   */
  constructor(
    readonly circuit: ControlledCircuit,
    private readonly runDeck: RunDeck,
    private readonly plan: {
      readonly saved: (analysis: string) => readonly string[];
      /** Times that a `.tran` asks for. */
      readonly grid: (analysis: Statement) => Plot['grid'];
      /** Commands that follow every result of the deck's lines, such as its `.four`. */
      readonly after: readonly Command[];
      readonly measure: (
        plot: Plot,
        scope: (other: (name: string) => Vector | undefined) => Scope,
      ) => MeasurementResult[];
    },
  ) {}

  private readonly own: OwnFunctions = (name) => this.functions.get(name);

  get degrees(): boolean {
    return /^deg/.test(this.variables.get('units') ?? '');
  }

  get scope(): Scope {
    return this.plots.scope(this.degrees, this.own, (name) => this.circuit.waveform(name));
  }

  /** @throws DeckError that names the line; SimulationError */
  async perform(steps: readonly Step[]): Promise<Outcome> {
    await this.block(steps);
    for (const line of this.circuit.unseen)
      this.note(line, 'what "alterparam" changes is seen after "reset", and none follows');
    const { results, written, measurements, said, notes } = this;
    return { plots: results, written, measurements, said, notes, ...(this.failed ? { failed: this.failed } : {}) };
  }

  async run(analyses: readonly Statement[], line: number): Promise<void> {
    this.limits.take('runs', analyses.length, line);
    for (const analysis of analyses) {
      const deck = this.circuit.deck([analysis], this.plan.saved(analysis.name.slice(1)));
      for (const waveforms of await this.runDeck(deck)) this.keep(waveforms, line, analysis);
    }
  }

  derive(waveforms: Waveforms, line: number): void {
    const plot = this.plots.add(waveforms);
    this.limits.take('numbers', plot.size, line);
    this.results.push(plot);
  }

  private keep(waveforms: Waveforms, line: number, analysis: Statement): void {
    this.derive(waveforms, line);
    const plot = this.plots.current;
    const grid = this.plan.grid(analysis);
    if (grid) plot.grid = grid;
    const results = this.plan.measure(plot, (other) => this.plots.scope(this.degrees, this.own, other));
    for (const result of results) this.measured(result);
    if (waveforms.analysis === 'tran') for (const command of this.plan.after) fourierCommand(this, command);
  }

  measured(result: MeasurementResult): void {
    this.measurements.push(result);
    if ('measured' in result)
      this.plots.current.own.set(result.name, { values: Float64Array.of(result.measured.value) });
  }

  say(said: Said): void {
    const size =
      said.kind === 'text'
        ? said.text.length
        : said.vectors.reduce((sum, { vector }) => sum + 16 * vector.values.length, 0);
    this.limits.take('printed', size + 1, said.line);
    this.said.push(said);
  }

  note(line: number, message: string): void {
    if (!this.notes.some((note) => note.line === line && note.message === message)) this.notes.push({ line, message });
  }

  value(text: string, line: number): Vector {
    return this.at(line, () => evaluate(text, this.scope));
  }

  at<T>(line: number, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof ExpressionError) throw new DeckError('refused-deck', error.message, line);
      throw error;
    }
  }

  private async block(steps: readonly Step[]): Promise<Ending | undefined> {
    for (const step of steps) {
      const ending = await this.step(step);
      if (ending) return ending;
    }
    return undefined;
  }

  private async step(step: Step): Promise<Ending | undefined> {
    const { line } = step;
    this.limits.take('commands', 1, line);
    switch (step.kind) {
      case 'command': {
        const ending = endingOf(step.name);
        if (ending === 'quit') this.quits(step.rest, line);
        if (ending) return ending;
        const rest = this.filled(step.rest, line);
        await performing(step.name)!(this, { name: step.name, rest, line });
        return undefined;
      }
      case 'if':
        return this.block(this.holds(step.condition, line) ? step.yes : step.no);
      case 'foreach':
        return this.foreach(step);
      case 'repeat': {
        const rounds = this.at(line, () =>
          realNumber(this.value(this.filled(step.condition, line), line), 'the number of rounds'),
        );
        return this.rounds(step, (done) => done < rounds);
      }
      case 'while':
        return this.rounds(step, () => this.holds(step.condition, line));
      case 'dowhile':
        return this.rounds(step, (done) => done === 0 || this.holds(step.condition, line));
    }
  }

  private async foreach(step: Extract<Step, { kind: 'foreach' }>): Promise<Ending | undefined> {
    const values = this.filled(step.values, step.line)
      .replace(/[()]/g, ' ')
      .split(/[\s,]+/)
      .filter((value) => value !== '');
    const ending = await this.rounds(step, (done) => {
      const value = values[done];
      if (value !== undefined) this.variables.set(step.variable, value);
      return value !== undefined;
    });
    this.variables.delete(step.variable);
    return ending;
  }

  private async rounds(
    { body, line }: Extract<Step, { body: unknown }>,
    goesOn: (done: number) => boolean,
  ): Promise<Ending | undefined> {
    for (let done = 0; goesOn(done); done += 1) {
      this.limits.take('rounds', 1, line);
      const ending = await this.block(body);
      if (ending === 'quit') return ending;
      if (ending === 'break') break;
    }
    return undefined;
  }

  /** `quit 1` says that something is wrong, as a program does. */
  private quits(code: string, line: number): void {
    if (/^[1-9]\d*$/.test(code.trim())) this.failed = { line, code: Number(code) };
  }

  private holds(condition: string, line: number): boolean {
    return isTrue(this.value(this.filled(condition, line), line));
  }

  private filled(text: string, line: number): string {
    this.variables.set('curplot', this.plots.current.name);
    return this.at(line, () => substituted(text, this.variables, this.scope));
  }
}
