import type { Result } from '../result/result.js';
import { neverAsksRule, remarksOf } from './remarks.js';
import { summarise } from './summary.js';
import { counted } from './words.js';

/** Headings of a page that is about one kind of document. */
const SUBJECTS: Readonly<Record<Result['kind'], string>> = {
  rule: 'Learning rules',
  crossbar: 'Crossbar arrays',
  network: 'Neurons and synapses in closed loop',
  fit: 'Parameters from data',
  identify: 'Rules of circuits',
};

/** What a page is about. */
export function subjectOfPage(results: readonly Result[]): string {
  const [first] = results;
  if (first?.kind === 'fit' && results.length === 1) return first.target.title;
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  if (kinds.length <= 1) return SUBJECTS[kinds[0] ?? 'rule'];
  return kinds.length === 2 && kinds.includes('crossbar') && kinds.includes('rule')
    ? 'Rules and arrays'
    : 'All documents';
}

/**
 * What came of it, in a sentence that promises no more than was found: "verified" is said of a rule only where every
 * check passed and every document was compared with its rule.
 */
export function outcomeOfPage(results: readonly Result[]): string {
  const { status, verdicts, documents } = summarise(results);
  const checks = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  if (results.length === 0 || checks === 0) return status === 'error' ? 'it failed' : 'nothing was checked';
  if (status === 'error')
    return documents.error === results.length && results.length > 1
      ? 'every document ended in an error'
      : `${counted(documents.error, 'document')} of ${results.length} ended in an error`;
  if (status === 'fail') return `${verdicts.fail} of ${counted(checks, 'check')} out of limits`;
  if (status === 'not-checked') return 'not everything was checked';
  return passed(results);
}

function passed(results: readonly Result[]): string {
  const unasked = results.filter(neverAsksRule).length;
  if (unasked > 0)
    return unasked === results.length
      ? 'every check passed, and nothing was compared with the rule'
      : `every check passed; ${counted(unasked, 'document')} of ${results.length} ` +
          (unasked === 1 ? 'was not compared with its rule' : 'were not compared with their rules');
  const leaving = results.filter((result) => remarksOf(result).length > 0).length;
  if (leaving > 0)
    return `every check passed; ${counted(leaving, 'circuit')} ${leaving === 1 ? 'leaves' : 'leave'} the rule`;
  return results.every(({ kind }) => kind === 'rule' || kind === 'network' || kind === 'crossbar')
    ? 'verified'
    : 'every check passed';
}
