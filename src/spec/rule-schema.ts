import { z } from 'zod';
import { didYouMean } from '../units/did-you-mean.js';
import { choice, list, plainNumber, quantity, section, wholeNumber } from './fields.js';

/*
 * What may stand under `rule:`. Presets are sections with a kind; a rule written out has states instead. Whether its
 * expressions mean something is found by src/rule/language.ts.
 */

const tau = (description: string) => quantity('duration', description, { above: 0, max: 100 });
const amplitude = (description: string) => plainNumber(description, { above: 0, max: 1 });
const kind = <const Name extends string>(name: Name, description: string) => z.literal(name).meta({ description });
const share = (description: string) => plainNumber(description, { min: 0, max: 1 }).default(0);

const side = (what: string) =>
  section({
    amplitude: amplitude(`Weight change by ${what} of one pair at dt -> 0, in units of the weight range.`),
    tau: tau(`Time constant of ${what}.`),
  });

const weight = section({
  initial: plainNumber('Weight at the start, 0 to 1.', { min: 0, max: 1 }).default(0.5),
}).prefault({});
const pairing = choice(['all-to-all', 'nearest'], 'Which earlier events of the other side count.').default(
  'all-to-all',
);
const group = (description: string) => wholeNumber(description, 1, 32);

const traceRule = section({
  kind: kind('trace', 'A single exponential trace.'),
  tau: tau('Time constant of the decay.'),
  amplitude: plainNumber('What an event adds to the trace or sets it to, in rule units.', { above: 0 }).default(1),
  pairing: choice(['all-to-all', 'nearest'], 'Whether events add up, or each sets the trace anew.').default(
    'all-to-all',
  ),
});

const stdpRule = section({
  kind: kind('stdp', 'Pair-based spike-timing-dependent plasticity.'),
  dependence: choice(['additive', 'multiplicative', 'power'], 'How the weight change depends on the weight.').default(
    'additive',
  ),
  mu_plus: plainNumber('Power of (1 - w) for `dependence: power`.', { min: 0, max: 10 }).exactOptional(),
  mu_minus: plainNumber('Power of w for `dependence: power`.', { min: 0, max: 10 }).exactOptional(),
  pairing,
  potentiation: side('potentiation'),
  depression: side('depression'),
  weight,
}).superRefine((rule, context) => {
  for (const key of ['mu_plus', 'mu_minus'] as const) {
    if (rule.dependence === 'power' && rule[key] === undefined)
      context.addIssue({
        code: 'custom',
        path: ['dependence'],
        message: `"power" needs the power ${key}; add it, e.g. ${key}: 0.4`,
      });
    if (rule.dependence !== 'power' && rule[key] !== undefined)
      context.addIssue({
        code: 'custom',
        path: [key],
        message: `only "dependence: power" has it; remove it or change the dependence`,
      });
  }
});

const tripletRule = section({
  kind: kind('triplet', 'Triplet rule of Pfister and Gerstner (2006); A2+ = A3- = 0 is the minimal one.'),
  pairing,
  a2_plus: share('A2+: potentiation by a pair.'),
  a2_minus: share('A2-: depression by a pair.'),
  a3_plus: share('A3+: potentiation by a triplet post-pre-post.'),
  a3_minus: share('A3-: depression by a triplet pre-post-pre.'),
  tau_plus: tau('Time constant of potentiation (trace r1).'),
  tau_minus: tau('Time constant of depression (trace o1).'),
  tau_x: tau('Time constant of the slow presynaptic trace (r2).').exactOptional(),
  tau_y: tau('Time constant of the slow postsynaptic trace (o2).').exactOptional(),
  weight,
}).superRefine((rule, context) => {
  const need = (amplitudeName: 'a3_plus' | 'a3_minus', tauName: 'tau_x' | 'tau_y'): void => {
    if (rule[amplitudeName] > 0 && rule[tauName] === undefined)
      context.addIssue({
        code: 'custom',
        path: [amplitudeName],
        message: `reads a slow trace; add ${tauName}, or set it to 0`,
      });
    if (rule[amplitudeName] === 0 && rule[tauName] !== undefined)
      context.addIssue({
        code: 'custom',
        path: [tauName],
        message: `belongs to ${amplitudeName}, which is 0; remove it or give an amplitude`,
      });
  };
  need('a3_minus', 'tau_x');
  need('a3_plus', 'tau_y');
  if (rule.a2_plus + rule.a3_plus === 0)
    context.addIssue({ code: 'custom', path: [], message: 'nothing potentiates; give a2_plus or a3_plus' });
  if (rule.a2_minus + rule.a3_minus === 0)
    context.addIssue({ code: 'custom', path: [], message: 'nothing depresses; give a2_minus or a3_minus' });
});

const hebbianRule = section({
  kind: kind('hebbian', 'Product of pre- and postsynaptic activity.'),
  form: choice(['spike', 'rate', 'sampled'], 'At each event, all the time, or at each tick.').default('spike'),
  amplitude: amplitude(
    'Weight change per event or tick and unit of the traces read; for the forms spike and sampled.',
  ).exactOptional(),
  rate: quantity('frequency', 'Weight change per second and unit of both traces; for the form rate.', {
    above: 0,
    max: 1e6,
  }).exactOptional(),
  tick: tau('Period of the samples; for the form sampled.').exactOptional(),
  pre: section({ tau: tau('Time constant of the presynaptic trace.') }),
  post: section({ tau: tau('Time constant of the postsynaptic trace.') }),
  forgetting: quantity('duration', 'Time constant with which the weight decays; it keeps its value when absent.', {
    above: 0,
    max: 1e6,
  }).exactOptional(),
  weight,
}).superRefine((rule, context) => {
  fitForm(rule, { spike: ['amplitude'], rate: ['rate'], sampled: ['amplitude', 'tick'] }, context);
});

