import type { Rule } from '../rule/rule.js';
import { scalesIn } from '../rule/scale.js';
import { hasScale, means, middle, ofGroup, relative, sum } from './measuring/group.js';
import type { Recording } from './measuring/recording.js';

/** How far a homeostatic rule answers a change of its input. */
export const gain = ofGroup({
  name: 'gain',
  title: 'change of the gain by a change of the rates',
  description:
    'The gain at the end of a run over the gain before its middle: what a change of the rates in the middle asks for.',
  fits: hasScale,
  measure: ({ circuit, other, rule }) => relative(change(circuit, rule), change(other, rule)),
});

function change(recording: Recording, rule: Rule): number {
  const gains = scalesIn(rule).map((scale) => scale.gain.name);
  return sum(means(recording, gains)) / sum(means(recording, gains, middle(recording)));
}
