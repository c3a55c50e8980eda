import type { CompiledSpec } from '../compile.js';
import { readsBiases } from '../quantities/vocabulary.js';
import type { Verdict } from '../result/verdict.js';
import type { Check } from '../spec/types.js';
import { measure, type Roads } from './measure.js';

/**
 * How far the circuit is from the rule in what a check asks of it and of the model only, under the metric of the check;
 * nothing where the check is of the rule, or of the biases, or where the rule gives nothing to compare with.
 */
export function distanceFromRule(check: Check, roads: Roads, compiled: CompiledSpec): number | undefined {
  if (check.against !== 'model' || readsBiases(check)) return undefined;
  const { measured } = measure({ ...check, against: 'rule' }, roads, compiled);
  return measured !== undefined && Number.isFinite(measured) ? measured : undefined;
}

/** The road that a picture is shown against: the one that a check in it missed, the model where it is as well. */
export function missedRoad(
  verdicts: readonly Verdict[],
  { quantity, experiment }: { readonly quantity: string; readonly experiment: string },
  states: readonly string[],
): 'rule' | 'model' | undefined {
  const here = verdicts.filter(
    (verdict) =>
      verdict.experiment === experiment && (verdict.quantity === quantity || !states.includes(verdict.quantity)),
  );
  const failed = here.filter(({ status }) => status === 'fail');
  if (failed.some(({ against }) => against === 'rule')) return 'rule';
  if (failed.length > 0) return 'model';
  // It agrees with the model there, so the difference to the rule is what a reader wants to see.
  return here.some(({ fromRule = 0, limit }) => fromRule > limit) ? 'rule' : undefined;
}
