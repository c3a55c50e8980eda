import { z } from 'zod';
import { didYouMean } from '../units/did-you-mean.js';
import { dutSchema } from './dut-schema.js';
import { LONGEST_DURATION, MOST_DRIVE_EVENTS } from './limits.js';
import { choice, identifier, list, plainNumber, quantity, section, wholeNumber } from './fields.js';

/* The section `network`, as src/spec/network.ts describes it; rules with other sections are in network-semantics.ts. */

/** Most neurons and synapses of a network: a synapse is some forty transistors. */
const MOST_NEURONS = 64;
const MOST_SYNAPSES = 32;

const time = (description: string) => quantity('duration', description, { above: 0, max: 100 });
const voltage = (description: string) => quantity('voltage', description, { min: -1, max: 1 });
const depolarisation = (description: string) => quantity('voltage', description, { above: 0, max: 1 });

const neuron = section({
  tau: time('Time constant of the membrane.').prefault('20 ms'),
  rest: voltage('Membrane voltage without input.').prefault('-70 mV'),
  threshold: voltage('Membrane voltage at which the neuron spikes.').prefault('-50 mV'),
  reset: voltage('Membrane voltage after a spike.').prefault('-60 mV'),
  refractory: time('Time after a spike in which the membrane is held at reset.').prefault('5 ms'),
  synaptic: time('Time constant of the synaptic current.').prefault('5 ms'),
  dut: dutSchema
    .meta({ description: 'A circuit that somebody drew, for every neuron that a synapse drives.' })
    .exactOptional(),
  current: quantity('current', 'Current into that circuit at which it just reaches the threshold.', {
    above: 0,
    max: 1e-3,
  }).exactOptional(),
}).superRefine(({ rest, threshold, reset }, context) => {
  if (rest >= threshold)
    context.addIssue({
      code: 'custom',
      path: ['threshold'],
      message: '"threshold" must lie above "rest"; otherwise the neuron never rests',
    });
  if (reset >= threshold)
    context.addIssue({
      code: 'custom',
      path: ['reset'],
      message: '"reset" must lie below "threshold"; otherwise the neuron spikes for ever',
    });
});

const drive = section({
  constant: quantity(
    'voltage',
    'Depolarisation by a constant current once settled: current times membrane resistance.',
    { min: 0, max: 1 },
  ).prefault('0 V'),
  poisson: section({
    rate: quantity('frequency', `Mean rate of the events; at most ${MOST_DRIVE_EVENTS} in a run.`, {
      above: 0,
      max: 100e3,
    }),
    amplitude: depolarisation('Height of the potential that one event causes at rest.'),
    seed: wholeNumber(
      'Seed of the random generator; neurons of one seed still get trains of their own.',
      0,
      0xffffffff,
    ).default(1),
  }).exactOptional(),
});

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

const neurons = z
  .record(z.string(), drive, { error: 'expected a section of names and inputs such as { a: { constant: 22 mV } }' })
  .superRefine((named, context) => {
    const names = Object.keys(named);
    if (names.length < 2 || names.length > MOST_NEURONS)
      context.addIssue({ code: 'custom', message: `expected 2 to ${MOST_NEURONS} neurons` });
    const wrong = names.find((name) => !NAME.test(name));
    if (wrong !== undefined)
      context.addIssue({
        code: 'custom',
        path: [wrong],
        message: 'a neuron is called by at most 32 letters, digits, "_" and "-", a letter first; rename it',
      });
  })
  .meta({ description: 'Input of every neuron from outside the network, by name of the neuron.' });

const synapse = section({
  from: identifier('Presynaptic neuron.', 'a'),
  to: identifier('Postsynaptic neuron.', 'b'),
  amplitude: depolarisation('Height of the potential that a spike causes at rest through a synapse of weight 1.'),
  initial: plainNumber('Weight at the start, 0 to 1; that of the rule when absent.', {
    min: 0,
    max: 1,
  }).exactOptional(),
});

const against = choice(
  ['rule', 'model'],
  '`rule`: the same network with textbook synapses. `model`: with the behavioural model of the circuit.',
);

const check = z.discriminatedUnion(
  'quantity',
  [
    section({
      quantity: z.literal('spikes').meta({ description: 'Every spike has a partner.' }),
      against,
      within: time('Largest time between the two spikes of a pair.'),
    }),
    section({
      quantity: z.literal('w').meta({ description: 'The weights over time.' }),
      against,
      max: quantity('ratio', 'Largest NRMSE of a weight, over the range of the reference.', { above: 0, max: 1 }),
    }),
  ],
  {
    error: ({ input }) => {
      const given = (input as { quantity?: unknown } | undefined)?.quantity;
      return (
        `expected a check of "spikes" (within) or "w" ` +
        `(max)${typeof given === 'string' ? didYouMean(given, ['spikes', 'w']) : ''}`
      );
    },
  },
);

export const networkSchema = section({
  duration: quantity('duration', 'Length of the run.', { above: 0, max: LONGEST_DURATION }),
  neuron: neuron.prefault({}),
  neurons,
  synapses: list(synapse, '[{ from: a, to: b, amplitude: 5 mV }]', { min: 1, max: MOST_SYNAPSES }),
  verify: list(check, '[{ quantity: spikes, against: model, within: 0.1 ms }]', { min: 1, max: 100 }),
}).meta({ description: 'Neurons in closed loop with synapses of this rule, for `rulespice cosim`.' });
