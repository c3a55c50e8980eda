import { spiceNumber } from '../units/format.js';
import { DeckError, shown } from './deck-error.js';
import { physicalLines } from './logical-lines.js';
import { instancesIn, withPrivateSubcircuit, withText } from './private-subcircuits.js';
import { readStatements, tokens, type Statement } from './statement.js';
import { textOf, type Token } from './tokens.js';

/**
 * Change of one instance parameter, e.g. `{ instance: 'i_tau', parameter: 'dc', value: 1.2e-12 }`. Hierarchical names
 * use dots: `xdut.x1.mtau`.
 */
export interface Change {
  readonly instance: string;
  readonly parameter: string;
  readonly value: number;
  /** Numbers of a source's waveform; its name (`pulse`, `sin`) is the parameter, and `value` counts for nothing. */
  readonly list?: readonly number[];
}

/** Parameters that are the value of the instance itself rather than a `name=value` pair. */
const MAIN_VALUE: Readonly<Record<string, readonly string[]>> = {
  r: ['resistance', 'r'],
  c: ['capacitance', 'c'],
  l: ['inductance', 'l'],
};

/**
 * A circuit in which each alteration holds: `dc` of a source, the value of R, C, L, or any `name=value` parameter
 * (added when absent). An instance inside subcircuits (`xdut.x1.m1`) gets definitions of its own first, at the end, so
 * that its siblings stay as they are.
 * @throws DeckError of kind `unknown-instance` when the circuit has no such instance
 */
export function alterStatements(statements: readonly Statement[], changes: readonly Change[]): readonly Statement[] {
  changes.forEach(assertChange);
  let current = statements;
  for (const [path, inside] of byPath(changes)) {
    const scope =
      path === '' ? { statements: current, subcircuit: undefined } : withPrivateSubcircuit(current, path.split('.'));
    current = alterScope(scope.statements, scope.subcircuit, inside);
  }
  return current;
}

/**
 * The same for text that a person reads: comments and the numbers of lines stay, changed statements are ours, and
 * definitions of their own are appended.
 * @throws DeckError as above, and for text that is no circuit
 */
export function alterText(text: string, changes: readonly Change[]): string {
  const before = readStatements(text);
  const after = alterStatements(before, changes);
  const lines = physicalLines(text);
  for (const [index, statement] of before.entries()) {
    const changed = after[index]!;
    if (changed === statement) continue;
    lines[statement.line - 1] = changed.text;
    lines.fill('', statement.line, statement.lastLine);
  }
  const appended = after.slice(before.length).map(({ text: own }) => own);
  if (appended.length === 0) return lines.join('\n');
  if (lines.at(-1) === '') lines.pop();
  return [...lines, ...appended, ''].join('\n');
}

/**
 * @throws DeckError of kind `refused-deck` when a name could be anything but a name; RangeError when the value is no
 * number of SPICE.
 */
