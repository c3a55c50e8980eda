import { commentLine } from '../deck/comment.js';
import type { Analysis, Circuit } from '../engine/simulator.js';
import { spiceNumber } from '../units/format.js';
import { UserError } from '../units/user-error.js';
import { readStatements, type Statement } from './statement.js';

/** A complete deck: circuit, one analysis, and the vectors to keep (`v(node)`, `i(source)`). */
export interface DeckContent {
  readonly circuit: Circuit;
  readonly analysis: Analysis;
  readonly vectors: readonly string[];
  /**
   * Model cards that are passed on as they are, in the language of ngspice; those of the circuit's text are read and
   * written anew.
   */
  readonly library?: string;
}

/**
 * How one simulator wants the same circuit written. Devices, nodes and values are the same in all of them; a dialect
 * decides about model levels, options, initial conditions, analysis and output.
 */
export interface Dialect {
  readonly title: string;
  /** Usual ending of its files, without the dot. */
  readonly extension: string;
  /** Said at the head of a deck: what this simulator may do differently. */
  readonly remarks: readonly string[];
  /** Whether netlists by the names of a foundry's library, which is ngspice's, can be used. */
  readonly foundryNames?: boolean;
  /**
   * Whether it reads all of ngspice's language: fitted transistors are behavioural sources in it, and the library of a
   * PDK may be anything of it.
   */
  readonly likeNgspice?: boolean;
  /** One line, or none, for a statement of the circuit. */
  readonly statement: (statement: Statement) => readonly string[];
  /** What comes before the circuit's first statement, after the title. */
  readonly head: readonly string[];
  /** What comes after the circuit: statements that belong together (options, analysis, output). */
  readonly tail: (deck: DeckTail) => readonly string[];
}

/** Everything of a deck that is no circuit. */
export interface DeckTail {
  readonly temperature: string | undefined;
  readonly options: ReadonlyMap<string, string>;
  readonly initial: readonly { readonly node: string; readonly voltage: string }[];
  readonly transient: { readonly step: number; readonly stop: number; readonly maxStep: number };
  readonly vectors: readonly string[];
}

/**
 * The device under test alone, for an `include` from a schematic or a deck of one's own. @throws UserError for what the
 * dialect cannot say
 */
export function writeNetlist(netlist: string, dialect: Dialect): string {
  return [...dialect.head, ...statementsFor(dialect, netlist).flatMap(dialect.statement)].join('\n');
}

/**
 * A deck that runs as it is. @throws UserError for what the dialect cannot say, Error for an analysis that testbenches
 * of rules do not use
 */
export function writeDeck({ circuit, analysis, vectors, library }: DeckContent, dialect: Dialect): string {
  if (analysis.kind !== 'tran') throw new Error(`no dialect writes the analysis ${analysis.kind}`);
  if (library !== undefined && dialect.likeNgspice !== true)
    throw new UserError([
      {
        message:
          `the transistor models of this process are its PDK's, in the language of ngspice, which ` +
          `${dialect.title} does not read; choose --dialect ngspice, or compile without --testbench and ` +
          `include the PDK's models for ${dialect.title}`,
      },
    ]);
  const statements = statementsFor(dialect, circuit.text.trimEnd());
  const tail: DeckTail = {
    temperature: statements.find((statement) => statement.kind === 'temperature')?.celsius,
    options: statements.find((statement) => statement.kind === 'options')?.options ?? new Map(),
    initial: statements.filter((statement) => statement.kind === 'initial'),
    transient: analysis,
    vectors,
  };
  return [
    commentLine(circuit.title.replace(/\s+/g, ' ')),
    ...dialect.remarks.map(commentLine),
    ...dialect.head,
    ...(library === undefined ? [] : [library]),
    ...statements
      .filter(({ kind }) => kind !== 'temperature' && kind !== 'options' && kind !== 'initial')
      .flatMap(dialect.statement),
    ...dialect.tail(tail),
    '',
  ].join('\n');
}

function statementsFor({ title, likeNgspice = false }: Dialect, text: string): Statement[] {
  const statements = readStatements(text);
  if (!likeNgspice && statements.some(({ kind }) => kind === 'behavioural'))
    throw new UserError([
      {
        message:
          `fitted transistors are behavioural sources in the language of ngspice, which ${title} does not ` +
          `read; choose --dialect ngspice`,
      },
    ]);
  return statements;
}

/**
 * A statement in the SPICE that all of them read; model parameters one to a line, because some limit the length of a
 * line.
 */
export function plainStatement(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'comment':
    case 'subckt':
    case 'ends':
    case 'element':
    case 'source':
    case 'include':
    case 'behavioural':
      return [statement.text];
    case 'model':
      return [
        `.model ${statement.name} ${statement.type}`,
        ...statement.parameters.map(([name, value]) => `+ ${name}=${value}`),
      ];
    case 'temperature':
      return [`.temp ${statement.celsius}`];
    case 'options':
      return [`.options ${assignments(statement.options)}`];
    case 'initial':
      return [`.ic v(${statement.node})=${statement.voltage}`];
  }
}

/** `a=1 b=2`, for the names that are wanted, under the names that are wanted. */
export function assignments(
  options: ReadonlyMap<string, string>,
  names: Readonly<Record<string, string>> | undefined = undefined,
): string {
  const chosen = [...options].flatMap(([name, value]) => {
    const own = names === undefined ? name : names[name];
    return own === undefined ? [] : [`${own}=${value}`];
  });
  return chosen.join(' ');
}

/** `.tran step stop start maxstep`, understood by every SPICE. */
export function transientLine({ step, stop, maxStep }: DeckTail['transient']): string {
  return `.tran ${[step, stop, 0, maxStep].map(spiceNumber).join(' ')}`;
}
