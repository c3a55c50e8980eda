import type { Result } from '../result/result.js';
import type { Verdict } from '../result/verdict.js';
import { amountText, checkText, plainText } from './words.js';

/*
 * A circuit may do exactly what its model says and still not what the rule says. Such a check passes; whoever reads the
 * report is told.
 */

/** Whether the circuit is further from the rule than a check allows that passes because it asks for the model. */
export function leavesRule({ status, against, fromRule, limit, bound }: Verdict): boolean {
  return status === 'pass' && against === 'model' && bound === 'max' && fromRule !== undefined && fromRule > limit;
}

/** The sentence beside such a verdict; nothing beside another. */
export function remarkText(verdict: Verdict): string | undefined {
  if (!leavesRule(verdict)) return undefined;
  const { fromRule = NaN, limit, unit, measured = NaN } = verdict;
  return (
    `leaves the rule: ${amountText(fromRule, unit)} from it where ${amountText(limit, unit)} is the limit of this ` +
    `check, which is against the model (${amountText(measured, unit)})`
  );
}

/** What a document has to say first beside its findings: the checks of it that pass and leave the rule, by quantity. */
export function remarksOf({ verdicts }: Result): string[] {
  const worst = new Map<string, Verdict>();
  for (const verdict of verdicts.filter(leavesRule)) {
    const known = worst.get(checkText(verdict));
    if ((known?.fromRule ?? 0) < (verdict.fromRule ?? 0)) worst.set(checkText(verdict), verdict);
  }
  return [...worst.values()].map(
    ({ quantity, experiment, fromRule = NaN, limit, unit }) =>
      `${plainText(quantity)} (${plainText(experiment)}) passes against the model and leaves the rule: ` +
      `up to ${amountText(fromRule, unit)} from it, ${amountText(limit, unit)} allowed against the model`,
  );
}

/** Whether a document of a rule has checks, and none of them is against the rule. */
export function neverAsksRule(result: Result): boolean {
  const rules = result.kind === 'rule' || result.kind === 'network';
  return rules && result.verdicts.length > 0 && result.verdicts.every(({ against }) => against !== 'rule');
}