export function assertChange({ instance, parameter, value, list }: Change): void {
  if (!/^[a-z_]\w*$/i.test(parameter))
    throw new DeckError('refused-deck', `"${shown(parameter)}" is no name of a parameter`);
  if (!/^[\w.#:+\-/%]+$/.test(instance) || instance.includes('//'))
    throw new DeckError('refused-deck', `"${shown(instance)}" is no name of an instance`);
  for (const number of list ?? [value]) spiceNumber(number);
  if (list && !WAVEFORMS.has(parameter.toLowerCase()))
    throw new DeckError(
      'refused-deck',
      `"${shown(parameter)}" takes no list of numbers; ${[...WAVEFORMS].join(', ')} of a source do`,
    );
}

/** Alterations by the path of subcircuit instances they are in, in order. */
function byPath(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const path = change.instance.toLowerCase().split('.').slice(0, -1).join('.');
    const group = groups.get(path);
    if (group) group.push(change);
    else groups.set(path, [change]);
  }
  return groups;
}

function alterScope(
  statements: readonly Statement[],
  subcircuit: string | undefined,
  changes: readonly Change[],
): readonly Statement[] {
  const instances = instancesIn(statements, subcircuit);
  const changed = new Map<Statement, Statement>();
  for (const change of changes) {
    const name = change.instance.toLowerCase().split('.').at(-1)!;
    const found = instances.get(name);
    if (!found)
      throw new DeckError(
        'unknown-instance',
        `cannot alter "${change.instance}": the circuit has no such ` +
          `instance${subcircuit === undefined ? ' at its top level' : ''}`,
      );
    const now = changed.get(found) ?? found;
    changed.set(found, withText(now, textOf(alterTokens(tokens(now), change))));
  }
  return statements.map((statement) => changed.get(statement) ?? statement);
}

function alterTokens(all: readonly Token[], { instance, parameter, value, list }: Change): Token[] {
  if (list) return withWaveform(all, instance, parameter.toLowerCase(), list);
  const number: Token = { kind: 'word', text: spiceNumber(value), spaced: true };
  const name = parameter.toLowerCase();
  const device = all[0]!.text[0]!;
  const source = device === 'v' || device === 'i';
  if (source && name === 'dc') return withDc(all, number);
  if (source && name === 'acmag') return withAc(all, number);
  const at = all.findIndex((token, index) => index > 0 && token.text === name && all[index + 1]?.text === '=');
  if (at > 0) {
    const end = endOfValue(all, at + 2);
    return [...all.slice(0, at + 1), sign('='), { ...number, spaced: false }, ...all.slice(end)];
  }
  if (MAIN_VALUE[device]?.includes(name) === true && all.length > 3)
    return replaced(all, 3, endOfValue(all, 3), [number]);
  return [...all, { kind: 'word', text: name, spaced: true }, sign('='), { ...number, spaced: false }];
}

/** `dc 1`, `dc=1`, or a number that stands where the value of a source stands. */
function withDc(all: readonly Token[], number: Token): Token[] {
  const dc: Token = { kind: 'word', text: 'dc', spaced: true };
  const at = all.findIndex(({ text }, index) => index > 2 && text === 'dc');
  if (at > 0) {
    const value = all[at + 1]?.text === '=' ? at + 2 : at + 1;
    return replaced(all, at, endOfValue(all, value), [dc, number]);
  }
  const bare = all[3];
  const given = bare !== undefined && (bare.kind === 'expression' || /^[+-]?[\d.]/.test(bare.text));
  return replaced(all, 3, given ? endOfValue(all, 3) : 3, [dc, number]);
}

/** What a source's value over time can be. */
const WAVEFORMS: ReadonlySet<string> = new Set(['pulse', 'sin', 'exp', 'pwl', 'sffm', 'am']);

/** `pulse(0 1 ...)`, with or without parentheses, instead of the waveform there was. */
function withWaveform(all: readonly Token[], instance: string, name: string, list: readonly number[]): Token[] {
  if (!/^[vi]/.test(all[0]!.text))
    throw new DeckError('refused-deck', `"${shown(instance)}" is no source, and only sources have a "${name}"`);
  const at = all.findIndex(({ text }, index) => index > 2 && WAVEFORMS.has(text));
  const start = at < 0 ? all.length : at;
  let end = start + (at < 0 ? 0 : 1);
  if (all[end]?.text === '(') end = all.findIndex(({ text }, index) => index > end && text === ')') + 1;
  else while (end < all.length && !/^[a-z]/.test(all[end]!.text)) end += 1;
  const word = (text: string): Token => ({ kind: 'word', text, spaced: true });
  const numbers = list.map((one, index) => ({ ...word(spiceNumber(one)), spaced: index > 0 }));
  return replaced(all, start, end, [word(name), sign('('), ...numbers, sign(')')]);
}

/** The small signal of a source is not written as `name=value` either. */
function withAc(all: readonly Token[], number: Token): Token[] {
  const at = all.findIndex(({ text }, index) => index > 2 && text === 'ac');
  const ac: Token = { kind: 'word', text: 'ac', spaced: true };
  if (at < 0) return [...all, ac, number];
  const next = all[at + 1];
  const given = next !== undefined && (next.kind === 'expression' || /^[+-]?[\d.]/.test(next.text));
  return replaced(all, at, given ? at + 2 : at + 1, [ac, number]);
}

/** The position behind a value: one token, and what adheres to it. */
function endOfValue(all: readonly Token[], start: number): number {
  let end = start + 1;
  while (end < all.length && !all[end]!.spaced && all[end]!.text !== ')') end += 1;
  return Math.min(end, all.length);
}

function replaced(all: readonly Token[], from: number, to: number, tokensInstead: readonly Token[]): Token[] {
  return [...all.slice(0, from), ...tokensInstead, ...all.slice(to)];
}

function sign(text: string): Token {
  return { kind: 'sign', text, spaced: false };
}
