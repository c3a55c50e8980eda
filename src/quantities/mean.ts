import type { Rule } from '../rule/rule.js';
import { scalesIn } from '../rule/scale.js';
import type { Recording } from './measuring/recording.js';
import { hasScale, means, ofGroup, relative, scaledTraces, sum } from './measuring/group.js';

/** The activity that a homeostatic rule holds. */
export const mean = ofGroup({
  name: 'mean',
  title: 'summed mean activity of a scaled group',
  description:
    'The sum of the time averages of the scaled traces over the last tenth of a run, in whole intervals between ' +
    'events. Its target is what the rule prescribes.',
  fits: hasScale,
  prescribed: (_spec, rule) => scalesIn(rule)[0]?.target,
  measure: ({ circuit, other, rule, prescribed }) =>
    relative(activity(circuit, rule), prescribed ?? activity(other, rule)),
});

function activity(recording: Recording, rule: Rule): number {
  return sum(means(recording, scaledTraces(rule)));
}
