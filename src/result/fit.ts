import { z } from 'zod';
import { documentShape } from './document.js';
import type { Immutable } from './immutable.js';

const text = z.string();
const number = z.number().nullable();

const estimated = z.object({
  name: text,
  meaning: text,
  unit: text.describe('SI; "1" for a pure number'),
  value: z.number(),
  standardError: number,
  low: number.describe('95 % interval; null where the search did not converge'),
  high: number,
});

const criteria = z.object({ aicc: z.number(), bic: z.number() });

const estimate = z.object({
  name: text,
  parameters: z.array(estimated),
  correlation: z.array(z.array(number)),
  points: z.number(),
  freedom: z.number().describe('degrees of freedom'),
  scatter: z.number().describe('standard deviation of a residual'),
  explained: z.number().describe('share of the scatter that the model takes away, a fraction'),
  likelihood: z.boolean().describe('whether that share is of a likelihood; of the sum of squares otherwise'),
  chance: number.describe('of this by accident, F test against no effect'),
  noise: text,
  stop: text,
  starts: z.object({ tried: z.number(), agreeing: z.number() }),
  criteria: criteria.extend({ nothing: criteria.describe('of no effect') }),
  runs: z.object({ runs: z.number(), expected: z.number(), p: z.number() }).exactOptional(),
  outliers: z.array(text).describe('file:line'),
  heldOut: z.object({ points: z.number(), rms: z.number(), rmsFitted: z.number() }).exactOptional(),
});

/** One model fitted to measured data. Its verdicts say whether it can be trusted; a card is of a fit that can. */
export const fitResultSchema = z.object({
  kind: z.literal('fit'),
  ...documentShape,
  target: z.object({ name: text, title: text, references: z.array(text) }),
  model: z.object({ name: text, summary: text, equations: z.array(text) }),
  faults: z.array(text).describe('why there is no card'),
  data: z.array(z.object({ file: text, sha256: text, rows: z.number() })),
  masked: z.number().describe('rows that --keep left out'),
  provenance: text,
  options: z.object({
    seed: z.number(),
    starts: z.number(),
    robust: z.boolean(),
    intervals: z.enum(['profile', 'bootstrap', 'none']),
  }),
  fits: z.array(estimate),
  derived: z.array(estimated),
  agreements: z.array(
    z.object({
      bench: text,
      engine: text,
      points: z.number(),
      worst: number.describe('largest relative distance of the simulated card from the fit, a fraction'),
      at: z.number().describe('the point where it is'),
      limit: z.number().describe('a fraction'),
    }),
  ),
  cards: z.array(z.object({ format: z.enum(['yaml', 'spice']), text })).describe('empty for a fit that failed'),
});

export type FitResult = Immutable<z.infer<typeof fitResultSchema>>;
