import { list, plainNumber, quantity, section } from './fields.js';
import { kind, tau } from './rule-fields.js';

/*
 * What a spec says of a neuron, and of the currents it is driven with.
 */

const current = (description: string) => quantity('current', description, { above: 0, max: 1e-3 });

const spike = section({
  width: quantity('duration', 'How long it is beyond the level.', { above: 0, max: 1 }).exactOptional(),
  amplitude: quantity('voltage', 'Distance of its peak from rest.', { above: 0, max: 20 }).exactOptional(),
  energy: quantity('energy', 'Most that it may take from the supply.', { above: 0, max: 1 }).exactOptional(),
});

export const lifRule = section({
  kind: kind('lif', 'A leaky integrate-and-fire neuron, for a neuron circuit under `dut`.'),
  tau: tau('Time constant of the membrane.'),
  threshold: current('Threshold current: the largest constant current at which it stays silent.'),
  refractory: quantity('duration', 'Time after a spike during which the membrane is held.', { min: 0, max: 100 }),
  reset: plainNumber('Membrane after a spike: 0 is rest, 1 the threshold.', { min: -10, max: 0.99 }).default(0),
  spike: spike
    .meta({ description: 'What the spikes of the circuit are to be like, for the checks of their shape.' })
    .exactOptional(),
});

/** Most currents of one curve. */
const MOST_CURRENTS = 100;

export const currentsSchema = list(current('Current into the neuron.'), '[1.2 nA, 2 nA, 4 nA]', {
  min: 1,
  max: MOST_CURRENTS,
})
  .superRefine((currents, context) => {
    currents.forEach((one, index) => {
      if (index > 0 && one <= (currents[index - 1] ?? 0))
        context.addIssue({ code: 'custom', path: [index], message: 'expected currents in ascending order; sort them' });
    });
  })
  .meta({ description: 'Constant currents into a neuron, ascending: the points of its f-I curve.' });
