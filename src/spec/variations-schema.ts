import type { z } from 'zod';
import { choice, identifier, list, quantity, section, supply, temperature, wholeNumber } from './fields.js';
import { MOST_CONDITIONS, MOST_SAMPLES } from './limits.js';
import { noiseSchema } from './noise-schema.js';
import { SAMPLES, SEED, mismatchSchema, spreadSchema } from './spread-schema.js';
import type { MismatchSpec, SamplingSpec, SpreadSpec, YieldGoal } from './types.js';

/** The section `variations`: the conditions of a grid, and what differs from chip to chip. */

const METHODS = ['random', 'latin-hypercube', 'sobol'] as const;

/** Fewer whole designs say nothing of their spread. */
const FEWEST_REPLICATES = 4;

/** Relative error of all capacitors or references of a chip; zero is nominal. */
const relativeError = (description: string) => quantity('ratio', description, { min: -0.5, max: 0.5 });

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
  const local: SpreadSpec = mismatch ? { mismatch: coefficientsOf(mismatch) } : {};
  return { ...numbersOf(variations), spread: { ...local, ...spread }, goal };
}

function coefficientsOf({ avt, abeta }: NonNullable<Written['mismatch']>): MismatchSpec {
  return avt === undefined ? 'process' : { avt, ...(abeta === undefined ? {} : { abeta }) };
}
