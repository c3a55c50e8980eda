import { UserError } from '../units/user-error.js';
import { bounded, Flow, product } from './flow.js';
import { weightStates, type EventName, type Product, type Readout, type Rule } from './rule.js';

export interface RuleTrajectory {
  /** seconds, as asked for */
  readonly time: Float64Array;
  /** Rule units, one array per state and readout; a readout is NaN where its divisor is 0. */
  readonly states: ReadonlyMap<string, Float64Array>;
}

/** Event onset times in seconds, ascending, by event; those the rule does not wait for change nothing. */
export type EventTimes = Readonly<Record<EventName, readonly number[]>>;

/**
 * The textbook rule: traces decay exponentially between events (exact), drifts are integrated with error control, and
 * states jump at events. Simultaneous updates use the values just before the event, and what sets comes before what
 * adds. Traces start at 0, weights at their initial value and stay in [0, 1].
 *
 * @param time ascending sample times, s; the value at an event's time is the one after the event.
 * @throws UserError when a state of the rule grows without bound
 */
export function simulateRule(rule: Rule, events: EventTimes, time: Float64Array): RuleTrajectory {
  const schedule = Object.entries(events)
    .flatMap(([event, onsets]) => onsets.map((at) => ({ event, at })))
    .sort((a, b) => a.at - b.at);
  const values = new Map(rule.states.map((state) => [state.name, state.type === 'weight' ? state.initial : 0]));
  const samples = new Map(rule.states.map((state) => [state.name, new Float64Array(time.length)]));
  const flow = new Flow(rule);
  let now = Math.min(time[0] ?? 0, schedule[0]?.at ?? Infinity);
  const advance = (to: number): void => {
    flow.advance(values, now, to);
    now = to;
  };
  let next = 0;
  time.forEach((at, index) => {
    for (let due = schedule[next]; due && due.at <= at; due = schedule[next]) {
      advance(due.at);
      const together: EventName[] = [];
      for (let same = schedule[next]; same?.at === due.at; same = schedule[++next]) together.push(same.event);
      apply(rule, together, values);
    }
    advance(at);
    for (const [name, array] of samples) array[index] = finite(name, values.get(name) ?? NaN, at);
  });
  for (const readout of rule.readouts) samples.set(readout.name, readoutCurve(readout, samples, time.length));
  return { time, states: samples };
}

/** A readout at every sample of the states. */
function readoutCurve(
  { terms, divisor }: Readout,
  states: ReadonlyMap<string, Float64Array>,
  length: number,
): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length }, (_, index) => {
    const values = new Map([...states].map(([name, samples]) => [name, samples[index] ?? NaN]));
    const sum = (products: readonly Product[]): number =>
      products.reduce((total, { coefficient, factors }) => total + product(coefficient, factors, values), 0);
    return divisor.length === 0 ? sum(terms) : sum(divisor) === 0 ? NaN : sum(terms) / sum(divisor);
  });
}

function apply(rule: Rule, events: readonly EventName[], values: Map<string, number>): void {
  const before = new Map(values);
  for (const { event, state, operation, coefficient, factors } of rule.updates) {
    if (!events.includes(event)) continue;
    const change = product(coefficient, factors, before);
    values.set(state, operation === 'set' ? change : (values.get(state) ?? NaN) + change);
  }
  for (const { name } of weightStates(rule)) values.set(name, bounded(values.get(name) ?? NaN));
}

function finite(state: string, value: number, at: number): number {
  if (Number.isFinite(value)) return value;
  throw new UserError([
    { message: `the rule's state ${state} grows without bound before ${at} s; lower what is added to it` },
  ]);
}
