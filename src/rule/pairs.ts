import { eventsOf, traceStates, weightState, type Rule } from './rule.js';
import { simulateRule } from './simulate.js';

/*
 * What a rule does at a single pair of pre and post, from rest. Many rules do most of their work otherwise: at
 * triplets, at the mean of many events, or at one order of a pair alone.
 */

/** The two orders of a pair. */
export const ORDERS = [1, -1] as const;

/** The slowest trace that a pair shows by itself, s; of all traces where a pair shows none. */
export function pairTau(rule: Rule): number {
  const weight = weightState(rule)?.name;
  const shown = rule.updates
    .filter(({ state }) => state === weight)
    .map(({ factors }) => factors.filter(({ state }) => state !== weight))
    .filter((factors) => factors.length === 1)
    .flatMap((factors) => factors.map(({ state }) => state));
  const traces = traceStates(rule);
  const single = traces.filter(({ name }) => shown.includes(name));
  return Math.max(...(single.length > 0 ? single : traces).map(({ tau }) => tau));
}

/**
 * Change of the weight by one pair from rest, in parts of its range, long after it where only traces are left to decay.
 * @param dt t(post) - t(pre), s; not 0
 */
export function pairChange(rule: Rule, dt: number): number {
  const weight = weightState(rule);
  if (!weight || !['pre', 'post'].every((event) => eventsOf(rule).includes(event))) return 0;
  const events = { pre: [Math.max(0, -dt)], post: [Math.max(0, dt)] };
  const ticks = rule.tick === undefined ? [] : everyTick(rule.tick, SPAN * Math.abs(dt));
  const { states } = simulateRule(rule, { ...events, tick: ticks }, Float64Array.of(0, SPAN * Math.abs(dt)));
  return (states.get(weight.name)?.[1] ?? NaN) - weight.initial;
}

/** How long after a pair it is looked at, in its own interval. */
const SPAN = 10;
const MOST_TICKS = 1000;

function everyTick(tick: number, until: number): number[] {
  return Array.from({ length: Math.min(MOST_TICKS, Math.floor(until / tick)) }, (_, index) => (index + 1) * tick);
}
