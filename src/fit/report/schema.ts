import { z } from 'zod';

const text = z.string();
const estimated = z.strictObject({
  name: text,
  meaning: text,
  unit: text.describe('SI; empty for a pure number'),
  value: z.number(),
  standardError: z.number().nullable(),
  low: z.number().nullable().describe('95 % interval; null where the search did not converge'),
  high: z.number().nullable(),
});
const criteria = z.strictObject({ aicc: z.number(), bic: z.number() });

/** What `rulespice fit --json` prints; SI. */
export const fitResult = z.strictObject({
  target: text,
  model: text,
  status: z.enum(['pass', 'fail']),
  faults: z.array(text).describe('why there is no card'),
  warnings: z.array(text),
  notes: z.array(text).describe('taken for granted, left out or missing in the data'),
  data: z.array(z.strictObject({ file: text, sha256: text, rows: z.number() })),
  masked: z.number().describe('rows that --keep left out'),
  provenance: text,
  options: z.strictObject({
    seed: z.number(),
    starts: z.number(),
    robust: z.boolean(),
    intervals: z.enum(['profile', 'bootstrap', 'none']),
  }),
  fits: z.array(
    z.strictObject({
      name: text,
      parameters: z.array(estimated),
      correlation: z.array(z.array(z.number().nullable())),
      points: z.number(),
      freedom: z.number().describe('degrees of freedom'),
      scatter: z.number().describe('standard deviation of a residual'),
      explained: z.number().describe('share of the sum of squares that the model takes away'),
      chance: z.number().nullable().describe('of this by accident, F test against no effect'),
      noise: text,
      stop: text,
      starts: z.strictObject({ tried: z.number(), agreeing: z.number() }),
      criteria: z.strictObject({ ...criteria.shape, nothing: criteria.describe('of no effect') }),
      runs: z.strictObject({ runs: z.number(), expected: z.number(), p: z.number() }).optional(),
      outliers: z.array(text).describe('file:line'),
      heldOut: z.strictObject({ points: z.number(), rms: z.number(), rmsFitted: z.number() }).optional(),
    }),
  ),
  derived: z.array(estimated),
  agreements: z.array(
    z.strictObject({
      bench: text,
      engine: text,
      points: z.number(),
      worst: z.number().nullable().describe('largest relative distance of the simulated card from the fit'),
      at: z.number(),
      limit: z.number(),
    }),
  ),
  cards: z.array(z.strictObject({ format: z.enum(['yaml', 'spice']), text })).describe('empty for a fit that failed'),
});

export type FitResult = z.output<typeof fitResult>;
