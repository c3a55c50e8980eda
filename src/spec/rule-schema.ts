import { z } from 'zod';
import { didYouMean } from '../units/did-you-mean.js';
import { bcmRule, diehlCookRule, ojaRule, vogelsRule } from './correlation-schema.js';
import { explicitRule } from './explicit-rule-schema.js';
import { choice, plainNumber, quantity, section } from './fields.js';
import { normalisationRule, scalingRule } from './homeostasis-schema.js';
import { lifRule } from './neuron-schema.js';
import { amplitude, fitForm, kind, tau, weight } from './rule-fields.js';

/*
 * What may stand under `rule:`. Presets are sections with a kind; a rule written out has states instead. Whether its
 * expressions mean something is found by src/rule/language.ts.
 */

const share = (description: string) => plainNumber(description, { min: 0, max: 1 }).default(0);

const side = (what: string) =>
  section({
    amplitude: amplitude(`Weight change by ${what} of one pair at dt -> 0, in units of the weight range.`),
    tau: tau(`Time constant of ${what}.`),
  });

const pairing = choice(['all-to-all', 'nearest'], 'Which earlier events of the other side count.').default(
  'all-to-all',
);
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
  baseline: quantity('frequency', 'Rate of rewards that is expected: only what differs from it teaches.', {
    above: 0,
    max: 1e6,
  }).exactOptional(),
  weight,
});

const KINDS = [
  'trace',
  'stdp',
  'triplet',
  'hebbian',
  'three-factor',
  'scaling',
  'normalisation',
  'vogels',
  'oja',
  'bcm',
  'diehl-cook',
  'lif',
  'explicit',
];
const QUOTED = KINDS.map((name) => `"${name}"`)
  .join(', ')
  .replace(/, ([^,]*)$/, ' or $1');

export const ruleSchema = z.discriminatedUnion(
  'kind',
  [
    traceRule,
    stdpRule,
    tripletRule,
    hebbianRule,
    threeFactorRule,
    scalingRule,
    normalisationRule,
    vogelsRule,
    ojaRule,
    bcmRule,
    diehlCookRule,
    lifRule,
    explicitRule,
  ],
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
