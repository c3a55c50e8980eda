import { updateEquation } from '../rule/equations.js';
import { pathOf } from '../rule/path.js';
import { traceStates, weightStates, type Rule, type RuleState, type TraceState, type Update } from '../rule/rule.js';
import { scaleWith, type Scale } from '../rule/scale.js';
import { UserError } from '../units/user-error.js';

/**
 * What carries each state. A trace that its events push up by constants is the current of a trace cell; a weight is the
 * voltage of a capacitor; a trace that reads other states, or may become negative, is the voltage of a leaky capacitor.
 */
export interface Carriers {
  readonly currents: readonly CurrentState[];
  readonly weights: readonly string[];
  readonly leaky: readonly TraceState[];
}

/** A trace with the one event that feeds it. */
export interface CurrentState {
  readonly state: TraceState;
  readonly update: Update;
  /** The state is read at its own event, with the value before it: the event must reach the cell after the reading. */
  readonly late: boolean;
}

/**
 * @param scales their gains are gates, not weights, and what they multiply is still a current
 * @throws UserError for an event that does not push a trace up, and a trace fed by several events
 */
export function carriersOf(rule: Rule, scales: readonly Scale[] = []): Carriers {
  const scaled = traceStates(rule).filter(({ name }) => scaleWith(scales, name) !== undefined);
  const leaky = traceStates(rule).filter(
    (state) =>
      !scaled.includes(state) &&
      updatesOf(rule, state.name).some(({ coefficient, factors }) => factors.length > 0 || coefficient < 0),
  );
  const currents = traceStates(rule)
    .filter((state) => !leaky.includes(state))
    .map((state) => currentState(rule, state));
  return {
    currents,
    weights: weightStates(rule)
      .map(({ name }) => name)
      .filter((name) => !scales.some(({ gain }) => gain.name === name)),
    leaky,
  };
}

/** Whether a state is a voltage on a capacitor of its own, with a dump node that follows it. */
export function isVoltage({ weights, leaky }: Carriers, state: string): boolean {
  return weights.includes(state) || leaky.some(({ name }) => name === state);
}

/** What events do to a state. */
export function updatesOf(rule: Rule, state: RuleState['name']): Update[] {
  return rule.updates.filter((update) => update.state === state);
}

function currentState(rule: Rule, state: TraceState): CurrentState {
  const [update, other] = updatesOf(rule, state.name);
  if (!update) throw new UserError([{ message: `nothing adds to the state ${state.name}` }]);
  if (other) {
    throw new UserError([
      {
        path: pathOf(other),
        message:
          `"${updateEquation(other)}" has no circuit: a trace cell takes one event, and ${state.name} has ` +
          `"${updateEquation(update)}" too; the nearest that has is a state for each of them`,
      },
    ]);
  }
  const late = rule.updates.some(
    ({ event, factors }) => event === update.event && factors.some((factor) => factor.state === state.name),
  );
  return { state, update, late };
}
