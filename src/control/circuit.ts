import { assignmentsIn } from '../deck/assignments.js';
import { alterStatements, type Change } from '../deck/alter.js';
import { DeckError, refuseLine, shown } from '../deck/deck-error.js';
import { FlattenedNames } from '../deck/flattened.js';
import { readSpiceNumber } from '../deck/spice-number.js';
import { withText } from '../deck/private-subcircuits.js';
import { readStatement, type Statement } from '../deck/statement.js';
import { isAnalysis } from '../engine/deck.js';
import { didYouMean } from '../units/did-you-mean.js';
import { spiceNumber } from '../units/format.js';
import type { Vector } from '../vector/vector.js';

/** A device and its waveform, in what names the waveform of a source. */
export const WAVEFORM = /^@([^\s[\]()]+)\[(pulse|sin|exp|pwl|sffm|am)\]$/;

/** What a control block changes of a deck, in order. */
type Alteration =
  | { readonly kind: 'instance'; readonly change: Change; readonly line: number }
  | {
      readonly kind: 'model';
      readonly model: string;
      readonly parameter: string;
      readonly value: number;
      readonly line: number;
    };

/**
 * The circuit of a deck while its control block runs. `alter` holds until `reset`; a parameter that `alterparam`
 * changes is seen from the next `reset` on, as in ngspice.
 */
export class ControlledCircuit {
  private alterations: Alteration[] = [];
  /** Lines of `alterparam` that no `reset` followed. */
  get unseen(): readonly number[] {
    return [...this.pending].filter(([name, entry]) => this.parameters.get(name) !== entry).map(([, { line }]) => line);
  }

  private pending = new Map<string, { readonly value: number; readonly line: number }>();
  private parameters = new Map<string, { readonly value: number; readonly line: number }>();
  /** Statements that commands add: options and vectors to save. */
  private readonly added: Statement[] = [];

  /** @param statements of the deck, without its control blocks */
  constructor(
    private readonly title: string,
    readonly statements: readonly Statement[],
  ) {}

  /** Analyses of the deck's own lines. */
  get analyses(): readonly Statement[] {
    return this.statements.filter(({ name }) => isAnalysis(name));
  }

  alter(change: Change, line: number): void {
    this.alterations.push({ kind: 'instance', change, line });
    // Now, and not with the next analysis: the line that is wrong is this one.
    this.current();
  }

  alterModel(model: string, parameter: string, value: number, line: number): void {
    this.alterations.push({ kind: 'model', model, parameter, value, line });
    this.current();
  }

  alterParameter(name: string, value: number, line: number): void {
    withParameter(this.statements, name, value, line);
    this.pending.set(name, { value, line });
  }

  reset(): void {
    this.alterations = [];
    this.parameters = new Map(this.pending);
  }

  /** Numbers of a source's waveform, `@v1[pulse]`; undefined for everything else. */
  waveform(name: string): Vector | undefined {
    const [, device = '', form = ''] = WAVEFORM.exec(name) ?? [];
    if (device === '') return undefined;
    const text = new FlattenedNames(this.current()).device(device)?.statement.text ?? '';
    const [, inside] = new RegExp(` ${form} ?\\(([^()]*)\\)`).exec(text) ?? [];
    const values = inside?.split(/[ ,]+/).flatMap((word) => readSpiceNumber(word) ?? (word === '' ? [] : [NaN]));
    return values?.every((value) => Number.isFinite(value)) === true
      ? { values: Float64Array.from(values) }
      : undefined;
  }

  /** A statement from a command, at the line of that command. @throws DeckError */
  add(text: string, line: number): void {
    this.added.push(readStatement(text, line));
  }

  get saves(): boolean {
    return [...this.statements, ...this.added].some(({ name }) => name === '.save');
  }

