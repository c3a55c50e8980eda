import { deviation } from '../compare/nrmse.js';
import type { Sampled } from '../compare/sampled.js';
import { expandRule } from '../rule/presets.js';
import type { RuleSpec } from '../rule/parameters.js';
import { simulateRule } from '../rule/simulate.js';
import type { Rule } from '../rule/rule.js';
import { edgeOf } from '../spec/limits.js';
import type { CircuitSpec } from '../spec/types.js';
import type { Seen, Trial } from './trial.js';

/** Largest NRMSE of the weight on trains that the fit has not seen. */
export const MOST_UNSEEN = 0.05;
/** Trains at the usual rate count; slower, faster and overlapping ones are shown. */
export const JUDGED = 3;

/** One train on both roads. */
export interface Compared {
  readonly trial: Trial;
  readonly circuit: Sampled;
  readonly rule: Sampled;
  /** NRMSE of the circuit's weight; NaN where the rule's never moves. */
  readonly error: number;
}

/** A weight is in its range up to this share of it. */
const BEYOND = 0.01;

/** A circuit until its weight leaves the range: beyond it a rule says nothing. A missing bound is a finding. */
function withinRange({ x, y }: Sampled): Sampled {
  const end = y.findIndex((value) => value < -BEYOND || value > 1 + BEYOND);
  return end < 2 ? { x, y } : { x: x.subarray(0, end), y: y.subarray(0, end) };
}

/** The weight of a rule beside that of the circuit, train by train. */
export function compareTrains(rule: RuleSpec, seen: readonly Seen[], circuit: CircuitSpec): Compared[] {
  const expanded = expandRule(rule);
  return seen.map(({ trial, weight: whole }) => {
    const weight = withinRange(whole);
    const own = { x: weight.x, y: weightOf(expanded, trial, weight.x, circuit) };
    return { trial, circuit: weight, rule: own, error: deviation(own, weight).measured };
  });
}

/** As the rule road of a verification: an event takes effect by the end of its pulse. */
export function weightOf(rule: Rule, { events, start }: Trial, time: Float64Array, circuit: CircuitSpec): Float64Array {
  const latency = circuit.pulse + edgeOf(circuit) / 2;
  const late = (onsets: readonly number[]): number[] => onsets.map((onset) => onset + latency);
  const states = rule.states.map((state) => (state.type === 'weight' ? { ...state, initial: start } : state));
  const { states: found } = simulateRule({ ...rule, states }, { pre: late(events.pre), post: late(events.post) }, time);
  return found.get('w') ?? new Float64Array(time.length).fill(NaN);
}
