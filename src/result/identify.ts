import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import { documentShape, engineSchema } from './document.js';
import type { Immutable } from './immutable.js';
import { tableSchema } from './table.js';

const text = z.string();
const number = z.number().nullable();

const parameter = z.object({
  name: text,
  meaning: text,
  unit: text.describe('SI; "1" for a share of the range of the weight, or a plain number'),
  value: z.number(),
  low: number.describe('95 % interval; null where nothing that was measured depends on it'),
  high: number,
});

const candidate = z.object({
  name: text,
  parameters: z.int().min(0),
  aicc: z.number().describe('Akaike, corrected for few points; smaller is better'),
  bic: z.number(),
  misfit: z.number().describe('rms error of a step, as a share of the largest change by a pair'),
  chosen: z.boolean().describe('the rule that is written'),
});

const train = z.object({
  name: text,
  error: number.describe('NRMSE of the weight of the circuit against the rule, a fraction; null where it never moves'),
  judged: z.boolean().describe('whether the verdict counts it'),
});

/** The rule that was found in a circuit, and how far it describes it: a datasheet of a synapse. */
export const identifyResultSchema = z.object({
  kind: z.literal('identify'),
  ...documentShape,
  engine: engineSchema,
  process: z.object({ name: text, source: text }),
  conditions: conditionsSchema,
  simulations: z.int().min(0),
  rule: text.describe('the hypothesis that was chosen, in words; empty where the circuit does not learn'),
  equations: z.array(text).describe('the rule, one equation per line'),
  start: z.number().describe('weight at which the amplitudes hold'),
  parameters: z.array(parameter),
  alike: z.array(text).describe('what cannot be told apart'),
  candidates: z.array(candidate).describe('every hypothesis that was fitted, the best by AICc first'),
  points: z.int().min(0).describe('steps that the rule was fitted to'),
  trains: z.array(train).describe('trains that the fit has not seen'),
  tables: z.array(tableSchema).describe('what was measured'),
  card: text.describe('a spec to start from, with the rule; empty where there is none'),
});

export type IdentifyResult = Immutable<z.infer<typeof identifyResultSchema>>;
