import { z } from 'zod';
import { FACTOR_PARAMETERS } from '../nonideality/variation.js';

/** Version of the JSON result; raised when a reader of the previous one would misread the next. */
export const REPORT_VERSION = 1;

const text = z.string();
const nonNegative = z.number().min(0);

const conditions = z.object({
  process: text,
  corner: text,
  temperature: z.number().describe('degrees Celsius'),
  supply: z.number().describe('volts'),
  capacitor: z.number().optional().describe('relative error of all capacitors; none when absent'),
  bias: z.number().optional().describe('relative error of all reference currents; none when absent'),
});

const check = z.object({
  quantity: text,
  against: z.enum(['rule', 'model']).describe('rule: fidelity; model: agreement'),
  metric: text,
  max: nonNegative.describe('largest allowed value of the metric, as a fraction'),
  stimulus: text.optional(),
  line: z.int().min(1).optional().describe('line of the check in the spec file'),
});

const verdictBase = {
  check,
  conditions,
  experiment: text,
  limit: nonNegative.describe('a fraction'),
  margin: z.number().optional().describe('limit - measured; negative when out of limits'),
  value: z.number().optional(),
  reference: z.number().optional(),
  unit: text.optional(),
  reason: text.optional(),
  over: z
    .object({ counted: nonNegative, of: nonNegative, unit: z.enum(['s', 'points']) })
    .optional()
    .describe('what of the experiment the metric was taken over: where the reference does something'),
  sample: z
    .object({ seed: z.int().min(0), index: z.int().min(1) })
    .optional()
    .describe('the sample; the nominal circuit when absent'),
  cached: z.literal(true).optional().describe('every simulation that it rests on was done by an earlier command'),
  recovered: text.optional().describe('what had to change for a simulation to converge'),
  numerics: z
    .array(z.object({ name: text, measured: z.number().optional() }))
    .optional()
    .describe('the metric when it was measured again, by what changed'),
  replay: text.describe('one command that runs exactly this check again'),
};

/** A pass without a measurement does not exist, neither here nor in the JSON Schema. */
export const verdictSchema = z
  .discriminatedUnion('status', [
    z.object({
      status: z.literal('pass'),
      measured: z.number().describe('the metric as measured, a fraction'),
      ...verdictBase,
    }),
    z.object({ status: z.enum(['fail', 'not-checked', 'error']), measured: z.number().optional(), ...verdictBase }),
  ])
  .superRefine((verdict, context) => {
    if (verdict.status !== 'pass') return;
    if (verdict.measured > verdict.limit || (verdict.margin ?? 0) < 0) {
      context.addIssue({
        code: 'custom',
        path: ['status'],
        message: `a pass that is out of limits: measured ${verdict.measured}, limit ${verdict.limit}`,
      });
    }
  });

const status = z.enum(['pass', 'fail', 'not-checked', 'error']);

const series = z.object({
  name: text,
  role: z.enum(['rule', 'model', 'circuit', 'other']),
  mark: z.enum(['line', 'points']),
  x: z.array(z.number()),
  y: z.array(z.number()),
});

const figure = z.object({
  title: text,
  caption: text.optional(),
  conditions,
  xTitle: text,
  yTitle: text,
  series: z.array(series),
  residual: z.object({ yTitle: text, series: z.array(series) }).optional(),
});

const share = z.number().min(0).max(1);

const sensitivity = z.object({
  of: text,
  simulated: nonNegative.describe('standard deviation over the samples'),
  predicted: nonNegative.describe('standard deviation by the fit and the sigmas of what varies'),
  explained: z.number().max(1).describe('share of the variance that the fit explains, corrected for its coefficients'),
  devices: z.array(
    z.object({
      instance: text,
      device: text,
      parameter: z.enum(FACTOR_PARAMETERS),
      slope: z.number().describe('per volt of |Vth| or supply, per degree, or per unit of the logarithm of a factor'),
      sigma: nonNegative,
      share: z.number().max(1).describe('of the predicted variance; correlated ones may be negative'),
    }),
  ),
});

