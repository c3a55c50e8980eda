import { choice, list, plainNumber, quantity, section, wholeNumber } from './fields.js';
import { amplitude, fitForm, kind, tau } from './rule-fields.js';

/* Rules that hold many synapses together: scaling and normalisation. */

const group = (description: string) => wholeNumber(description, 1, 32);

const weights = (least: number) =>
  list(plainNumber('What an event of this input adds.', { above: 0, max: 10 }), '[0.5, 1]', {
    min: least,
    max: 32,
  }).exactOptional();

const initial = (description: string) =>
  section({ initial: plainNumber(description, { min: 0, max: 1 }).default(0.5) }).exactOptional();

export const scalingRule = section({
  kind: kind('scaling', 'Homeostatic scaling of all synapses by one factor.'),
  form: choice(
    ['post', 'synaptic'],
    'To a mean postsynaptic rate, by moving every weight; or to a mean synaptic activity, by one gain.',
  ).default('post'),
  inputs: group('Number of synapses; for the form post.').exactOptional(),
  target: quantity('frequency', 'Mean postsynaptic rate aimed at; for the form post.', {
    above: 0,
    max: 1000,
  }).exactOptional(),
  tau: tau('Time over which the activity is averaged; for the form synaptic, decay of the synapses.'),
  rate: quantity('frequency', 'Relative weight change per second and unit of the activity trace; for the form post.', {
    above: 0,
    max: 1e6,
  }).exactOptional(),
  weight: initial('Weight at the start, 0 to 1; for the form post.'),
  weights: weights(1).meta({
    description: 'What an event of each input adds to its synapse at a gain of 1; for the form synaptic.',
  }),
  activity: plainNumber('Mean of the summed activity aimed at, in rule units; for the form synaptic.', {
    above: 0,
    max: 100,
  }).exactOptional(),
  settling: tau('Time constant with which the gain settles; for the form synaptic.').exactOptional(),
  gain: initial('Gain at the start, 0 to 1; for the form synaptic.'),
}).superRefine((rule, context) => {
  fitForm(rule, { post: ['target', 'rate'], synaptic: ['weights', 'activity', 'settling'] }, context);
  for (const key of rule.form === 'post' ? (['gain'] as const) : (['inputs', 'weight'] as const)) {
    if (rule[key] !== undefined)
      context.addIssue({
        code: 'custom',
        path: [key],
        message: `the form "${rule.form}" has none; remove it or change the form`,
      });
  }
});

export const normalisationRule = section({
  kind: kind('normalisation', 'Synapses share a budget.'),
  form: choice(
    ['sampled', 'divisive'],
    'The sum of the weights is held at ticks; or every activity is divided by their sum, all the time.',
  ).default('sampled'),
  total: plainNumber('Sum of the weights, or of the outputs.', { above: 0, max: 32 }),
  inputs: wholeNumber('Number of synapses; for the form sampled.', 2, 32).exactOptional(),
  amplitude: amplitude(
    'Share of the excess that one tick removes from each weight, per unit of weight; for the form sampled.',
  ).exactOptional(),
  tick: tau('Period; for the form sampled.').exactOptional(),
  weight: initial('Weight at the start, 0 to 1; for the form sampled.'),
  weights: weights(2).meta({ description: 'What an event of each input adds to its activity; for the form divisive.' }),
  tau: tau('Decay of the activities; for the form divisive.').exactOptional(),
}).superRefine((rule, context) => {
  fitForm(rule, { sampled: ['inputs', 'amplitude', 'tick'], divisive: ['weights', 'tau'] }, context);
  if (rule.form === 'divisive' && rule.weight !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['weight'],
      message: 'the form "divisive" has none; remove it or change the form',
    });
});
