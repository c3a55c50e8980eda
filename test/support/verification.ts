import { fileCache } from '../../src/node/store/cache.js';
import type { Verdict } from '../../src/result/verdict.js';
import type { RuleResult } from '../../src/result/rule.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { parseSpec } from '../../src/load-spec.js';
import { verifySpec } from '../../src/verify/verify.js';

/** Verifies a spec given as YAML, without its `rulespice: 1` line. */
export function verifyText(yaml: string, simulator: Simulator): Promise<RuleResult> {
  const spec = parseSpec(`rulespice: 1\n${yaml}`, 'spec.yaml');
  return verifySpec(spec, { simulator, cache: fileCache() }, { file: 'spec.yaml', folder: '.' });
}

/** `tau against rule at tt 27 C: pass 0.1 %`: one line per verdict, so that a failing test shows the figures. */
export function describeVerdict({ quantity, against, limit, conditions, status, measured, reason }: Verdict): string {
  const value = measured === undefined ? '' : ` ${(100 * measured).toFixed(3)} % of ${100 * limit} %`;
  return (
    `${quantity} against ${against} at ${conditions?.corner} ${conditions?.temperature} C: ` +
    `${status}${value}${reason === undefined ? '' : ` (${reason})`}`
  );
}

/** Every verdict that is not a pass; `expect(...).toEqual([])` prints the figures of those that are not. */
export function notPassed(report: RuleResult): string[] {
  return report.verdicts.filter(({ status }) => status !== 'pass').map(describeVerdict);
}
