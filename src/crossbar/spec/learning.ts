import { z } from 'zod';
import { choice, list, plainNumber, quantity, section, wholeNumber } from '../../spec/fields.js';
import { cell, pulse, scheme, seed, voltage } from './fields.js';

/*
 * The sections `window` and `learn`: learning where the device is the rule, and learning by an outer product of lines.
 */

const interval = (description: string) => quantity('duration', description, { min: -10, max: 10 });
const exponential = (description: string) =>
  section({
    amplitude: plainNumber('Change at interval 0, share of the range.', { above: 0, max: 1 }),
    tau: quantity('duration', 'Time constant.', { above: 0, max: 10 }),
  }).meta({ description });

/** Most pairs of one window: one transient each. */
const MOST_INTERVALS = 401;

export const window = section({
  spike: section({
    height: voltage('Voltage of the pulse.'),
    width: quantity('duration', 'Plateau of the pulse.', { above: 0, max: 1 }),
    tail: voltage('Voltage below 0 at which the tail starts, as a number of the sign of `height`.'),
    decay: quantity('duration', 'Time in which the tail returns to 0 V.', { above: 0, max: 10 }),
    edge: quantity('duration', 'Rise and fall time.', { above: 0, max: 1 }),
  })
    .superRefine(({ height, tail }, context) => {
      if (height === 0)
        context.addIssue({
          code: 'custom',
          path: ['height'],
          message:
            'expected a voltage other than 0 V; negative for a device whose weight rises with a positive voltage',
        });
      else if (height * tail < 0)
        context.addIssue({
          code: 'custom',
          path: ['tail'],
          message: 'expected the sign of "height": a tail of 0.3 V runs at -0.3 V behind a pulse above 0',
        });
    })
    .meta({ description: 'The pulse of both neurons.' }),
  intervals: section({
    from: interval('Earliest post against pre.'),
    to: interval('Latest.'),
    step: quantity('duration', 'Step.', { above: 0, max: 10 }),
  })
    .superRefine(({ from, to, step }, context) => {
      if (from > to)
        context.addIssue({ code: 'custom', path: ['to'], message: '"to" must not lie before "from"; swap them' });
      else if ((to - from) / step > MOST_INTERVALS - 1)
        context.addIssue({
          code: 'custom',
          path: ['step'],
          message: `expected at most ${MOST_INTERVALS} intervals; take a larger step`,
        });
    })
    .meta({ description: 'Intervals t_post - t_pre.' }),
  cell: cell
    .default([1, 1])
    .meta({ description: 'The synapse: pre on its word line, post on its bit line; all other lines are held at 0 V.' }),
  rule: section({
    potentiation: exponential('A+ exp(-dt/tau+) for dt > 0.'),
    depression: exponential('-A- exp(dt/tau-) for dt < 0.'),
  })
    .meta({ description: 'What the window should be, for window-fidelity.' })
    .exactOptional(),
});

const bits = z
  .string({ error: 'expected a row of 0 and 1 in quotes such as "1100"' })
  .regex(/^[01]{1,4096}$/, { error: 'expected a row of 0 and 1 in quotes such as "1100"' })
  .meta({ description: 'One digit per line.' });

export const LEARN_METHODS = ['outer-product', 'zero-shifted', 'verify'] as const;
export type LearnMethod = (typeof LEARN_METHODS)[number];
const method = (description: string) => choice(LEARN_METHODS, description);

export const learn = section({
  patterns: list(section({ input: bits, output: bits }), '[{ input: "1100", output: "1010" }]', {
    min: 1,
    max: 100,
  }).meta({ description: 'Pairs to associate: one digit of the input per word line, one of the output per bit line.' }),
  target: plainNumber(
    'Mean weight of an output bit 1; a bit 0 has its negative. A weight of 1 is half the range of conductances.',
    { above: 0, max: 1 },
  ),
  read: quantity('voltage', 'Voltage of an input bit 1 while reading.', { above: 0, max: 5 }),
  potentiation: section(pulse).meta({ description: 'Pulse that raises conductances.' }),
  depression: section(pulse).meta({ description: 'Pulse that lowers conductances.' }),
  scheme: scheme.default('v/2'),
  presentations: wholeNumber('How often every pattern is presented.', 4, 100_000),
  gain: plainNumber('Pulses per unit of error.', { above: 0, max: 1e4 }),
  'most-pulses': wholeNumber('Most pulses of one presentation on one line.', 1, 1000).default(10),
  noise: plainNumber('Standard deviation of the teacher, in weights.', { min: 0, max: 1 }).default(0),
  method: method(
    'outer-product: pulses blindly, against a reference array in the middle of the range. zero-shifted: ' +
      'the same, against a reference array whose cells rest at their symmetry points. verify: weights kept ' +
      'in digital memory, cells programmed by pulse and read.',
  ).default('outer-product'),
  compare: list(method('A method shown beside it.'), '[zero-shifted, verify]', { max: 3 }).default([]),
  tolerance: plainNumber('verify: distance in weights at which a cell counts as programmed.', {
    above: 0,
    max: 1,
  }).default(0.05),
  attempts: wholeNumber('verify: most sweeps of pulses after one presentation.', 1, 100).default(8),
  seed,
});
