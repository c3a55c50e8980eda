import type { LifNeuronModel } from './parameters.js';

/**
 * The normal form of a learning rule: states with their decay, what each event does to them, and what acts on them all
 * the time. Every preset expands to this form, and every rule a user writes is read into it; cells are chosen from it
 * term by term.
 */
export interface Rule {
  readonly kind: string;
  readonly states: readonly RuleState[];
  readonly updates: readonly Update[];
  readonly drifts: readonly Drift[];
  /** What the rule shows of its states; nothing in it depends on them. */
  readonly readouts: readonly Readout[];
  /** Period of the event `tick`, seconds; present when an update waits for it. */
  readonly tick?: number;
  /** A neuron in the place of a learning rule: it has a membrane, no event changes it, and a current makes it fire. */
  readonly neuron?: LifNeuronModel;
}

export type RuleState = TraceState | WeightState;

/**
 * dx/dt = -x / tau between events, besides drifts; 0 at the start; of either sign (an eligibility trace may be
 * negative).
 */
export interface TraceState {
  readonly type: 'trace';
  readonly name: string;
  /** seconds */
  readonly tau: number;
}

/** Keeps its value between events, besides drifts; lives in [0, 1]. */
export interface WeightState {
  readonly type: 'weight';
  readonly name: string;
  readonly initial: number;
}

/** `pre`, `post`, `reward`, `punish`, `tick`, and `pre1` to `pre32` for the inputs of a group of synapses. */
export type EventName = string;

/**
 * `on event: state += coefficient * product(factors)`, or `state = ...` for `set`. The factors are the states just
 * before the event; events at the same time all read the values before the first of them. What sets comes before what
 * adds.
 */
export interface Update {
  readonly event: EventName;
  readonly state: string;
  readonly operation: 'add' | 'set';
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

/** dstate/dt += coefficient * product(factors), all the time. */
export interface Drift {
  readonly state: string;
  /** 1/s */
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

/** A quantity that follows the states at once: sum(terms) / sum(divisor); without a divisor the sum itself. */
export interface Readout {
  readonly name: string;
  readonly terms: readonly Product[];
  readonly divisor: readonly Product[];
}

/** coefficient * product(factors), a plain number. */
export interface Product {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

/** `s^power`, or `(1 - s)^power` with `complement`, where s is a weight. A factor stands once in a product. */
export interface Factor {
  readonly state: string;
  readonly complement: boolean;
  readonly power: number;
}

/** Everything of a rule that has a curve: its states, then its readouts. */
export function quantityNames({ states, readouts }: Rule): string[] {
  return [...states, ...readouts].map(({ name }) => name);
}

/** The trace states of a rule, in order. */
export function traceStates(rule: Rule): TraceState[] {
  return rule.states.filter((state): state is TraceState => state.type === 'trace');
}

/** The first weight of a rule, if it has one; a group of synapses has more (`weightStates`). */
export function weightState(rule: Rule): WeightState | undefined {
  return weightStates(rule)[0];
}

/** The weights of a rule, in order. */
export function weightStates(rule: Rule): WeightState[] {
  return rule.states.filter((state): state is WeightState => state.type === 'weight');
}

/** The trace or weight a product reads plainly when it is the only factor: `c * x` gives `x`. */
export function singleFactor({ factors }: Pick<Update, 'factors'>): string | undefined {
  const [factor, ...more] = factors;
  return factor && more.length === 0 && !factor.complement && factor.power === 1 ? factor.state : undefined;
}

/** The state's value that a product uses, from the values of all states. */
export function valueOfFactor({ complement, power }: Factor, value: number): number {
  const base = complement ? 1 - value : value;
  return power === 1 ? base : base ** power;
}

/** Whether a product reads a state. */
export function reads({ factors }: Pick<Update, 'factors'>, state: string): boolean {
  return factors.some((factor) => factor.state === state);
}

/** The events a rule waits for: `pre` and `post` first, the others in the order of the rule. */
export function eventsOf(rule: Rule): EventName[] {
  const used = new Set(rule.updates.map(({ event }) => event));
  return [...new Set(['pre', 'post', ...used])].filter((event) => used.has(event));
}
