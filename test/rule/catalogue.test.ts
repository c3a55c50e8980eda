import { RULES, ruleEntry } from '../../src/rule/catalogue.js';
import type { RuleSpec } from '../../src/rule/parameters.js';

/** Fails to compile when a kind is missing or too many. */
const KINDS: Readonly<Record<RuleSpec['kind'], true>> = {
  trace: true,
  stdp: true,
  triplet: true,
  hebbian: true,
  'three-factor': true,
  scaling: true,
  normalisation: true,
  vogels: true,
  oja: true,
  bcm: true,
  'diehl-cook': true,
  lif: true,
  explicit: true,
};

test('every kind of rule has one entry; every preset names its sources with year', () => {
  expect(RULES.map(({ kind }) => kind).sort()).toEqual(Object.keys(KINDS).sort());
  for (const { kind, references } of RULES) {
    if (kind === 'explicit') continue;
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(reference).toMatch(/\((19|20)\d\d\)/);
  }
  expect(ruleEntry('stdp').title).toBe('Pair-based STDP');
});
