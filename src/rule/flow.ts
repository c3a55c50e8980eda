import { UserError } from '../units/user-error.js';
import { integrate } from './dormand-prince.js';
import { valueOfFactor, type Drift, type Factor, type Rule, type RuleState } from './rule.js';

/** Step tried first, s. */
const FIRST_STEP = 1e-4;

/** What happens to the states between events: exact where they only decay, integrated where drifts act. */
export class Flow {
  readonly #free: readonly RuleState[];
  readonly #driven: readonly RuleState[];
  readonly #drifts: readonly (readonly Drift[])[];
  #step = FIRST_STEP;

  constructor(rule: Rule) {
    const drifting = new Set(rule.drifts.map(({ state }) => state));
    this.#free = rule.states.filter(({ name }) => !drifting.has(name));
    this.#driven = rule.states.filter(({ name }) => drifting.has(name));
    this.#drifts = this.#driven.map(({ name }) => rule.drifts.filter(({ state }) => state === name));
  }

  /** Moves the values from one time to a later one (s). @throws UserError when a drift makes a state run away */
  advance(values: Map<string, number>, from: number, to: number): void {
    if (!(to > from)) return;
    if (this.#driven.length > 0) this.#integrate(values, from, to);
    for (const state of this.#free) {
      if (state.type === 'trace')
        values.set(state.name, (values.get(state.name) ?? NaN) * Math.exp(-(to - from) / state.tau));
    }
  }

  #integrate(values: Map<string, number>, from: number, to: number): void {
    const current = new Map(values);
    const y = Float64Array.from(this.#driven, ({ name }) => values.get(name) ?? NaN);
    const slope = (t: number, trial: Float64Array, out: Float64Array): void => {
      for (const state of this.#free) {
        if (state.type === 'trace')
          current.set(state.name, (values.get(state.name) ?? NaN) * Math.exp(-(t - from) / state.tau));
      }
      this.#driven.forEach(({ name, type }, index) =>
        current.set(name, type === 'weight' ? bounded(trial[index] ?? NaN) : (trial[index] ?? NaN)),
      );
      this.#driven.forEach((state, index) => {
        out[index] = inward(state, trial[index] ?? NaN, this.#slopeOf(state, index, current));
      });
    };
    const settle = (accepted: Float64Array): void => {
      this.#driven.forEach(({ type }, index) => {
        if (type === 'weight') accepted[index] = bounded(accepted[index] ?? NaN);
      });
    };
    const step = integrate(slope, y, from, to, this.#step, settle);
    if (step === undefined) {
      throw new UserError([
        {
          message:
            `the rule's drift of ${this.#driven.map(({ name }) => name).join(', ')} cannot be integrated ` +
            `beyond ${from} s: a state runs away or changes too fast; lower its rate or let it saturate`,
        },
      ]);
    }
    this.#step = step;
    this.#driven.forEach(({ name }, index) => values.set(name, y[index] ?? NaN));
  }

  #slopeOf(state: RuleState, index: number, values: ReadonlyMap<string, number>): number {
    const decay = state.type === 'trace' ? -(values.get(state.name) ?? NaN) / state.tau : 0;
    return (this.#drifts[index] ?? []).reduce(
      (sum, { coefficient, factors }) => sum + product(coefficient, factors, values),
      decay,
    );
  }
}

/** coefficient * product(factors) at the given values of the states. */
export function product(coefficient: number, factors: readonly Factor[], values: ReadonlyMap<string, number>): number {
  return factors.reduce(
    (result, factor) => result * valueOfFactor(factor, values.get(factor.state) ?? NaN),
    coefficient,
  );
}

/** A weight within its range. */
export function bounded(weight: number): number {
  return Math.min(1, Math.max(0, weight));
}

/** A weight at its bound moves only inwards. */
function inward({ type }: RuleState, value: number, slope: number): number {
  if (type !== 'weight') return slope;
  return (value <= 0 && slope < 0) || (value >= 1 && slope > 0) ? 0 : slope;
}
