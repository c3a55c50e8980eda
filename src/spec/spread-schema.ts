import { z } from 'zod';
import { choice, plainNumber, quantity, section, wholeNumber } from './fields.js';
import { MOST_MEASUREMENTS, MOST_SAMPLES } from './limits.js';
import type { Distribution, ToleranceSpec } from './types.js';

/* What differs from chip to chip: the sections `mismatch` and `spread`. */

const SHAPES = ['normal', 'truncated-normal', 'uniform'] as const;
export const SAMPLES =
  'Most samples that are simulated; fewer where the yield is decided before. 100 when absent, 128 for a ' +
  `stratified method. Conditions, samples and sampled checks multiply to at most ${MOST_MEASUREMENTS}.`;
export const SEED =
  'Seed of the draws: the same seed and sample is the same chip on every machine and engine. 1 when absent.';

const shape = choice(
  SHAPES,
  '`normal`: the number is one standard deviation. `truncated-normal`: it is the limit, three of them. ' +
    '`uniform`: it is the limit. Of `global`; what is local is normal.',
);
const bounded = (description: string) => choice(['uniform', 'truncated-normal'], description).default('uniform');
const share = (description: string) => quantity('ratio', description, { above: 0, max: 0.3 }).exactOptional();

const toleranceSchema = section({
  global: share('What all of one chip have in common; what the number means is said by `distribution`.'),
  local: share('Standard deviation of each one alone.'),
  distribution: shape.default('normal'),
})
  .superRefine(({ global, local }, context) => {
    if (global === undefined && local === undefined)
      context.addIssue({ code: 'custom', message: 'varies nothing; give "global", "local" or both' });
  })
  .transform(({ global, local, distribution }): ToleranceSpec => ({
    ...(global === undefined ? {} : { global: { shape: distribution, size: global } }),
    ...(local === undefined ? {} : { local }),
  }));

const polaritySchema = section({
  threshold: quantity('voltage', 'Standard deviation of |Vth| of all of them together.', {
    above: 0,
    max: 0.2,
  }).exactOptional(),
  beta: share('Standard deviation of the current factor of all of them together.'),
}).prefault({});

const processSchema = section({
  nfet: polaritySchema,
  pfet: polaritySchema,
  correlation: plainNumber('Correlation coefficient of nFETs and pFETs, of their thresholds and of their betas.', {
    min: -0.99,
    max: 0.99,
  }).default(0),
}).superRefine(({ nfet, pfet, correlation }, context) => {
  const both = (['threshold', 'beta'] as const).some((key) => nfet[key] !== undefined && pfet[key] !== undefined);
  if (Object.keys({ ...nfet, ...pfet }).length === 0)
    context.addIssue({ code: 'custom', message: 'varies nothing; give "nfet" or "pfet" a "threshold" or a "beta"' });
  else if (correlation !== 0 && !both)
    context.addIssue({
      code: 'custom',
      path: ['correlation'],
      message: 'nothing here varies in both polarities, so nothing can be correlated; give both, or remove it',
    });
});

const limitOf = (dimension: 'voltage' | 'temperature-difference', what: string, max: number) =>
  section({
    global: quantity(dimension, `Limit of the deviation of the ${what} from that of the grid.`, { above: 0, max }),
    distribution: bounded(
      '`uniform`, or a `truncated-normal` cut at three standard deviations; one without limits would ' +
        'leave the range of the process.',
    ),
  }).transform(({ global, distribution }): Distribution => ({ shape: distribution, size: global }));

export const spreadSchema = section({
  process: processSchema
    .meta({
      description: 'Global spread of the process: what all transistors of a polarity have in common on one chip.',
    })
    .exactOptional(),
  capacitor: toleranceSchema.meta({ description: 'Tolerance of the capacitors.' }).exactOptional(),
  bias: toleranceSchema.meta({ description: 'Tolerance of the reference currents.' }).exactOptional(),
  supply: limitOf('voltage', 'supply', 5).meta({ description: 'Spread of the supply voltage.' }).exactOptional(),
  temperature: limitOf('temperature-difference', 'temperature', 100)
    .meta({ description: 'Spread of the temperature.' })
    .exactOptional(),
});

const OF_PROCESS = 'expected a section with samples, seed, avt, abeta, or "process" for that of the PDK\'s own library';

const mismatchSection = section({
  samples: wholeNumber(`${SAMPLES} The same as beside \`mismatch\`.`, 1, MOST_SAMPLES).exactOptional(),
  seed: wholeNumber(`${SEED} The same as beside \`mismatch\`.`, 0, 2 ** 31 - 1).exactOptional(),
  avt: quantity(
    'mismatch',
    'Pelgrom coefficient of the threshold: a transistor of gate area WL has the standard deviation avt / sqrt(WL). ' +
      'That of each transistor in the library of the PDK when absent.',
    { above: 0, max: 1e-6 },
  ).exactOptional(),
  abeta: quantity('relative-mismatch', 'Pelgrom coefficient of the current factor; none when absent beside `avt`.', {
    above: 0,
    max: 1e-6,
  }).exactOptional(),
}).superRefine(({ avt, abeta }, context) => {
  if (abeta !== undefined && avt === undefined)
    context.addIssue({
      code: 'custom',
      path: ['abeta'],
      message: 'belongs to "avt"; give both, or neither and take those of the PDK\'s library',
    });
});

/** Coefficients for all transistors, or those that the library of the process has for each. */
export const mismatchSchema = z.union(
  [
    mismatchSection,
    z.literal('process', { error: OF_PROCESS }).transform((): z.output<typeof mismatchSection> => ({})),
  ],
  { error: OF_PROCESS },
);
