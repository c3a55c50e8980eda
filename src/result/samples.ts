import { z } from 'zod';
import { FACTOR_PARAMETERS } from '../nonideality/variation.js';
import { conditionsSchema } from './conditions.js';
import type { Immutable } from './immutable.js';

const text = z.string();
const nonNegative = z.number().min(0);
const share = z.number().min(0).max(1);

/**
 * One thing that varies: of a device of an instance, or of the instance `chip` where all devices of a kind move
 * together.
 */
const device = z.object({
  instance: text,
  device: text,
  parameter: z.enum(FACTOR_PARAMETERS),
  slope: z.number().describe('per volt of |Vth| or supply, per degree, or per unit of the logarithm of a factor'),
  sigma: nonNegative.describe('standard deviation of the parameter: V, degrees Celsius or 1'),
  share: z.number().max(1).describe('of the predicted variance; correlated ones may be negative'),
});

/** Least squares fit of a quantity to the draws of the same samples. */
const sensitivity = z.object({
  of: text.describe('what was fitted: `ln tau`, or the metric'),
  simulated: nonNegative.describe('standard deviation over the samples'),
  predicted: nonNegative.describe('standard deviation by the fit and the sigmas of what varies'),
  explained: z.number().max(1).describe('share of the variance that the fit explains, corrected for its coefficients'),
  devices: z.array(device).describe('largest share first'),
});

/** The share of samples within the limit of one check under one condition, and what moves the quantity. */
export const yieldSchema = z.object({
  quantity: text,
  experiment: text,
  conditions: conditionsSchema,
  seed: z.int().min(0),
  sampling: z.enum(['random', 'latin-hypercube', 'sobol']),
  replicates: z.int().min(1).describe('independent designs that the samples are dealt to; 1 for random ones'),
  samples: z.int().min(1).describe('simulated'),
  planned: z.int().min(1).describe('the most that the spec asks for'),
  passed: z.int().min(0),
  failed: z.int().min(0),
  unknown: z.int().min(0).describe('samples without a measurement: neither passed nor failed'),
  interval: z
    .tuple([share, share])
    .describe('of the yield; samples without a measurement count as failed below and as passed above'),
  confidence: share.describe('of this interval; that of random samples is corrected for looking several times'),
  goal: z.object({ min: share, confidence: share }),
  worst: z
    .object({
      sample: z.int().min(1),
      measured: nonNegative,
      replay: text,
      kept: text.describe('replays the simulations that were kept').exactOptional(),
    })
    .exactOptional()
    .describe('the sample furthest out of limits'),
  errors: z
    .array(z.object({ sample: z.int().min(1), reason: text, replay: text }))
    .describe('samples that could not be simulated or measured'),
  recovered: z
    .array(z.object({ sample: z.int().min(1), with: text }))
    .exactOptional()
    .describe('samples that converged only with other numerics'),
  sensitivity: sensitivity.exactOptional(),
});

/** What noise does to one state under one condition. */
export const noiseSchema = z.object({
  quantity: text,
  experiment: text,
  conditions: conditionsSchema,
  seed: z.int().min(0),
  runs: z.int().min(1),
  time: nonNegative.describe('when the state is read, s'),
  value: z.number().describe('the state without noise, rule units'),
  signal: nonNegative.describe('what the spread is compared with: the change of a weight, a trace itself'),
  sigma: nonNegative.describe('standard deviation over the runs'),
  interval: z.tuple([nonNegative, nonNegative]).describe('of sigma'),
  confidence: share,
  model: z
    .object({
      sigma: nonNegative,
      difference: nonNegative.describe('rms difference of the deviations of circuit and model, over sigma'),
    })
    .exactOptional()
    .describe('the model with the same draws, where a check asks for it'),
  outliers: z
    .array(z.object({ run: z.int().min(1), value: z.number() }))
    .describe('runs further than 3.5 robust standard deviations from the median'),
});

export type DeviceSensitivity = Immutable<z.infer<typeof device>>;
export type Sensitivity = Immutable<z.infer<typeof sensitivity>>;
export type YieldRow = Immutable<z.infer<typeof yieldSchema>>;
export type NoiseRow = Immutable<z.infer<typeof noiseSchema>>;
