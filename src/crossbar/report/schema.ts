import { z } from 'zod';
import { CROSSBAR_ACTIONS } from '../spec/quantities.js';

const text = z.string();
const status = z.enum(['pass', 'fail', 'not-checked', 'error']);

/** What `rulespice crossbar --json` prints; SI. */
export const crossbarResult = z.strictObject({
  action: z.enum([...CROSSBAR_ACTIONS, 'verify']).describe('verify: every analysis that has a check'),
  status,
  reports: z.array(
    z.strictObject({
      spec: z.strictObject({ name: text, file: text, description: text.optional() }),
      action: z.enum(CROSSBAR_ACTIONS),
      status,
      array: z.strictObject({ rows: z.number(), columns: z.number() }),
      verdicts: z.array(
        z.strictObject({
          quantity: text,
          meaning: text,
          status,
          bound: z.enum(['max', 'min']),
          limit: z.number().describe('in `unit`, shares as fractions'),
          unit: text,
          measured: z.number().optional(),
          reason: text.optional(),
          line: z.number().optional(),
          replay: text,
        }),
      ),
      tables: z.array(
        z.strictObject({ title: text, head: z.array(text), rows: z.array(z.array(text)), caption: text.optional() }),
      ),
      figures: z.array(
        z.strictObject({
          title: text,
          xTitle: text,
          yTitle: text,
          series: z.array(
            z.strictObject({
              name: text,
              role: z.enum(['rule', 'model', 'circuit', 'other']).describe('twin: model, SPICE: circuit'),
              mark: z.enum(['line', 'points']),
              x: z.array(z.number()),
              y: z.array(z.number()),
            }),
          ),
        }),
      ),
      maps: z.array(
        z.strictObject({
          title: text,
          unit: text,
          caption: text,
          values: z.array(z.array(z.number())).describe('one list per word line'),
        }),
      ),
      notes: z.array(text),
      wallSeconds: z.number(),
    }),
  ),
});

export type CrossbarResult = z.output<typeof crossbarResult>;
