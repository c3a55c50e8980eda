import jsep from 'jsep';
import { readQuantity } from '../units/quantity.js';

/*
 * The text of one term list, `-0.5 * y + 0.1 * e * (1 - w)`, as a tree. jsep brings the precedence of operators; the
 * tokens are ours, so that numbers may carry a unit, every node knows its place, and nothing but arithmetic is ever
 * accepted. A tree is only read, never run.
 */

export type ExpressionNode =
  | { readonly type: 'name'; readonly name: string; readonly start: number }
  | { readonly type: 'number'; readonly value: number; readonly dimension: number; readonly start: number }
  | { readonly type: 'group'; readonly inner: ExpressionNode; readonly start: number }
  | { readonly type: 'sign'; readonly negative: boolean; readonly argument: ExpressionNode; readonly start: number }
  | {
      readonly type: 'binary';
      readonly operator: Operator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly start: number;
    };

export type Operator = '+' | '-' | '*' | '/' | '^';

/**
 * A fault in an expression: `index` counts characters from 0; the message says what was found, expected, and what to
 * do.
 */
export class ExpressionFault extends Error {
  constructor(
    message: string,
    readonly index: number,
  ) {
    super(message);
    this.name = 'ExpressionFault';
  }
}

/** Longest expression, characters: a triplet rule needs 60. */
export const LONGEST_EXPRESSION = 500;

const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/;
const NAME = /^[A-Za-z][A-Za-z0-9_]*/;
const UNIT = /^[ \t]*([A-Za-z\u00b5\u03bc%\u00b0][A-Za-z0-9\u00b5\u03bc]*)/;
const GRAMMAR = 'an expression has numbers, states, + - * / ^ and parentheses';

configure();

/** Reads an expression. Throws an ExpressionFault. */
export function parseExpression(text: string): ExpressionNode {
  if (text.length > LONGEST_EXPRESSION)
    throw new ExpressionFault(
      `found ${text.length} characters, expected at most ${LONGEST_EXPRESSION}; split the term into states of its own`,
      0,
    );
  if (text.trim() === '') throw new ExpressionFault('found nothing, expected an expression such as -0.5 * y', 0);
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    if (error instanceof ExpressionFault) throw error;
    throw unexpected(text, indexOf(error, text));
  }
  if (tree.type === 'Compound') throw separator(text, tree as jsep.Compound);
  return nodeOf(tree, text);
}

/** Only the five operators, and tokens of our own instead of jsep's calls, members, strings and lists. */
function configure(): void {
  jsep.removeAllBinaryOps();
  jsep.removeAllUnaryOps();
  jsep.removeAllLiterals();
  for (const operator of ['+', '-']) jsep.addBinaryOp(operator, 1);
  for (const operator of ['*', '/']) jsep.addBinaryOp(operator, 2);
  jsep.addBinaryOp('^', 3, true);
  jsep.hooks.add('gobble-token', function (this: jsep.HookScope, env) {
    env.node = readToken(this);
  });
}

function readToken(scope: jsep.HookScope): jsep.Expression {
  const start = scope.index;
  const rest = scope.expr.slice(start);
  const character = scope.char;
  if (character === '+' || character === '-') {
    scope.index += 1;
    const argument = scope.gobbleToken();
    if (!argument) throw unexpected(scope.expr, scope.index);
    return { type: 'sign', negative: character === '-', argument, start };
  }
  if (character === '(') {
    scope.index += 1;
    const inner = scope.gobbleExpression();
    scope.gobbleSpaces();
    if (scope.char !== ')')
      throw scope.index < scope.expr.length
        ? unexpected(scope.expr, scope.index)
        : new ExpressionFault('found "(" without its ")"; close it', start);
    scope.index += 1;
    return { type: 'group', inner, start };
  }
  const number = NUMBER.exec(rest)?.[0];
  if (number !== undefined) return readNumber(scope, number);
  const name = NAME.exec(rest)?.[0];
  if (name === undefined) throw unexpected(scope.expr, start);
  scope.index += name.length;
  return { type: 'name', name, start };
}

/** A number, with the unit that follows it: `2`, `10 ms`, `0.1 Hz`. The dimension is the power of a second. */
function readNumber(scope: jsep.HookScope, number: string): jsep.Expression {
  const start = scope.index;
  scope.index += number.length;
  const [written = '', unit] = UNIT.exec(scope.expr.slice(scope.index)) ?? [];
  if (unit === undefined) {
    const value = Number(number);
    if (!Number.isFinite(value)) throw new ExpressionFault(`found ${number}, expected a number below 1.8e308`, start);
    return { type: 'number', value, dimension: 0, start };
  }
  const dimension = unit.endsWith('Hz') ? -1 : 1;
  const reading = readQuantity(`${number} ${unit}`, dimension === 1 ? 'duration' : 'frequency');
  if ('fault' in reading)
    throw new ExpressionFault(
      `found "${number}${written}", expected a number, a time such as "10 ms" or a rate such as "0.1 Hz"; ` +
        `write "*" between a number and a state`,
      start,
    );
  scope.index += written.length;
  return { type: 'number', value: reading.value, dimension, start };
}

