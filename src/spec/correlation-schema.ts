import { choice, plainNumber, quantity, section } from './fields.js';
import { amplitude, kind, tau, weight } from './rule-fields.js';

/** Rules of correlation that find a rest of their own; src/rule/correlation-presets.ts has their equations. */

const trace = (what: string) => section({ tau: tau(`Time constant of the ${what} trace.`) });

export const vogelsRule = section({
  kind: kind('vogels', 'Inhibitory plasticity that holds a postsynaptic rate (Vogels et al. 2011).'),
  amplitude: amplitude('Weight change by one pair at dt -> 0, of either order.'),
  tau: tau('Time constant of both traces.'),
  target: quantity('frequency', 'Postsynaptic rate at which the weight rests.', { above: 0, max: 1e6 }),
  weight,
});

export const ojaRule = section({
  kind: kind('oja', 'Hebb with a decay that grows with the postsynaptic activity (Oja 1982).'),
  amplitude: amplitude('Weight change per postsynaptic event and unit of the presynaptic trace.'),
  decay: plainNumber('What the weight loses per unit of the postsynaptic trace and of w, over the amplitude.', {
    above: 0,
    max: 1000,
  }),
  pre: trace('presynaptic'),
  post: trace('postsynaptic'),
  weight,
});

export const bcmRule = section({
  kind: kind('bcm', 'Potentiation above a threshold that follows the activity (Bienenstock et al. 1982).'),
  amplitude: amplitude('Weight change per presynaptic event and unit of the squared postsynaptic trace.'),
  post: trace('postsynaptic'),
  threshold: section({
    tau: tau('Time constant with which the threshold follows.'),
    amplitude: plainNumber('What a postsynaptic event adds to the threshold.', { above: 0, max: 1000 }),
  }),
  weight,
});

export const diehlCookRule = section({
  kind: kind('diehl-cook', 'Potentiation by a recent presynaptic event, depression without (Diehl and Cook 2015).'),
  amplitude: amplitude('Weight change per postsynaptic event and unit of the presynaptic trace.'),
  tau: tau('Time constant of the presynaptic trace.'),
  target: plainNumber('Value of the trace at which the weight stays.', { above: 0, max: 1000 }),
  pairing: choice(['all-to-all', 'nearest'], 'Whether presynaptic events add up, or each sets the trace anew.').default(
    'all-to-all',
  ),
  weight,
});
