import { didYouMean } from '../units/did-you-mean.js';
import { power, product, quotient, type Complex } from './complex.js';
import { FUNCTIONS, PAIRS } from './functions.js';
import { expanded } from './own-functions.js';
import type { Expression } from './expression.js';
import { parseExpression } from './parse.js';
import { ExpressionError, isTrue, realNumber, scalar, simplified, type Scope, type Vector } from './vector.js';

/** The value of an expression. @throws ExpressionError */
export function evaluate(expression: Expression | string, scope: Scope): Vector {
  const read = typeof expression === 'string' ? parseExpression(expression) : expression;
  return valueOf(scope.own ? expanded(read, scope.own) : read, scope);
}

function valueOf(expression: Expression, scope: Scope): Vector {
  const value = computed(expression, scope);
  scope.compute?.(value.values.length);
  return value;
}

function computed(expression: Expression, scope: Scope): Vector {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'vector':
      return named(expression.name, scope);
    case 'call':
      return called(
        expression.name,
        expression.operands.map((operand) => valueOf(operand, scope)),
        scope,
      );
    case 'unary':
      return unary(expression.operator, valueOf(expression.operand, scope));
    case 'binary':
      return pairwise(
        OPERATORS[expression.operator]!,
        valueOf(expression.left, scope),
        valueOf(expression.right, scope),
      );
    case 'choice':
      return valueOf(isTrue(valueOf(expression.test, scope)) ? expression.yes : expression.no, scope);
    case 'complex':
      return pairwise(([re], [im]) => [re, im], valueOf(expression.real, scope), valueOf(expression.imaginary, scope));
    case 'part':
      return part(expression, scope);
  }
}

const truth = (holds: boolean): Complex => [holds ? 1 : 0, 0];
const isNot0 = ([re, im]: Complex): boolean => re !== 0 || im !== 0;

const OPERATORS: Readonly<Record<string, (left: Complex, right: Complex) => Complex>> = {
  '+': ([a, b], [c, d]) => [a + c, b + d],
  '-': ([a, b], [c, d]) => [a - c, b - d],
  '*': product,
  '/': quotient,
  // Of whole numbers, as in ngspice.
  '%': ([a], [c]) => [Math.trunc(Math.abs(a)) % Math.trunc(Math.abs(c)), 0],
  '^': power,
  '=': ([a, b], [c, d]) => truth(a === c && b === d),
  '<>': ([a, b], [c, d]) => truth(a !== c || b !== d),
  '<': ([a], [c]) => truth(a < c),
  '>': ([a], [c]) => truth(a > c),
  '<=': ([a], [c]) => truth(a <= c),
  '>=': ([a], [c]) => truth(a >= c),
  '&': (left, right) => truth(isNot0(left) && isNot0(right)),
  '|': (left, right) => truth(isNot0(left) || isNot0(right)),
};

/** A number goes with every value; of two lengths, the shorter vector goes on with its last value. */
function pairwise(apply: (left: Complex, right: Complex) => Complex, left: Vector, right: Vector): Vector {
  const length = Math.max(left.values.length, right.values.length);
  const values = new Float64Array(length);
  const imaginary = new Float64Array(length);
  const at = ({ values: re, imaginary: im }: Vector, index: number): Complex => {
    const place = Math.min(index, re.length - 1);
    return [re[place]!, im?.[place] ?? 0];
  };
  for (let index = 0; index < length; index += 1)
    [values[index], imaginary[index]] = apply(at(left, index), at(right, index));
  return simplified({ values, imaginary });
}

function unary(operator: string, operand: Vector): Vector {
  return operator === '-'
    ? pairwise(OPERATORS['-']!, scalar(0), operand)
    : pairwise((value) => truth(!isNot0(value)), operand, scalar(0));
}

function named(name: string, scope: Scope): Vector {
  const found = scope.vector(name);
  if (found) return found;
  const split = /^((?:[a-z]\w*\.)?)([vi])(db|[mpri])?\(([^()]*)\)$/.exec(name);
  if (split) {
    const [, plot = '', letter = '', form, inside = ''] = split;
    const value =
      form === undefined ? difference(plot, letter, inside, scope) : named(`${plot}${letter}(${inside})`, scope);
    if (value) return form === undefined ? value : FUNCTIONS.get(FORMS[form]!)!(value, scope);
  }
  throw new ExpressionError(`there is no vector "${name}"${didYouMean(name, scope.names())}`);
}

/** `vm(out)` is the magnitude of `v(out)`. */
const FORMS: Readonly<Record<string, string>> = { m: 'mag', p: 'ph', r: 'real', i: 'imag', db: 'db' };

function difference(plot: string, letter: string, inside: string, scope: Scope): Vector | undefined {
  const ground = (node: string | undefined): boolean => node === '0' || node === 'gnd';
  const [plus, minus, more] = inside.split(',');
  if (letter !== 'v' || plus === undefined || more !== undefined) return undefined;
  const of = (node: string): Vector => (ground(node) ? scalar(0) : named(`${plot}v(${node})`, scope));
  // `v(x)` of a vector x that `let` made is x.
  if (minus === undefined) return ground(plus) ? scalar(0) : scope.vector(`${plot}${plus}`);
  return pairwise(OPERATORS['-']!, of(plus), of(minus));
}

function called(name: string, operands: readonly Vector[], scope: Scope): Vector {
  const pair = PAIRS.get(name);
  const [first, second] = operands;
  if (pair && first && second && operands.length === 2) return pairwise(([a], [c]) => [pair(a, c), 0], first, second);
  const apply = FUNCTIONS.get(name);
  if (!apply)
    throw new ExpressionError(
      `there is no function "${name}"${didYouMean(name, [...FUNCTIONS.keys(), ...PAIRS.keys()])}`,
    );
  if (!first || operands.length !== 1) throw new ExpressionError(`${name}() takes one value, not ${operands.length}`);
  return apply(first, scope);
}

function part(expression: Extract<Expression, { kind: 'part' }>, scope: Scope): Vector {
  const whole = valueOf(expression.of, scope);
  const from = realNumber(valueOf(expression.from, scope), 'an index');
  const to = expression.to ? realNumber(valueOf(expression.to, scope), 'an index') : from;
  const pick = (keep: (index: number) => boolean): Vector => ({
    values: whole.values.filter((_, index) => keep(index)),
    ...(whole.imaginary ? { imaginary: whole.imaginary.filter((_, index) => keep(index)) } : {}),
  });
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const axis = scope.axis()?.values;
  const found =
    expression.by === 'index'
      ? pick((index) => index >= Math.trunc(low) && index <= Math.trunc(high))
      : pick((index) => (axis?.[index] ?? NaN) >= low && (axis?.[index] ?? NaN) <= high);
  if (found.values.length === 0)
    throw new ExpressionError(
      expression.by === 'index'
        ? `the index ${from} lies outside the vector, which has ${whole.values.length} values`
        : `the axis has no values from ${low} to ${high}`,
    );
  return found;
}
