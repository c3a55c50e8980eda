import type { z } from 'zod';
import {
  choice,
  identifier,
  list,
  plainNumber,
  quantity,
  section,
  supply,
  temperature,
  wholeNumber,
} from './fields.js';
import { MOST_CONDITIONS, MOST_MEASUREMENTS, MOST_SAMPLES } from './limits.js';
import { noiseSchema } from './noise-schema.js';
import type { Distribution, SamplingSpec, SpreadSpec, ToleranceSpec, YieldGoal } from './types.js';

/** The section `variations`: the conditions of a grid, and what differs from chip to chip. */

const SHAPES = ['normal', 'truncated-normal', 'uniform'] as const;
const METHODS = ['random', 'latin-hypercube', 'sobol'] as const;
const SAMPLES =
  'Most samples that are simulated; fewer where the yield is decided before. 100 when absent, 128 for a ' +
  `stratified method. Conditions, samples and sampled checks multiply to at most ${MOST_MEASUREMENTS}.`;
const SEED = 'Seed of the draws: the same seed and sample is the same chip on every machine and engine. 1 when absent.';

/** Fewer whole designs say nothing of their spread. */
const FEWEST_REPLICATES = 4;

/** Relative error of all capacitors or references of a chip; zero is nominal. */
const relativeError = (description: string) => quantity('ratio', description, { min: -0.5, max: 0.5 });
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

const spreadSchema = section({
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

const mismatchSchema = section({
  samples: wholeNumber(`${SAMPLES} The same as beside \`mismatch\`.`, 1, MOST_SAMPLES).exactOptional(),
  seed: wholeNumber(`${SEED} The same as beside \`mismatch\`.`, 0, 2 ** 31 - 1).exactOptional(),
  avt: quantity(
    'mismatch',
    'Pelgrom coefficient of the threshold: a transistor of gate area WL has the standard deviation avt / sqrt(WL).',
    { above: 0, max: 1e-6 },
  ),
  abeta: quantity('relative-mismatch', 'Pelgrom coefficient of the current factor; none when absent.', {
    above: 0,
    max: 1e-6,
  }).exactOptional(),
});

const yieldSchema = section({
  min: quantity('ratio', 'Smallest share of samples that must be within the limit of a check.', {
    above: 0,
    max: 0.9999,
  }).prefault('95 %'),
  confidence: quantity('ratio', 'Confidence of the statement about the yield.', { min: 0.5, max: 0.9999 }).prefault(
    '95 %',
  ),
});

const listedSchema = section({
  corner: identifier('Process corner; the nominal one when absent.', 'ss').exactOptional(),
  temperature: temperature('Temperature; the nominal one when absent.').exactOptional(),
  supply: supply('Supply voltage; the nominal one when absent.').exactOptional(),
  capacitor: relativeError('Relative error of all capacitors; none when absent.').exactOptional(),
  bias: relativeError('Relative error of all reference currents; none when absent.').exactOptional(),
});

const YIELD: YieldGoal = { min: 0.95, confidence: 0.95 };
const LISTS = ['corners', 'temperature', 'supply', 'capacitor', 'bias'] as const;
const OF_SAMPLES = ['samples', 'seed', 'sampling', 'replicates', 'yield'] as const;

const written = section({
  corners: list(identifier('Process corner.', 'tt'), '[tt, ff, ss]', { max: 20 }).default([]),
  temperature: list(temperature('Temperature.'), '[0 C, 27 C, 60 C]', { max: 50 }).default([]),
  supply: list(supply('Supply voltage.'), '[1.8 V]', { max: 50 }).default([]),
  capacitor: list(
    relativeError('Relative error of all capacitors.'),
    '[-10 %, 0 %, 10 %]; a distribution stands in "spread.capacitor"',
    { max: 20 },
  ).default([]),
  bias: list(
    relativeError('Relative error of all reference currents.'),
    '[-5 %, 0 %, 5 %]; a distribution stands in "spread.bias"',
    { max: 20 },
  ).default([]),
  grid: choice(
    ['full', 'one-at-a-time'],
    '`full`: every combination of the lists. `one-at-a-time`: the nominal conditions, and each listed ' +
      `value with everything else nominal. \`full\` when absent. Either gives at most ${MOST_CONDITIONS} conditions.`,
  ).exactOptional(),
  list: list(listedSchema, '[{ corner: ss, temperature: 60 C }]', { min: 1, max: MOST_CONDITIONS })
    .meta({ description: 'The conditions one by one, instead of the lists.' })
    .exactOptional(),
  mismatch: mismatchSchema.meta({ description: 'Local mismatch of every transistor, by samples.' }).exactOptional(),
  spread: spreadSchema
    .meta({ description: 'What else differs from chip to chip, by the same samples.' })
    .exactOptional(),
  samples: wholeNumber(SAMPLES, 1, MOST_SAMPLES).exactOptional(),
  seed: wholeNumber(SEED, 0, 2 ** 31 - 1).exactOptional(),
  sampling: choice(
    METHODS,
    'How the samples are drawn; `random` when absent. The others spread them evenly over what varies; a ' +
      'yield is then told from replicates.',
  ).exactOptional(),
  replicates: wholeNumber(
    'Independent designs that the samples of a stratified method are dealt to, in turn; 8 when absent.',
    FEWEST_REPLICATES,
    1000,
  ).exactOptional(),
  noise: noiseSchema
    .meta({ description: 'Noise of every transistor, in runs of its own; read by checks with `metric: spread`.' })
    .exactOptional(),
  yield: yieldSchema
    .meta({ description: 'Goal for the samples; 95 % with a confidence of 95 % when absent.' })
    .exactOptional(),
});

type Written = z.output<typeof written>;

export const variationsSchema = written
  .superRefine((variations, context) => {
    const fault = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message });
    for (const key of LISTS) {
      const values: readonly (string | number)[] = variations[key];
      const twice = values.findIndex((value, index) => values.indexOf(value) < index);
      if (twice >= 0) fault([key, twice], 'is listed twice; every combination runs once, remove one');
      if (variations.list && values.length > 0)
        fault([key], '"list" names the conditions one by one; write them there, or remove "list"');
    }
    if (variations.list && variations.grid)
      fault(['grid'], '"list" names the conditions one by one, so there is no grid; remove one of them');
    const keys = variations.list?.map((entry) => JSON.stringify(Object.entries(entry).sort())) ?? [];
    const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
    if (twice >= 0) fault(['list', twice], 'is listed twice; remove one');
    samplingFaults(variations, fault);
  })
  .transform((variations) => {
    const {
      corners,
      temperature: temperatures,
      supply: supplies,
      capacitor: capacitors,
      bias: biases,
      grid = 'full',
      list: listed,
      noise,
    } = variations;
    const sampling = samplingOf(variations);
    return {
      corners,
      temperatures,
      supplies,
      capacitors,
      biases,
      grid,
      ...(listed ? { list: listed } : {}),
      ...(noise ? { noise } : {}),
      ...(sampling ? { sampling } : {}),
    };
  })
  .prefault({});

