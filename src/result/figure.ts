import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import type { Immutable } from './immutable.js';

const text = z.string();

const series = z.object({
  name: text,
  role: z
    .enum(['rule', 'model', 'circuit', 'other'])
    .describe('rule, model and circuit have fixed colours; of an array the twin is the model, SPICE the circuit'),
  mark: z.enum(['line', 'points']),
  x: z.array(z.number()),
  y: z.array(z.number()),
  points: z
    .int()
    .min(0)
    .exactOptional()
    .describe('their number, where x and y are empty because they stand in the file of waveforms'),
});

/** A picture of x-y curves; arrays of equal length, SI or rule units as the titles of the axes say. */
export const figureSchema = z.object({
  title: text,
  caption: text.exactOptional(),
  conditions: conditionsSchema.exactOptional().describe('of the simulation; measured data have none'),
  of: z
    .object({ quantity: text, experiment: text })
    .exactOptional()
    .describe('what of which experiment it shows, as verdicts name them'),
  xTitle: text,
  yTitle: text,
  series: z.array(series),
  residual: z
    .object({ yTitle: text, series: z.array(series) })
    .exactOptional()
    .describe('a panel below the main one, same x'),
});

export type Series = Immutable<z.infer<typeof series>>;
export type Figure = Immutable<z.infer<typeof figureSchema>>;
