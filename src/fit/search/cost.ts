import { sum, type Goal } from './deviance.js';
import { squares } from './residuals.js';

/** Sum of squares, or deviance. */
export function costOf(goal: Goal, at: Float64Array): number {
  return typeof goal === 'function' ? squares(goal(at)) : sum(goal.deviances(at));
}
