import { firstResponse } from './measuring/response.js';
import { scalar } from './measuring/scalar.js';
import { isTraceRule } from './measuring/rules.js';

/** How fast a trace forgets. */
export const tau = scalar({
  name: 'tau',
  title: 'decay time constant of a trace',
  unit: 's',
  description:
    'The time constant of the exponential that is fitted to the response to one event, from its peak on. A response ' +
    'that is no exponential has none, and the check says why.',
  stimuli: ['impulse'],
  fits: isTraceRule,
  usual: () => [{ against: 'rule', max: 0.05 }],
  sees: () => ['x'],
  corrects: 'tau',
  prescribed: ({ rule }) => (rule.kind === 'trace' ? rule.tau : undefined),
  measure: (recordings, spec) => {
    const response = firstResponse(recordings, spec);
    return { value: response?.tau, reason: response?.shape };
  },
});