function samplingFaults(variations: Written, fault: (path: PropertyKey[], message: string) => void): void {
  const { mismatch, spread } = variations;
  if (spread && Object.keys(spread).length === 0)
    fault(['spread'], 'is empty; give it "process", "capacitor", "bias", "supply" or "temperature", or remove it');
  if (!mismatch && !spread) {
    for (const key of OF_SAMPLES) {
      if (variations[key] !== undefined)
        fault(
          [key],
          `${key === 'yield' ? 'a yield is counted over samples' : 'belongs to samples'}, and there are ` +
            `none; add "mismatch" or "spread", or remove it`,
        );
    }
    return;
  }
  for (const key of ['samples', 'seed'] as const) {
    if (mismatch?.[key] !== undefined && variations[key] !== undefined)
      fault([key], `stands in "mismatch" too; keep one of them`);
  }
  for (const key of ['capacitor', 'bias'] as const) {
    if (spread?.[key]?.global && variations[key].some((value) => value !== 0))
      fault([key], `all of a chip vary by "spread.${key}.global" already; keep the limits or the distribution`);
  }
  const { method, samples, replicates } = numbersOf(variations);
  if (method === 'random' && variations.replicates !== undefined)
    fault(
      ['replicates'],
      'random samples are independent already; remove it, or choose a stratified method with "sampling"',
    );
  if (method !== 'random' && (samples % replicates !== 0 || samples < 2 * replicates)) {
    fault(
      [variations.samples === undefined && mismatch?.samples === undefined ? 'replicates' : 'samples'],
      `${samples} samples cannot be dealt to ${replicates} replicates of at least two each; take a ` +
        `multiple of ${replicates} such as ${replicates * Math.max(2, Math.round(samples / replicates))}`,
    );
  }
}

/** The numbers of the samples, wherever they were written. */
function numbersOf({
  mismatch,
  samples,
  seed,
  sampling: method = 'random',
  replicates = 8,
}: Written): Pick<SamplingSpec, 'samples' | 'seed' | 'method' | 'replicates'> {
  return {
    samples: samples ?? mismatch?.samples ?? (method === 'random' ? 100 : 128),
    seed: seed ?? mismatch?.seed ?? 1,
    method,
    replicates: method === 'random' ? 1 : replicates,
  };
}

function samplingOf(variations: Written): SamplingSpec | undefined {
  const { mismatch, spread, yield: goal = YIELD } = variations;
  if (!mismatch && !spread) return undefined;
  const local: SpreadSpec = mismatch
    ? { mismatch: { avt: mismatch.avt, ...(mismatch.abeta === undefined ? {} : { abeta: mismatch.abeta }) } }
    : {};
  return { ...numbersOf(variations), spread: { ...local, ...spread }, goal };
}
