import { z } from 'zod';
import { crossbarResultSchema, type CrossbarResult } from './crossbar.js';
import { fitResultSchema, type FitResult } from './fit.js';
import { identifyResultSchema, type IdentifyResult } from './identify.js';
import { networkResultSchema, type NetworkResult } from './network.js';
import { ruleResultSchema, type RuleResult } from './rule.js';
import { STATUSES } from './verdict.js';

/** Version of the JSON result; raised when a reader of the previous one would misread the next. */
export const REPORT_VERSION = 3;

/** What was found about one document: verdicts and pictures as everywhere, and what its kind adds. Plain data. */
export const resultSchema = z.discriminatedUnion('kind', [
  ruleResultSchema,
  crossbarResultSchema,
  networkResultSchema,
  fitResultSchema,
  identifyResultSchema,
]);

export type Result = RuleResult | CrossbarResult | NetworkResult | FitResult | IdentifyResult;

const count = z.int().min(0);
const counts = z.object({ error: count, fail: count, 'not-checked': count, pass: count });

/** What `--json` of verify, cosim, crossbar, fit and identify writes. */
export const reportFileSchema = z.object({
  version: z.literal(REPORT_VERSION),
  generated: z.iso.datetime().describe('when the run was made, UTC'),
  status: z.enum(STATUSES).describe('error beats fail beats not-checked beats pass; a run of nothing is not-checked'),
  documents: counts.describe('documents by status'),
  verdicts: counts.describe('verdicts by status'),
  waveforms: z
    .object({ file: z.string(), sha256: z.string() })
    .exactOptional()
    .describe('the file beside this one that holds the numbers of curves and maps; absent on standard output'),
  reports: z.array(resultSchema).describe('one for each spec, network and fit, and for each analysis of an array'),
});

/** JSON Schema (draft 7) of the JSON result; `schema/report.schema.json` holds exactly this. */
export function reportJsonSchema(): object {
  return { title: 'rulespice report', ...z.toJSONSchema(reportFileSchema, { target: 'draft-7', io: 'input' }) };
}

/** The text of `schema/report.schema.json`. */
export function reportSchemaText(): string {
  return `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;
}
