import type { z } from 'zod';
import { choice, plainNumber, quantity, section, wholeNumber, yesOrNo } from '../../spec/fields.js';
import { csvFile, pulse, scheme, seed } from './fields.js';

/* The section `classify`: one layer of weights in the array learns classes from data. */

const side = (what: string) => quantity('ratio', what, { min: 0, max: 0.9 });

export const classify = section({
  data: section({
    csv: csvFile(
      'One example a row: an input per word line, then its class. A first row of names is skipped where there is one.',
    ),
    test: csvFile('Examples that are never trained with; a share of the others where absent.').exactOptional(),
    'test-share': side('Share of the examples that is kept for the test where there is no `test`.').prefault('20 %'),
    low: plainNumber(
      'Input that reads as 0 V; the smallest of the training examples where absent.',
      {},
    ).exactOptional(),
    high: plainNumber(
      'Input that reads as `read`; the largest of the training examples where absent.',
      {},
    ).exactOptional(),
  }).meta({ description: 'Examples with analog inputs and classes; inputs beyond `low` and `high` are cut off.' }),
  rule: choice(
    ['softmax', 'delta'],
    'softmax: error of the probabilities exp(y) / sum exp(y) of the classes, the gradient of their cross entropy. ' +
      'delta: error of the outputs themselves against 1 for the class and 0 for the others (Widrow and Hoff).',
  ).default('softmax'),
  gain: plainNumber(
    'Output of a bit line that all weights of 1 and one input of 1 give: y = gain times sum of weight times input.',
    { above: 0, max: 1e4 },
  ).default(1),
  rate: plainNumber('Change of a weight at input 1 and error 1.', { above: 0, max: 1 }),
  epochs: wholeNumber('How often all training examples are presented.', 1, 10_000),
  read: quantity('voltage', 'Word-line voltage of an input of 1.', { above: 0, max: 5 }),
  potentiation: section(pulse)
    .meta({ description: 'Pulse that raises conductances; not for cells of an update card alone.' })
    .exactOptional(),
  depression: section(pulse)
    .meta({ description: 'Pulse that lowers conductances; not for cells of an update card alone.' })
    .exactOptional(),
  scheme: scheme.default('v/2'),
  slots: wholeNumber(
    'Pulse slots of one update: a word line fires in a slot by chance in proportion to its input, a bit line to ' +
      'its error.',
    1,
    100,
  ).default(5),
  costs: yesOrNo('Whether the training is repeated with every imperfection alone and with every one left out.').default(
    true,
  ),
  seed,
});

export type ClassifySection = z.output<typeof classify>;
