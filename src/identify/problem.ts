import type { FitProblem } from '../fit/problem.js';
import type { FitParameter } from '../fit/search/parameter.js';
import { expandRule } from '../rule/presets.js';
import { nameOf, type Hypothesis } from './hypothesis.js';
import type { Observation } from './observations.js';
import { parametersOf, type Values } from './parameters.js';
import { predict } from './predict.js';
import { ruleOf } from './rule-of.js';
import type { Timing } from './timing.js';

/**
 * Whether a rule has words for a step: not for a weight outside of its range, which has bounds in a rule, and not for
 * pulses that overlap, where neither event comes first.
 */
export function isTold({ events, weight, change }: Observation['steps'][number]): boolean {
  const inside = (value: number): boolean => value >= 0 && value <= 1;
  return events.length <= 1 && inside(weight) && inside(weight + change);
}

/** What a hypothesis is held against. */
export interface Given {
  readonly observations: readonly Observation[];
  readonly timing: Timing;
  /** Weight at which the amplitudes hold. */
  readonly start: number;
  /** Numbers that are measured by themselves: what time does. */
  readonly fixed: Values;
}

/**
 * A hypothesis as a least squares problem: the change of the weight in every step of every trial.
 * @param known where the search starts
 */
export function problemOf(
  hypothesis: Hypothesis,
  { observations, timing, start, fixed }: Given,
  known?: Values,
): FitProblem {
  const parameters = parametersOf(hypothesis, timing, known);
  const steps = observations.flatMap((one) => one.steps);
  const used = steps.flatMap((step, index) => (isTold(step) ? [index] : []));
  const observed = Float64Array.from(used, (index) => steps[index]?.change ?? NaN);
  const expected = (values: Float64Array): Float64Array => {
    const all = predict(
      expandRule(ruleOf(hypothesis, { ...fixed, ...named(parameters, values) }, start)),
      observations,
    );
    const told = new Float64Array(used.length);
    for (let index = 0; index < told.length; index += 1) told[index] = all[used[index] ?? -1] ?? NaN;
    return told;
  };
  return {
    name: nameOf(hypothesis),
    parameters,
    observed,
    x: Float64Array.from(used, (index) => index),
    rows: used,
    xTitle: 'step',
    yTitle: 'change of the weight',
    predict: expected,
    residuals: (values) => {
      const found = expected(values);
      return observed.map((change, index) => change - (found[index] ?? NaN));
    },
    known: false,
    noise: 'none: the simulation is exact, and what is left is what the rule cannot describe',
    nothing: { residuals: observed, parameters: 0 },
  };
}

/** Values by name. */
export function named(parameters: readonly FitParameter[], values: ArrayLike<number>): Values {
  return Object.fromEntries(parameters.map(({ name }, index) => [name, values[index] ?? NaN]));
}