const yieldRow = z.object({
  quantity: text,
  experiment: text,
  conditions,
  seed: z.int().min(0),
  sampling: z.enum(['random', 'latin-hypercube', 'sobol']),
  replicates: z.int().min(1).describe('independent designs that the samples are dealt to; 1 for random ones'),
  samples: z.int().min(1),
  planned: z.int().min(1),
  passed: z.int().min(0),
  failed: z.int().min(0),
  unknown: z.int().min(0),
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
      kept: text.describe('replays the simulations that were kept').optional(),
    })
    .optional(),
  errors: z.array(z.object({ sample: z.int().min(1), reason: text, replay: text })),
  recovered: z
    .array(z.object({ sample: z.int().min(1), with: text }))
    .optional()
    .describe('samples that converged only with other numerics'),
  sensitivity: sensitivity.optional(),
});

const noiseRow = z.object({
  quantity: text,
  experiment: text,
  conditions,
  seed: z.int().min(0),
  runs: z.int().min(1),
  time: nonNegative.describe('when the state is read, s'),
  value: z.number().describe('the state without noise, rule units'),
  signal: nonNegative.describe('what the spread is compared with: the change of a weight, a trace itself'),
  sigma: nonNegative,
  interval: z.tuple([nonNegative, nonNegative]).describe('of sigma'),
  confidence: share,
  model: z
    .object({
      sigma: nonNegative,
      difference: nonNegative.describe('rms difference of the deviations of circuit and model, over sigma'),
    })
    .optional(),
  outliers: z.array(z.object({ run: z.int().min(1), value: z.number() })),
});

/** One spec's report; the counterpart of `SpecReport`. */
export const specReportSchema = z.object({
  spec: z.object({ name: text, file: text, description: text.optional(), rule: text }),
  status,
  engine: z.object({ name: text, version: text }),
  process: z.object({ name: text, source: text }),
  equations: z.array(text).describe('the rule, one equation per line'),
  sizing: z.array(
    z.object({
      instance: text,
      cell: text,
      element: text,
      value: z.union([z.number(), text]),
      unit: text,
      because: text,
    }),
  ),
  predictions: z.array(
    z.object({ instance: text, property: text, value: z.number(), unit: text, note: text.optional() }),
  ),
  trim: z.array(
    z.object({
      iteration: z.int().min(0),
      conditions,
      quantity: text,
      unit: text.optional(),
      target: z.number(),
      measured: z.number(),
      bias: text,
      biasValue: z.number(),
      biasUnit: text.optional(),
    }),
  ),
  verdicts: z.array(verdictSchema),
  figures: z.array(figure),
  yields: z.array(yieldRow).optional(),
  noise: z.array(noiseRow).optional(),
  warnings: z.array(text),
  failure: text.optional(),
  runs: z
    .object({ simulated: z.int().min(0), cached: z.int().min(0) })
    .optional()
    .describe('simulations done for this report, and those found in the cache'),
  wallSeconds: nonNegative,
});

const counts = z.object({
  error: z.int().min(0),
  fail: z.int().min(0),
  'not-checked': z.int().min(0),
  pass: z.int().min(0),
});

/** The whole JSON result. */
export const reportFileSchema = z.object({
  version: z.literal(REPORT_VERSION),
  generated: z.iso.datetime().describe('when the run was made, UTC'),
  status: status.describe('error beats fail beats not-checked beats pass; a run of nothing is not-checked'),
  specs: counts.describe('specs by status'),
  verdicts: counts.describe('verdicts by status'),
  reports: z.array(specReportSchema),
});

/** JSON Schema (draft 7) of the JSON result; `schema/report.schema.json` holds exactly this. */
export function reportJsonSchema(): object {
  return { title: 'rulespice report', ...z.toJSONSchema(reportFileSchema, { target: 'draft-7', io: 'input' }) };
}

/** The text of `schema/report.schema.json`. */
export function reportSchemaText(): string {
  return `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;
}
