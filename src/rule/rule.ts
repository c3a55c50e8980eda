/**
 * The normal form of a learning rule: states with their decay, and what each event adds to them.
 * Every preset (`kind: trace`, `kind: stdp`) expands to this form; cells are chosen from it, term by term.
 */
export interface Rule {
  readonly kind: string;
  readonly states: readonly RuleState[];
  readonly updates: readonly Update[];
}

export type RuleState = TraceState | WeightState;

/** dx/dt = -x / tau between events. */
export interface TraceState {
  readonly type: 'trace';
  readonly name: string;
  /** seconds */
  readonly tau: number;
}

/** Keeps its value between events; lives in [0, 1]. */
export interface WeightState {
  readonly type: 'weight';
  readonly name: string;
  readonly initial: number;
}

export type EventName = 'pre' | 'post';

/** `on event: state += coefficient * product(factors)`, evaluated with the states just before the event. */
export interface Update {
  readonly event: EventName;
  readonly state: string;
  readonly coefficient: number;
  /** Names of trace states; empty for a constant increment. */
  readonly factors: readonly string[];
}

/** The trace states of a rule, in order. */
export function traceStates(rule: Rule): TraceState[] {
  return rule.states.filter((state): state is TraceState => state.type === 'trace');
}

/** The weight of a rule, if it has one. */
export function weightState(rule: Rule): WeightState | undefined {
  return rule.states.find((state): state is WeightState => state.type === 'weight');
}

/** The rule as equations, one per line, in the notation of the spec. */
export function equations(rule: Rule): string[] {
  const between = rule.states.map((state) =>
    state.type === 'trace' ? `d${state.name}/dt = -${state.name} / ${state.tau} s` : `d${state.name}/dt = 0, 0 <= ${state.name} <= 1`,
  );
  const atEvents = rule.updates.map(({ event, state, coefficient, factors }) => {
    const term = [coefficient === 1 && factors.length > 0 ? '' : String(Math.abs(coefficient)), ...factors].filter((part) => part !== '').join(' * ');
    return `on ${event}: ${state} += ${coefficient < 0 ? '-' : ''}${term}`;
  });
  return [...between, ...atEvents];
}
