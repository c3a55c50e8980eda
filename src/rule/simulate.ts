import { valueOfFactor, weightState, type EventName, type Rule } from './rule.js';

export interface RuleTrajectory {
  /** seconds, as asked for */
  readonly time: Float64Array;
  /** Rule units, one array per state. */
  readonly states: ReadonlyMap<string, Float64Array>;
}

/** Event onset times in seconds, ascending. */
export type EventTimes = Readonly<Record<EventName, readonly number[]>>;

/**
 * The textbook rule, exact: traces decay exponentially between events and jump at them. Simultaneous updates use the
 * values just before the event. Traces start at 0, the weight at its initial value and stays in [0, 1].
 *
 * @param time ascending sample times, s; the value at an event's time is the one after the event.
 */
export function simulateRule(rule: Rule, events: EventTimes, time: Float64Array): RuleTrajectory {
  const schedule = (Object.keys(events))
    .flatMap((event) => (events[event] ?? []).map((at) => ({ event, at })))
    .sort((a, b) => a.at - b.at);
  const value = new Map(rule.states.map((state) => [state.name, state.type === 'weight' ? state.initial : 0]));
  const samples = new Map(rule.states.map((state) => [state.name, new Float64Array(time.length)]));
  const weight = weightState(rule);
  let now = Math.min(time[0] ?? 0, schedule[0]?.at ?? Infinity);

  const advance = (to: number): void => {
    for (const state of rule.states) {
      if (state.type === 'trace') value.set(state.name, get(value, state.name) * Math.exp(-(to - now) / state.tau));
    }
    now = to;
  };
  const apply = (names: readonly EventName[]): void => {
    const before = new Map(value);
    for (const update of rule.updates) {
      if (!names.includes(update.event)) continue;
      const product = update.factors.reduce((factor, one) => factor * valueOfFactor(one, get(before, one.state)), update.coefficient);
      value.set(update.state, update.operation === 'set' ? product : get(value, update.state) + product);
    }
    if (weight) value.set(weight.name, Math.min(1, Math.max(0, get(value, weight.name))));
  };

  let next = 0;
  time.forEach((at, index) => {
    for (let due = schedule[next]; due && due.at <= at; due = schedule[next]) {
      advance(due.at);
      const together: EventName[] = [];
      for (let same = schedule[next]; same?.at === due.at; same = schedule[++next]) together.push(same.event);
      apply(together);
    }
    advance(at);
    for (const [name, array] of samples) array[index] = get(value, name);
  });
  return { time, states: samples };
}

function get(values: ReadonlyMap<string, number>, name: string): number {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the rule has no state "${name}"`);
  return value;
}
