import type { RuleSpec, StdpRuleSpec, TraceRuleSpec } from '../spec/types.js';
import type { Rule } from './rule.js';

/** Expands a preset of the spec to the normal form. */
export function expandRule(spec: RuleSpec): Rule {
  switch (spec.kind) {
    case 'trace':
      return expandTrace(spec);
    case 'stdp':
      return expandStdp(spec);
  }
}

/** One exponentially decaying trace of the presynaptic events. */
function expandTrace({ tau, amplitude }: TraceRuleSpec): Rule {
  return {
    kind: 'trace',
    states: [{ type: 'trace', name: 'x', tau }],
    updates: [{ event: 'pre', state: 'x', coefficient: amplitude, factors: [] }],
  };
}

/**
 * Additive pair-based STDP, all-to-all: two traces of amplitude 1, read at the other side's event.
 * Song, Miller, Abbott, Nat. Neurosci. 3:919 (2000); on-line form of Morrison, Diesmann, Gerstner, Biol. Cybern. 98:459 (2008).
 */
function expandStdp({ potentiation, depression, weight }: StdpRuleSpec): Rule {
  return {
    kind: 'stdp',
    states: [
      { type: 'trace', name: 'x', tau: potentiation.tau },
      { type: 'trace', name: 'y', tau: depression.tau },
      { type: 'weight', name: 'w', initial: weight.initial },
    ],
    updates: [
      { event: 'pre', state: 'x', coefficient: 1, factors: [] },
      { event: 'pre', state: 'w', coefficient: -depression.amplitude, factors: ['y'] },
      { event: 'post', state: 'y', coefficient: 1, factors: [] },
      { event: 'post', state: 'w', coefficient: potentiation.amplitude, factors: ['x'] },
    ],
  };
}
