import { z } from 'zod';
import { readDocument } from '../spec/document.js';
import { explainIssues } from '../spec/problems.js';
import { parseQuantity } from '../units/quantity.js';
import { UserError } from '../units/user-error.js';
import type { UpdateCurve } from './update-curve.js';

/**
 * Answer of a measured device to identical pulses, as `rulespice fit pulses --card` writes it; SI, or pure numbers
 * where the data had no unit.
 */
export interface MeasuredUpdate extends UpdateCurve {
  /** Standard deviation that one pulse adds to its change. */
  readonly updateNoise: { readonly potentiation: number; readonly depression: number };
  /** Standard deviation between reads. */
  readonly readNoise: { readonly potentiation: number; readonly depression: number };
}

const conductance = z
  .union([z.string(), z.number()], { error: 'expected a conductance such as "20 uS", or a number' })
  .transform((written) => (typeof written === 'number' ? written : parseQuantity(written, 'conductance')));
const both = z.strictObject({ potentiation: conductance, depression: conductance });
const label = z
  .number({ error: 'expected a label from -9 to 9' })
  .min(-9, { error: 'expected a label from -9 to 9' })
  .max(9, { error: 'expected a label from -9 to 9' });
const schema = z.strictObject({
  update: z.strictObject({
    lowest: conductance,
    highest: conductance,
    pulses: z.number({ error: 'expected a number of pulses' }).min(1, { error: 'expected at least one pulse' }),
    nonlinearity: z.strictObject({ potentiation: label, depression: label }),
    'update-noise': both,
    'read-noise': both,
  }),
});

/**
 * Reads the card of `rulespice fit pulses`.
 * @throws UserError with every problem, each with its line and column
 */
export function parseMeasuredUpdate(yaml: string, file: string): MeasuredUpdate {
  const document = readDocument(yaml, file);
  const result = schema.safeParse(document.value);
  if (!result.success) {
    throw new UserError(
      explainIssues(result.error.issues, document.value).map(({ path, key, index, message }) => ({
        file,
        ...document.locate(path, { key: key ?? false, index: index ?? 0 }),
        message,
      })),
    );
  }
  const { 'update-noise': updateNoise, 'read-noise': readNoise, ...curve } = result.data.update;
  return { ...curve, updateNoise, readNoise };
}
