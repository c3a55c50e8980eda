import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import type { Immutable } from './immutable.js';

/** Worst first: what stands earlier hides what stands later. `not-checked` and `error` can never be read as a pass. */
export const STATUSES = ['error', 'fail', 'not-checked', 'pass'] as const;
export type VerdictStatus = (typeof STATUSES)[number];

/**
 * How a curve or a number is compared with its reference. `yield-loss`: largest share of samples out of limits that the
 * samples allow, at the confidence of the goal.
 */
export const METRICS = ['nrmse', 'relative-error', 'difference', 'spread', 'unpaired', 'yield-loss'] as const;
export type Metric = (typeof METRICS)[number];

/** The unit of a share: 0.02 is 2 %, and only text says so. A plain number (a count, a state) has the unit `1`. */
export const FRACTION = 'fraction';

const text = z.string();
const nonNegative = z.number().min(0);

/** What of an experiment a metric was taken over: where the reference does something. */
const over = z.object({ counted: nonNegative, of: nonNegative, unit: z.enum(['s', 'points']) });
export type Over = Immutable<z.infer<typeof over>>;

/** What was asked: a quantity, what it was held against, where, and the limit. */
const asked = {
  quantity: text.describe('what was judged'),
  meaning: text.exactOptional().describe('what the quantity is, where its name and `against` do not say it'),
  against: z
    .enum(['rule', 'model', 'fit'])
    .exactOptional()
    .describe('rule: fidelity; model: agreement; fit: a card against the fit that it was written from'),
  metric: z.enum(METRICS).exactOptional().describe('how it is compared with what it is held against'),
  experiment: text.describe('the experiment, analysis or bench that it was measured in'),
  stimulus: text.exactOptional().describe('the experiment that the check asks for, where it names one'),
  conditions: conditionsSchema.exactOptional(),
  sample: z
    .object({ seed: z.int().min(0), index: z.int().min(1) })
    .exactOptional()
    .describe('the sample; the nominal circuit when absent'),
  bound: z.enum(['max', 'min']).describe('whether the limit is the largest or the smallest that passes'),
  limit: nonNegative,
  line: z.int().min(1).exactOptional().describe('line of the check in its file'),
};

/** What was found. */
const found = {
  unit: text.describe(
    `of limit, measured and margin: SI, "1" for a plain number, "${FRACTION}" for a share (0.02: 2 %)`,
  ),
  measured: z.number().exactOptional().describe('absent when it could not be measured'),
  margin: z.number().exactOptional().describe('distance to the limit; negative when out of limits'),
  value: z.number().exactOptional().describe('the quantity itself, where that is a single number'),
  reference: z.number().exactOptional().describe('what it is compared with, where that is a single number'),
  valueUnit: text.exactOptional().describe('of value and reference: SI; rule units when absent'),
  fromRule: z
    .number()
    .exactOptional()
    .describe('of a check against the model: the same, measured against the rule; `unit` is its unit, too'),
  over: over.exactOptional().describe('what of the experiment the metric was taken over'),
  where: text.exactOptional().describe('where it was worst, of several places such as weights'),
  reason: text.exactOptional().describe('why it is not a pass, in one sentence'),
  headline: z.literal(true).exactOptional().describe('the reason is what the circuit does, and is said first'),
  cached: z.literal(true).exactOptional().describe('every simulation that it rests on was done by an earlier command'),
  recovered: text.exactOptional().describe('what had to change for a simulation to converge, such as `method=gear`'),
  numerics: z
    .array(z.object({ name: text, measured: z.number().exactOptional() }))
    .exactOptional()
    .describe('what was measured when it was measured again, by what changed'),
  replay: text.describe('one command that runs exactly this check again'),
};

const verdict = z.object({ ...asked, status: z.enum(STATUSES), ...found });

/**
 * What was found for one check, of a circuit, an array, a network or a fit. Plain data: `JSON.stringify` of it is what
 * stands in the JSON result.
 */
export type Verdict = Immutable<z.infer<typeof verdict>>;

/** A pass without a measurement does not exist, neither here nor in the JSON Schema. */
export const verdictSchema: z.ZodType<z.infer<typeof verdict>> = z
  .discriminatedUnion('status', [
    verdict.extend({ status: z.literal('pass'), measured: z.number() }),
    verdict.extend({ status: z.enum(['fail', 'not-checked', 'error']) }),
  ])
  .superRefine((one, context) => {
    if (one.status !== 'pass' || (isWithin(one.measured, one) && (one.margin ?? 0) >= 0)) return;
    context.addIssue({
      code: 'custom',
      path: ['status'],
      message: `a pass that is out of limits: measured ${one.measured}, limit ${one.limit}`,
    });
  });

/** Whether a number is on the good side of a limit; NaN never is. */
export function isWithin(measured: number, { bound, limit }: Pick<Verdict, 'bound' | 'limit'>): boolean {
  return bound === 'max' ? measured <= limit : measured >= limit;
}

/** Distance to the limit, negative when out of limits. */
export function marginFrom(measured: number, { bound, limit }: Pick<Verdict, 'bound' | 'limit'>): number {
  return bound === 'max' ? limit - measured : measured - limit;
}

/** As the verdict carries it, else computed; undefined when nothing was measured. */
export function marginOf(one: Verdict): number | undefined {
  return one.margin ?? (one.measured === undefined ? undefined : marginFrom(one.measured, one));
}

/** Position in `STATUSES`: 0 is the worst. */
export function severity(status: VerdictStatus): number {
  return STATUSES.indexOf(status);
}

/**
 * The worst of several: error beats fail beats not-checked beats pass. Nothing at all is `not-checked`, never a pass.
 */
export function worstStatus(statuses: readonly VerdictStatus[]): VerdictStatus {
  return STATUSES.find((status) => statuses.includes(status)) ?? 'not-checked';
}
