import { eventsOf, weightState, type Rule } from '../../rule/rule.js';

/** Which rules have something to measure. */

export function isTraceRule({ kind }: Rule): boolean {
  return kind === 'trace';
}

/** A weight that pairs of pre and post events move. */
export function hasWindow(rule: Rule): boolean {
  return weightState(rule) !== undefined && ['pre', 'post'].every((event) => eventsOf(rule).includes(event));
}
