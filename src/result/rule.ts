import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import { documentShape, engineSchema } from './document.js';
import type { Immutable } from './immutable.js';
import { noiseSchema, yieldSchema } from './samples.js';

const text = z.string();

/** One row of the sizing table: a device, capacitor or bias of one instance, e.g. `pfet 5/2`, 1e-12 F, 1.66e-12 A. */
const sizing = z.object({
  instance: text,
  cell: text,
  element: text,
  value: z.union([z.number(), text]),
  unit: text,
  because: text,
});

/** A predicted property of one instance: tau, headroom, leakage, area, static power. */
const prediction = z.object({
  instance: text,
  property: text,
  value: z.number(),
  unit: text,
  note: text.exactOptional(),
});

const trim = z.object({
  iteration: z.int().min(0),
  conditions: conditionsSchema,
  quantity: text,
  unit: text.exactOptional().describe('of target and measured: SI; rule units when absent'),
  target: z.number(),
  measured: z.number(),
  bias: text,
  biasValue: z.number(),
  biasUnit: text.exactOptional(),
});

/** What is known of a circuit that carries a rule: of a spec, and of the synapses of a network. */
export const circuitShape = {
  rule: text.describe('kind of the rule'),
  engine: engineSchema,
  process: z.object({ name: text, source: text }),
  equations: z.array(text).describe('the rule, one equation per line'),
  sizing: z.array(sizing),
  predictions: z.array(prediction),
  trim: z.array(trim),
};

/** A learning rule and its circuit. */
export const ruleResultSchema = z.object({
  kind: z.literal('rule'),
  ...documentShape,
  ...circuitShape,
  yields: z.array(yieldSchema).exactOptional().describe('by sampled check and condition; absent without samples'),
  noise: z.array(noiseSchema).exactOptional().describe('by state and condition; absent without noise'),
  runs: z
    .object({ simulated: z.int().min(0), cached: z.int().min(0) })
    .exactOptional()
    .describe('simulations done for this report, and those found in the cache; absent without one'),
});

export type SizingRow = Immutable<z.infer<typeof sizing>>;
export type PredictionRow = Immutable<z.infer<typeof prediction>>;
export type TrimRow = Immutable<z.infer<typeof trim>>;
export type RuleResult = Immutable<z.infer<typeof ruleResultSchema>>;