function nodeOf(raw: jsep.Expression, text: string): ExpressionNode {
  const start = typeof raw['start'] === 'number' ? raw['start'] : 0;
  switch (raw.type) {
    case 'name':
      return { type: 'name', name: raw['name'] as string, start };
    case 'number':
      return { type: 'number', value: raw['value'] as number, dimension: raw['dimension'] as number, start };
    case 'group':
      return { type: 'group', inner: nodeOf(raw['inner'] as jsep.Expression, text), start };
    case 'sign':
      return {
        type: 'sign',
        negative: raw['negative'] === true,
        argument: nodeOf(raw['argument'] as jsep.Expression, text),
        start,
      };
    case 'BinaryExpression': {
      const left = nodeOf(raw['left'] as jsep.Expression, text);
      const right = nodeOf(raw['right'] as jsep.Expression, text);
      return powerOf(raw['operator'] as Operator, left, right);
    }
    default:
      throw unexpected(text, start);
  }
}

/** A sign binds weaker than a power: -w^2 is -(w^2). */
function powerOf(operator: Operator, left: ExpressionNode, right: ExpressionNode): ExpressionNode {
  if (operator === '^' && left.type === 'sign') return { ...left, argument: powerOf(operator, left.argument, right) };
  return { type: 'binary', operator, left, right, start: left.start };
}

function separator(text: string, { body }: jsep.Compound): ExpressionFault {
  const second = body[1]?.['start'] ?? (body[1] as jsep.BinaryExpression | undefined)?.left['start'];
  const call = typeof second === 'number' ? functionBefore(text, second) : undefined;
  if (call) return call;
  return typeof second === 'number'
    ? new ExpressionFault(
        `found ${JSON.stringify(text.slice(second, second + 12))} without an operator before it; write ` +
          `"*" for a product`,
        second,
      )
    : new ExpressionFault(`found more than one expression; ${GRAMMAR}`, 0);
}

/** Names that nobody gives a state; anything else before "(" lacks its "*". */
const FUNCTION_NAMES = [
  ...['exp', 'log', 'log10', 'ln', 'sqrt', 'pow', 'abs', 'min', 'max', 'clip', 'sin', 'cos', 'tan', 'tanh'],
  ...['sigmoid', 'sign', 'step', 'heaviside', 'theta', 'relu'],
];
const FUNCTIONS = new RegExp(`(?:^|[^A-Za-z0-9_])((?:${FUNCTION_NAMES.join('|')})\\s*)$`, 'i');

/** @param open where the parenthesis stands that follows a name */
function functionBefore(text: string, open: number): ExpressionFault | undefined {
  const name = text.charAt(open) === '(' ? FUNCTIONS.exec(text.slice(0, open))?.[1] : undefined;
  if (name === undefined) return undefined;
  const word = name.trim().toLowerCase();
  const instead =
    word === 'exp'
      ? 'what decays exponentially in time is a state, such as x: { decay: 20 ms }, to which events add'
      : word === 'sqrt' || word === 'pow'
        ? 'a whole power is written w^2'
        : 'what depends on a weight is a product of such factors as w and (1 - w)';
  return new ExpressionFault(
    `found the function ${name.trim()}(), and a rule has none: ${GRAMMAR}; ${instead}`,
    open - name.length,
  );
}

/** Why a rule knows no comparison: a pair that reads the logarithms of two currents gives the share x / (x + c). */
const THRESHOLD =
  'a threshold has no circuit here: a pair that weighs a trace against a constant goes from 10 to 90 % over a factor ' +
  'of 81 of the trace, x / (x + c), and a comparator that is sharper makes an event of its own, for which the model ' +
  'has no words; the nearest is a product of two traces, which grows where both are large';

function unexpected(text: string, index: number): ExpressionFault {
  if (index >= text.trimEnd().length)
    return new ExpressionFault(
      `found the end, expected a number, a state or "("; complete the expression`,
      Math.max(0, text.trimEnd().length - 1),
    );
  const found = text.charAt(index);
  const instead = found === '<' || found === '>' ? `; ${THRESHOLD}` : '';
  return new ExpressionFault(`found ${JSON.stringify(found)}, which has no meaning here; ${GRAMMAR}${instead}`, index);
}

function indexOf(error: unknown, text: string): number {
  const index = (error as { readonly index?: unknown }).index;
  return typeof index === 'number' ? index : text.length;
}
