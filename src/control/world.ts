import { refuseLine, shown } from '../deck/deck-error.js';
import type { Statement } from '../deck/statement.js';
import type { MeasurementResult } from '../measure/deck.js';
import type { OwnFunction } from '../vector/expression.js';
import type { Scope, Vector } from '../vector/vector.js';
import type { Waveforms } from '../waveform/waveforms.js';
import type { ControlledCircuit } from './circuit.js';
import type { Limits } from './limits.js';
import type { Plot, Plots } from './plots.js';
import type { NamedVector, Said } from './said.js';

/** A command with what stands behind it, its variables replaced. */
export interface Command {
  readonly name: string;
  readonly rest: string;
  readonly line: number;
}

/** A result as the deck wrote it: `write` chooses vectors. */
export interface Written {
  readonly plot: Plot;
  readonly vectors: readonly NamedVector[];
  readonly line: number;
}

/** What a command sees and changes. */
export interface World {
  readonly circuit: ControlledCircuit;
  readonly plots: Plots;
  readonly variables: Map<string, string>;
  /** What `define` made. */
  readonly functions: Map<string, OwnFunction>;
  /** How many Fourier analyses there were; their vectors are numbered. */
  fouriers: number;
  readonly limits: Limits;
  readonly written: Written[];
  readonly scope: Scope;
  /** Runs analyses, keeps their results, and measures them. */
  run(analyses: readonly Statement[], line: number): Promise<void>;
  /** Keeps a result that is computed from another one, as the current one. */
  derive(waveforms: Waveforms, line: number): void;
  /** Keeps a measurement; its value is a vector of the result from now on. */
  measured(result: MeasurementResult): void;
  say(said: Said): void;
  /** What was not carried out as the line says. */
  note(line: number, message: string): void;
  /** The value of an expression. @throws DeckError that names the line */
  value(text: string, line: number): Vector;
  /** Does something whose expressions belong to a line. @throws DeckError that names it */
  at<T>(line: number, work: () => T): T;
}

export type Perform = (world: World, command: Command) => void | Promise<void>;

/** @throws DeckError always */
export function refuseCommand(name: string, line: number, what: string, advice: string): never {
  refuseLine(line, `"${shown(name)}": ${what}`, advice);
}
