import { aboutCrossbar } from '../../crossbar/about.js';
import type { EngineInfo } from '../../engine/simulator.js';
import type { CrossbarResult } from '../../result/crossbar.js';
import type { RuleResult } from '../../result/rule.js';
import { stemOf } from '../../shelf/path.js';

/** What stands in a report for a spec of which nothing was simulated. */
export function unsimulated(
  about: Pick<RuleResult, 'name' | 'file' | 'description' | 'rule' | 'process' | 'equations'>,
  { name, version }: Pick<EngineInfo, 'name' | 'version'>,
  failure: string,
): RuleResult {
  return {
    kind: 'rule',
    ...about,
    status: 'error',
    engine: { name, version },
    sizing: [],
    predictions: [],
    trim: [],
    verdicts: [],
    figures: [],
    warnings: [],
    notes: [],
    failure,
    wallSeconds: 0,
  };
}

const UNKNOWN = 'unknown';

/** A spec of which not even its name is known. */
export function lostRule(
  file: string,
  failure: string,
  engine: Pick<EngineInfo, 'name' | 'version'> = { name: UNKNOWN, version: UNKNOWN },
): RuleResult {
  const process = { name: UNKNOWN, source: UNKNOWN };
  return unsimulated({ name: stemOf(file), file, rule: UNKNOWN, process, equations: [] }, engine, failure);
}

/** The same of a crossbar document. */
export function lostCrossbar(file: string, failure: string): CrossbarResult {
  const nothing = { name: stemOf(file), crossbar: { rows: 0, columns: 0 } };
  return { ...aboutCrossbar(nothing, UNKNOWN, file), failure };
}
