import { Matrix } from 'ml-matrix';
import { readTableUnit } from '../table/unit.js';
import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import type { Estimate, Held } from './estimate.js';
import type { FitProblem } from './problem.js';
import type { FitParameter } from './search/parameter.js';

/** A problem without the parameters that are held, and how its answer becomes one of all parameters. */
export interface HeldProblem {
  readonly problem: FitProblem;
  readonly whole: (estimate: Estimate) => Estimate;
}

/**
 * Problems with some parameters held and others bounded.
 * @throws UserError for a parameter that no problem has, a value without its unit or beyond what the model takes, and
 *   where nothing is left to fit
 */
export function heldProblems(problems: readonly FitProblem[], { fix = [], bound = [] }: Held): HeldProblem[] {
  const names = [...new Set(problems.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  const fixes = fix.map((text) => assignment(text, 'fix', names));
  const bounds = bound.map((text) => assignment(text, 'bound', names));
  return problems.map((problem) => {
    const parameters = problem.parameters.map((one) => bounds.reduce((now, told) => bounded(now, told), one));
    const fixed = parameters.map((one) => {
      const told = fixes.findLast(({ name }) => name === one.name);
      return told && valueOf(told.value, one, 'fix', told.text);
    });
    return heldProblem({ ...problem, parameters }, fixed);
  });
}

interface Assignment {
  readonly text: string;
  readonly name: string;
  readonly value: string;
}

function refuse(message: string): never {
  throw new UserError([{ message }]);
}

function assignment(text: string, option: 'fix' | 'bound', names: readonly string[]): Assignment {
  const at = text.indexOf('=');
  const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || value === '')
    return refuse(
      `--${option}: found "${text}", expected a parameter, "=" and ` +
        `${option === 'fix' ? 'its value, such as tau=20 ms' : 'its range, such as tau=1 ms..1 s'}`,
    );
  if (!names.includes(name))
    return refuse(
      `--${option}: there is no parameter "${name}"; expected one of ${names.join(', ')}${didYouMean(name, names)}`,
    );
  return { text, name, value };
}

/** SI. */
function valueOf(
  written: string,
  { name, unit, min, max, naturalBounds }: FitParameter,
  option: string,
  text: string,
): number {
  const [, digits = '', rest = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(written) ?? [];
  const wanted = unit === '' ? 'a number' : `a number in ${unit}, such as ${name}=1 ${unit}`;
  const fail = (): never => refuse(`--${option} ${text}: found "${written}", expected ${wanted}`);
  if (digits === '') return fail();
  let value = Number(digits);
  if (rest !== unit) {
    const [given, own] = [readTableUnit(rest), readTableUnit(unit)];
    if ('fault' in given || (unit !== '' && 'fault' in own)) return fail();
    if (given.signature !== (unit === '' ? '%' : 'fault' in own ? '' : own.signature)) return fail();
    value = Number(`${value}e${given.exponent - (unit === '' || 'fault' in own ? 0 : own.exponent)}`);
  }
  if (naturalBounds && !(value >= min && value <= max))
    return refuse(`--${option} ${text}: ${name} lies between ${min} and ${max}`);
  return value;
}

function bounded(parameter: FitParameter, { name, value, text }: Assignment): FitParameter {
  if (name !== parameter.name) return parameter;
  const [from = '', to = '', ...more] = value.split('..').map((part) => part.trim());
  if (more.length > 0 || (from === '' && to === '') || !value.includes('..'))
    return refuse(
      `--bound ${text}: found "${value}", expected two ends such as ${name}=1..2, one of which may be left out`,
    );
  const min = from === '' ? parameter.min : valueOf(from, parameter, 'bound', text);
  const max = to === '' ? parameter.max : valueOf(to, parameter, 'bound', text);
  if (!(min < max)) return refuse(`--bound ${text}: the lower end is not below the upper one`);
  if (parameter.scale === 'log' && !(min > 0)) return refuse(`--bound ${text}: ${name} is above 0`);
  return { ...parameter, min, max, start: Math.min(Math.max(parameter.start, min), max) };
}

function heldProblem(problem: FitProblem, fixed: readonly (number | undefined)[]): HeldProblem {
  const free = [...fixed.keys()].filter((index) => fixed[index] === undefined);
  if (free.length === fixed.length) return { problem, whole: (estimate) => estimate };
  if (free.length === 0) return refuse(`--fix holds every parameter of ${problem.name}; leave one to be fitted`);
  const all = (values: Float64Array): Float64Array => {
    const whole = Float64Array.from(fixed, (value) => value ?? NaN);
    free.forEach((index, place) => (whole[index] = values[place] ?? NaN));
    return whole;
  };
  return {
    problem: withoutHeld(problem, free, all),
    whole: (estimate) => wholeEstimate(estimate, problem, fixed, free, all),
  };
}

/** The problem as a function of its free parameters. */
function withoutHeld(
  problem: FitProblem,
  free: readonly number[],
  all: (values: Float64Array) => Float64Array,
): FitProblem {
  const { together, population, likelihood, heldOut, figures } = problem;
  return {
    ...problem,
    parameters: free.map((index) => problem.parameters[index]!),
    predict: (values) => problem.predict(all(values)),
    residuals: (values) => problem.residuals(all(values)),
    ...(together && { together: (points: readonly Float64Array[]) => together(points.map(all)) }),
    ...(figures && { figures: (values: Float64Array) => figures(all(values)) }),
    ...(population && {
      population: (draws: Parameters<typeof population>[0]) => {
        const values = population(draws);
        return Float64Array.from(free, (index) => values[index]!);
      },
    }),
    ...(likelihood && {
      likelihood: { ...likelihood, deviances: (values: Float64Array) => likelihood.deviances(all(values)) },
    }),
    ...(heldOut && { heldOut: { ...heldOut, residuals: (values: Float64Array) => heldOut.residuals(all(values)) } }),
  };
}

/** The answer with the held parameters in their places, without error. */
function wholeEstimate(
  estimate: Estimate,
  problem: FitProblem,
  fixed: readonly (number | undefined)[],
  free: readonly number[],
  all: (values: Float64Array) => Float64Array,
): Estimate {
  const values = all(estimate.values);
  const covariance = Matrix.zeros(fixed.length, fixed.length);
  const correlation = fixed.map((_, row) => fixed.map((__, column) => Number(row === column)));
  free.forEach((row, down) =>
    free.forEach((column, across) => {
      covariance.set(row, column, estimate.covariance.get(down, across));
      correlation[row]![column] = estimate.correlation[down]?.[across] ?? NaN;
    }),
  );
  return {
    ...estimate,
    problem,
    values,
    covariance,
    correlation,
    parameters: problem.parameters.map(({ name, meaning, unit }, index) => {
      const value = values[index]!;
      const held = { name, meaning: `${meaning} (held)`, unit, value, standardError: 0, low: value, high: value };
      return estimate.parameters[free.indexOf(index)] ?? held;
    }),
  };
}
