import { stateOf } from './measuring/recording.js';
import { isTraceRule } from './measuring/rules.js';
import { scalar } from './measuring/scalar.js';

/** Plain name: why it matters that a circuit has it right. */
export const camelName = scalar({
  name: 'snake_name',
  title: 'plain name of a trace',
  unit: '1',
  description: 'The largest value of the trace in the experiment. Say here how it is measured, for docs/reference.',
  // Experiments that show it, the preferred one first, and the rules that have it.
  stimuli: ['impulse'],
  fits: isTraceRule,
  // One road at a time; a reason in the place of a value where there is none.
  measure: ([recording]) =>
    recording ? { value: Math.max(...stateOf(recording, 'x').y) } : { reason: 'nothing was recorded' },
});
