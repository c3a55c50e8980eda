import { firstResponse } from './measuring/response.js';
import { isTraceRule } from './measuring/rules.js';
import { scalar } from './measuring/scalar.js';

/** How much one event adds to a trace. */
export const peak = scalar({
  name: 'peak',
  title: 'height of the response of a trace to one event',
  unit: '1',
  description:
    'The largest value after the pulse of one event, once the displacement current of its edge is over; what the ' +
    'history left by then is taken off.',
  stimuli: ['impulse'],
  fits: isTraceRule,
  usual: () => [{ against: 'rule', max: 0.05 }],
  sees: () => ['x'],
  corrects: 'amplitude',
  prescribed: ({ rule }) => (rule.kind === 'trace' ? rule.amplitude : undefined),
  measure: (recordings, spec) => ({ value: firstResponse(recordings, spec)?.peak }),
});
