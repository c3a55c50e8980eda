import { z } from 'zod';

const text = z.string();
const engine = z.strictObject({ name: text, version: text });
const file = text.optional();
const line = z.int().optional();

const column = z.strictObject({
  name: text.describe('v(node), i(source), time, frequency, ...'),
  kind: z.enum(['time', 'frequency', 'voltage', 'current', 'other']),
  values: z.array(z.number()),
  imaginary: z.array(z.number()).describe('only of a complex result, such as that of an ac analysis').optional(),
});

const measurement = z.strictObject({
  name: text,
  analysis: z.enum(['tran', 'ac', 'dc', 'noise']),
  file,
  line: line.describe('of the .meas line, or of the command meas'),
  value: z.number().nullable().describe('in the units of the vectors; null where it failed'),
  failed: text.describe('why there is no value').optional(),
  at: z.number().describe('where the value is found on the axis').optional(),
  with: z.number().describe('the value at the place that was asked for').optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  trigger: z.number().optional(),
  target: z.number().optional(),
});

/** What `rulespice simulate --json` prints. */
export const simulateResult = z.strictObject({
  deck: text,
  engine,
  analyses: z.array(
    z.strictObject({
      analysis: z.enum(['op', 'dc', 'ac', 'tran', 'noise', 'tf', 'pz', 'sens', 'spectrum']),
      axis: column,
      columns: z.array(column),
      totals: z
        .record(text, z.number())
        .describe('of a noise analysis: onoise_total and inoise_total, V or A, over the whole span of frequencies')
        .optional(),
      cached: z.literal(true).optional().describe('simulated by an earlier command'),
    }),
  ),
  measurements: z.array(measurement).describe('.meas lines and the command meas, in order').optional(),
  printed: z
    .array(
      z.strictObject({
        file,
        line,
        text: text.describe('of echo').optional(),
        vectors: z
          .array(z.strictObject({ name: text, values: z.array(z.number()), imaginary: z.array(z.number()).optional() }))
          .describe('of print')
          .optional(),
      }),
    )
    .describe('by print and echo of a control block')
    .optional(),
  warnings: z
    .array(z.strictObject({ file, line, message: text }))
    .describe('of a run that is good: by the simulator, and about commands that were not carried out to the letter')
    .optional(),
});

export type SimulateResult = z.output<typeof simulateResult>;
