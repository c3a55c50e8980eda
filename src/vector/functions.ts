import {
  angle,
  cosine,
  exponential,
  logarithm,
  magnitude,
  quotient,
  sine,
  squareRoot,
  type Complex,
} from './complex.js';
import { ExpressionError, LONGEST_VECTOR, realNumber, scalar, simplified, type Scope, type Vector } from './vector.js';

type Function = (vector: Vector, scope: Scope) => Vector;

const DECIBEL = 20;

/** One value from each value. */
function each(apply: (value: Complex) => Complex | number): Function {
  return ({ values, imaginary }) => {
    const re = new Float64Array(values.length);
    const im = new Float64Array(values.length);
    for (let index = 0; index < values.length; index += 1) {
      const result = apply([values[index]!, imaginary?.[index] ?? 0]);
      if (typeof result === 'number') re[index] = result;
      else [re[index], im[index]] = result;
    }
    return simplified({ values: re, imaginary: im });
  };
}

/** A function of real numbers; of a complex vector there is none. */
function real(name: string, apply: (value: number) => number): Function {
  const all = each(([re]) => apply(re));
  return (vector, scope) => {
    if (simplified(vector).imaginary)
      throw new ExpressionError(`${name}() of a complex vector; take its real() or mag()`);
    return all(vector, scope);
  };
}

const phase: Function = (vector, scope) =>
  each((value) => angle(value) * (scope.degrees ? 180 / Math.PI : 1))(vector, scope);

/** Steps of more than half a turn are none. */
const unwrapped: Function = (vector, scope) => {
  const turn = scope.degrees ? 360 : 2 * Math.PI;
  const values = Float64Array.from(vector.values);
  for (let index = 1; index < values.length; index += 1)
    values[index] = values[index]! - turn * Math.round((values[index]! - values[index - 1]!) / turn);
  return { values };
};

/** One value from all values. */
function whole(apply: (values: Float64Array) => number): Function {
  return ({ values, imaginary }) => scalar(apply(values), imaginary ? apply(imaginary) : 0);
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const largest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
const smallest = (values: Float64Array): number => values.reduce((a, b) => Math.min(a, b), Infinity);

function deviation(values: Float64Array): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

function along(vector: Vector, scope: Scope, what: string): Float64Array {
  const axis = scope.axis()?.values;
  if (axis?.length !== vector.values.length)
    throw new ExpressionError(`${what}() needs a vector along an axis, such as v(out) of a transient`);
  return axis;
}

/** Slope of the parabola through a point and its neighbours. */
const derivative: Function = (vector, scope) => {
  const x = along(vector, scope, 'deriv');
  const slope = (y: Float64Array): Float64Array => y.map((_, index) => slopeAt(x, y, index));
  return { values: slope(vector.values), ...(vector.imaginary ? { imaginary: slope(vector.imaginary) } : {}) };
};

function slopeAt(x: Float64Array, y: Float64Array, index: number): number {
  if (y.length < 2) return 0;
  if (y.length === 2) return (y[1]! - y[0]!) / (x[1]! - x[0]!);
  const at = Math.min(Math.max(index, 1), y.length - 2);
  const [a, b, c] = [x[at - 1]!, x[at]!, x[at + 1]!];
  const [left, right] = [(y[at]! - y[at - 1]!) / (b - a), (y[at + 1]! - y[at]!) / (c - b)];
  const bend = (right - left) / (c - a);
  return left + bend * (2 * x[index]! - a - b);
}

/** Area by trapezia from the start of the axis. */
const integral: Function = (vector, scope) => {
  const x = along(vector, scope, 'integ');
  const values = new Float64Array(x.length);
  for (let index = 1; index < x.length; index += 1)
    values[index] =
      values[index - 1]! + ((x[index]! - x[index - 1]!) * (vector.values[index]! + vector.values[index - 1]!)) / 2;
  return { values };
};

const running: Function = ({ values }) => {
  let sum = 0;
  return { values: values.map((value, index) => (sum += value) / (index + 1)) };
};

function counted(apply: (index: number) => number): Function {
  return (vector) => {
    const length = Math.floor(realNumber(vector, 'the length of a vector'));
    if (!(length >= 1 && length <= LONGEST_VECTOR))
      throw new ExpressionError(`a vector cannot have ${length} values; 1 to ${LONGEST_VECTOR} are possible`);
    return { values: Float64Array.from({ length }, (_, index) => apply(index)) };
  };
}

/** Half to even, as the C library rounds. */
function nearest(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value);
}

const one: Complex = [1, 0];

/** Functions by name, as ngspice's expressions have them. */
export const FUNCTIONS: ReadonlyMap<string, Function> = new Map<string, Function>([
  ...['mag', 'magnitude', 'abs'].map((name): [string, Function] => [name, each(magnitude)]),
  ...['ph', 'phase'].map((name): [string, Function] => [name, phase]),
  ...['cph', 'cphase'].map((name): [string, Function] => [
    name,
    (vector, scope) => unwrapped(phase(vector, scope), scope),
  ]),
  ['unwrap', unwrapped],
  ...['real', 're'].map((name): [string, Function] => [name, each(([re]) => re)]),
  ...['imag', 'im'].map((name): [string, Function] => [name, each(([, im]) => im)]),
  ['conj', each(([re, im]) => [re, -im])],
  ['j', each(([re, im]) => [-im, re])],
  ['db', each((value) => DECIBEL * Math.log10(magnitude(value)))],
  ...['log', 'ln'].map((name): [string, Function] => [name, each(logarithm)]),
  ['log10', each((value) => quotient(logarithm(value), [Math.LN10, 0]))],
  ['exp', each(exponential)],
  ['sqrt', each(squareRoot)],
  ['sin', each(sine)],
  ['cos', each(cosine)],
  ['tan', each((value) => quotient(sine(value), cosine(value)))],
  ...(['atan', 'asin', 'acos', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const).map(
    (name): [string, Function] => [name, real(name, (value) => Math[name](value))],
  ),
  ['floor', real('floor', Math.floor)],
  ['ceil', real('ceil', Math.ceil)],
  ['nint', real('nint', nearest)],
  ['sgn', real('sgn', Math.sign)],
  ['inv', each((value) => quotient(one, value))],
  ['mean', whole(mean)],
  ['stddev', whole(deviation)],
  ['avg', running],
  ...['vecmax', 'maximum'].map((name): [string, Function] => [name, whole(largest)]),
  ...['vecmin', 'minimum'].map((name): [string, Function] => [name, whole(smallest)]),
  ['length', ({ values }) => scalar(values.length)],
  ['norm', (vector, scope) => normalised(vector, scope)],
  ['vector', counted((index) => index)],
  ['unitvec', counted(() => 1)],
  ['deriv', derivative],
  ['integ', integral],
]);

function normalised(vector: Vector, scope: Scope): Vector {
  const most = largest(each(magnitude)(vector, scope).values);
  return each(([re, im]) => [re / most, im / most])(vector, scope);
}

/** Functions of two values. */
export const PAIRS: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['min', Math.min],
  ['max', Math.max],
  ['pow', (base: number, exponent: number) => Math.abs(base) ** exponent],
  ['atan2', Math.atan2],
]);