  /**
   * A deck of this circuit with the given analyses and nothing else to run; every statement stands on its line.
   * @param saved vectors to save besides
   */
  deck(analyses: readonly Statement[], saved: readonly string[]): string {
    const names = saved.length === 0 || this.saves ? saved : ['all', ...saved];
    const save = inGroups(names).map((group) => readStatement(`.save ${group.join(' ')}`));
    const lines: string[] = [];
    const rest: string[] = [];
    for (const { line, text } of [...this.current(), ...this.added, ...save, ...analyses])
      if (line > 1 && lines[line - 2] === undefined) lines[line - 2] = text;
      else rest.push(text);
    return [this.title, ...Array.from(lines, (line) => line ?? ''), ...rest, ''].join('\n');
  }

  private current(): readonly Statement[] {
    let statements = this.statements.filter(({ name }) => !isAnalysis(name) && name !== '.end');
    for (const [name, { value, line }] of this.parameters) statements = withParameter(statements, name, value, line);
    for (const alteration of this.alterations) statements = [...altered(statements, alteration)];
    return statements;
  }
}

const VECTORS_PER_LINE = 8;

function inGroups(names: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let start = 0; start < names.length; start += VECTORS_PER_LINE)
    groups.push(names.slice(start, start + VECTORS_PER_LINE));
  return groups;
}

function altered(statements: readonly Statement[], alteration: Alteration): readonly Statement[] {
  const { line } = alteration;
  try {
    return alteration.kind === 'instance'
      ? alterStatements(statements, [alteration.change])
      : withModel(statements, alteration);
  } catch (error) {
    if (error instanceof RangeError) refuseLine(line, error.message, 'give it another value');
    if (!(error instanceof DeckError) || error.line !== undefined) throw error;
    throw new DeckError(error.kind === 'unknown-instance' ? 'refused-deck' : error.kind, error.what, line);
  }
}

/** A parameter of the top level with another value. @throws DeckError when there is none of this name */
function withParameter(statements: readonly Statement[], name: string, value: number, line: number): Statement[] {
  let depth = 0;
  let found = false;
  const known: string[] = [];
  const result = statements.map((statement) => {
    if (statement.name === '.subckt' || statement.name === '.macro') depth += 1;
    if (statement.name === '.ends' || statement.name === '.eom') depth -= 1;
    if (depth > 0 || !/^\.params?$/.test(statement.name)) return statement;
    const all = assignmentsIn(statement.text);
    known.push(...all.map((assignment) => assignment.name));
    const own = all.find((assignment) => assignment.name === name);
    if (!own) return statement;
    found = true;
    const { text } = statement;
    return withText(statement, `${text.slice(0, own.valueStart)}${number(value, line)} ${text.slice(own.end)}`);
  });
  if (!found)
    refuseLine(
      line,
      `the deck has no .param "${shown(name)}"${didYouMean(name, known)}`,
      `add ".param ${shown(name)}=..."`,
    );
  return result;
}

function withModel(
  statements: readonly Statement[],
  { model, parameter, value, line }: Extract<Alteration, { kind: 'model' }>,
): Statement[] {
  let found = false;
  const result = statements.map((statement) => {
    const [, name] = statement.text.split(' ');
    if (statement.name !== '.model' || name !== model) return statement;
    found = true;
    const { text } = statement;
    const own = assignmentsIn(text).find((assignment) => assignment.name === parameter);
    if (!own)
      return withText(
        statement,
        text.replace(/ ?\)?$/, (end) => ` ${parameter}=${number(value, line)}${end}`),
      );
    const closing = /\)[^)]*$/.exec(text.slice(own.valueStart, own.end))?.[0] ?? ' ';
    return withText(
      statement,
      `${text.slice(0, own.valueStart)}${number(value, line)}${closing}${text.slice(own.end)}`,
    );
  });
  if (!found) refuseLine(line, `the deck has no .model "${shown(model)}"`, 'name a model as its .model line does');
  return result;
}

function number(value: number, line: number): string {
  if (!Number.isFinite(value)) refuseLine(line, `a parameter cannot become ${value}`, 'give it a finite number');
  return spiceNumber(value);
}
