import type { Factor, Rule } from '../rule/rule.js';
import type { Observation, Step } from './observations.js';

const EVENTS = ['pre', 'post'] as const;

/**
 * What a rule says of every step, each from the weight that the circuit had before it: an error is one of its step and
 * does not go on into the next. As `simulateRule`, for rules of which only the weight drifts, and that by straight line
 * within a step.
 */
export function predict(rule: Rule, observations: readonly Observation[]): Float64Array {
  const stepper = new Stepper(rule);
  const changes = new Float64Array(observations.reduce((sum, { steps }) => sum + steps.length, 0));
  let at = 0;
  for (const { steps } of observations) {
    stepper.walk(steps, changes, at);
    at += steps.length;
  }
  return changes;
}

interface Term {
  readonly target: number;
  readonly set: boolean;
  readonly coefficient: number;
  readonly factors: readonly { readonly state: number; readonly complement: boolean; readonly power: number }[];
}

class Stepper {
  private readonly rates: readonly number[];
  private readonly weight: number;
  private readonly terms: readonly (readonly Term[])[];
  private readonly drifts: readonly Term[];
  private readonly values: Float64Array;
  private readonly before: Float64Array;

  constructor(rule: Rule) {
    const position = new Map(rule.states.map(({ name }, index) => [name, index]));
    const of = (name: string): number => position.get(name) ?? -1;
    const term = (
      { state, coefficient, factors }: { state: string; coefficient: number; factors: readonly Factor[] },
      set: boolean,
    ): Term => ({
      target: of(state),
      set,
      coefficient,
      factors: factors.map(({ state: read, complement, power }) => ({ state: of(read), complement, power })),
    });
    this.rates = rule.states.map((state) => (state.type === 'trace' ? 1 / state.tau : 0));
    this.weight = rule.states.findIndex(({ type }) => type === 'weight');
    this.terms = EVENTS.map((event) =>
      rule.updates.filter((one) => one.event === event).map((one) => term(one, one.operation === 'set')),
    );
    this.drifts = rule.drifts.map((one) => term(one, false));
    this.values = new Float64Array(this.rates.length);
    this.before = new Float64Array(this.rates.length);
  }

  /** Writes the change of every step, from `position` on. */
  walk(steps: readonly Step[], changes: Float64Array, position: number): void {
    const { values, weight: at } = this;
    values.fill(0);
    let now = steps[0]?.from ?? 0;
    let next = position;
    for (const { events, from, to, weight } of steps) {
      values[at] = weight;
      for (let first = 0; first < events.length;) {
        const onset = events[first]?.[1] ?? NaN;
        let end = first + 1;
        while (events[end]?.[1] === onset) end += 1;
        this.decay(onset - now);
        now = onset;
        this.apply(events, first, end);
        first = end;
      }
      for (const drift of this.drifts) values[at] = (values[at] ?? NaN) + product(drift, values) * (to - from);
      changes[next] = bounded(values[at] ?? NaN) - weight;
      next += 1;
    }
  }

  private decay(time: number): void {
    const { values, rates } = this;
    for (let state = 0; state < values.length; state += 1)
      if (rates[state] !== 0 && values[state] !== 0)
        values[state] = (values[state] ?? NaN) * Math.exp(-time * (rates[state] ?? NaN));
  }

  /** Events at one time read what was before the first of them. The terms of an event have what sets first. */
  private apply(events: Step['events'], first: number, end: number): void {
    const { values, before } = this;
    before.set(values);
    for (let index = first; index < end; index += 1)
      for (const term of this.terms[events[index]?.[0] ?? 0] ?? []) {
        const change = product(term, before);
        values[term.target] = term.set ? change : (values[term.target] ?? NaN) + change;
      }
    values[this.weight] = bounded(values[this.weight] ?? NaN);
  }
}

function product({ coefficient, factors }: Term, values: Float64Array): number {
  let result = coefficient;
  for (const { state, complement, power } of factors) {
    const value = complement ? 1 - (values[state] ?? NaN) : (values[state] ?? NaN);
    result *= power === 1 ? value : value ** power;
  }
  return result;
}

function bounded(weight: number): number {
  return Math.min(1, Math.max(0, weight));
}