const gain = (what: string) =>
  section({ amplitude: plainNumber(`Weight change per unit of eligibility at a ${what}.`, { above: 0, max: 1000 }) });

const threeFactorRule = section({
  kind: kind('three-factor', 'Pairs write an eligibility trace, reward or punishment turns it into weight.'),
  dependence: choice(['additive', 'multiplicative'], 'How the weight change depends on the weight.').default(
    'additive',
  ),
  potentiation: side('potentiation'),
  depression: side('depression'),
  eligibility: section({ tau: tau('Time constant of the eligibility trace.') }),
  reward: gain('reward'),
  punish: gain('punishment').exactOptional(),
  weight,
});

const weights = (least: number) =>
  list(plainNumber('What an event of this input adds.', { above: 0, max: 10 }), '[0.5, 1]', {
    min: least,
    max: 32,
  }).exactOptional();

/** Complains about keys that the chosen form needs and does not have, or has and does not know. */
function fitForm(
  rule: { readonly form: string } & Readonly<Record<string, unknown>>,
  forms: Readonly<Record<string, readonly string[]>>,
  context: z.RefinementCtx,
): void {
  const fitting = forms[rule.form] ?? [];
  for (const key of new Set(Object.values(forms).flat())) {
    if (fitting.includes(key) && rule[key] === undefined)
      context.addIssue({ code: 'custom', path: ['form'], message: `the form "${rule.form}" needs "${key}"; add it` });
    if (!fitting.includes(key) && rule[key] !== undefined)
      context.addIssue({
        code: 'custom',
        path: [key],
        message: `the form "${rule.form}" has none; remove it or change the form`,
      });
  }
}

const initial = (description: string) =>
  section({ initial: plainNumber(description, { min: 0, max: 1 }).default(0.5) }).exactOptional();

const scalingRule = section({
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

const normalisationRule = section({
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

const EXPRESSION = 'expected a number or an expression such as "-0.5 * y"';
const expression = z.union([z.string(), z.number()], { error: EXPRESSION }).meta({
  description: 'Sum of products of numbers and states; `= 1` sets instead of adding.',
  examples: [1, '-0.5 * y', '0.1 * e * (1 - w)'],
});

const end = <const Value extends number>(value: Value) =>
  z.literal(value, { error: `expected ${value}: rule units run from 0 to 1` });

const state = section({
  decay: tau('Time constant of a trace.').exactOptional(),
  range: z
    .tuple([end(0), end(1)], { error: 'expected [0, 1]' })
    .meta({ description: 'Marks a weight.' })
    .exactOptional(),
  initial: plainNumber('Weight at the start, 0 to 1.', { min: 0, max: 1 }).exactOptional(),
});

const explicitRule = section({
  kind: kind('explicit', 'A rule written out; the word may be left out.').optional(),
  states: z
    .record(z.string(), state, {
      error: 'expected a section of states such as { x: { decay: 20 ms }, w: { initial: 0.5 } }',
    })
    .refine((states) => Object.keys(states).length > 0, {
      error: 'expected at least one state such as x: { decay: 20 ms }',
    })
    .meta({ description: 'Decaying traces and weights, by name.' }),
  on: z
    .record(
      z.string(),
      z.record(z.string(), expression, {
        error: 'expected a section of states and what is added to them, such as { x: +1 }',
      }),
      {
        error: 'expected a section of events such as { pre: { x: +1 } }',
      },
    )
    .meta({ description: 'What each event adds to which state.' })
    .exactOptional(),
  drift: z
    .record(z.string(), expression, {
      error: 'expected a section of states and what is added to them per second, such as { w: -w / 10 s }',
    })
    .meta({ description: 'What is added to which state all the time, per second.' })
    .exactOptional(),
  outputs: z
    .record(z.string(), expression, {
      error: 'expected a section of outputs and what they show, such as { z: x / (x + y) }',
    })
    .meta({ description: 'What the rule shows of its states: sums of products, or a quotient of two.' })
    .exactOptional(),
  tick: tau('Period of the event "tick".').exactOptional(),
}).transform((rule) => ({ ...rule, kind: 'explicit' as const }));

const KINDS = ['trace', 'stdp', 'triplet', 'hebbian', 'three-factor', 'scaling', 'normalisation', 'explicit'];
const QUOTED = KINDS.map((name) => `"${name}"`)
  .join(', ')
  .replace(/, ([^,]*)$/, ' or $1');

export const ruleSchema = z.discriminatedUnion(
  'kind',
  [traceRule, stdpRule, tripletRule, hebbianRule, threeFactorRule, scalingRule, normalisationRule, explicitRule],
  {
    error: ({ code, input }) => {
      if (code !== 'invalid_union')
        return (
          'expected a section with a kind such as "stdp" and its parameters, or with states and what ' +
          'happens on events'
        );
      const { kind: found } = input as { kind?: unknown };
      return `expected ${QUOTED}${typeof found === 'string' ? didYouMean(found, KINDS) : ''}`;
    },
  },
);
