import type { Drift, Update } from './rule.js';

/** Where a rule that is written out says this; of a preset only the first part exists in the file. */
export function pathOf(term: Update | Drift): readonly string[] {
  return 'event' in term ? ['rule', 'on', term.event, term.state] : ['rule', 'drift', term.state];
}
