import type { Verdict } from '../result/verdict.js';
import { flaggedOptions } from '../spec/simulator-options.js';
import type { Spec } from '../spec/types.js';

/**
 * Under options that may have moved a result nothing passes: a pass becomes `not-checked` with the reason, and keeps
 * its number. What fails, fails; repeating it by other numerics (`--check-numerics`) lifts no doubt, because the
 * repetitions have the same options.
 */
export function doubted(verdicts: readonly Verdict[], { options }: Spec['simulation']): Verdict[] {
  const flags = flaggedOptions(options);
  if (flags.length === 0) return [...verdicts];
  const reason = `simulation.options: ${flags.join('; ')}`;
  return verdicts.map((verdict) =>
    verdict.status === 'pass' ? { ...verdict, status: 'not-checked', reason } : verdict,
  );
}
