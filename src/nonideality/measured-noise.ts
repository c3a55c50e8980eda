import { z } from 'zod';
import { readDocument } from '../spec/document.js';
import { explainIssues } from '../spec/problems.js';
import { lineOfText } from '../spec/text-fields.js';
import type { Dimension } from '../units/dimensions.js';
import { parseQuantity } from '../units/quantity.js';
import { UserError } from '../units/user-error.js';
import type { Trap } from './telegraph-noise.js';

/** Noise of one measured cell, as multipliers of its current. */
export interface MeasuredNoise {
  readonly trace: string;
  /** Conductance that the multipliers belong to, S. */
  readonly conductance: number;
  /** What `readNoise` takes: relative standard deviation of independent reads, and the time between them, s. */
  readonly readNoise: { readonly sigma: number; readonly interval: number };
  /** What `telegraphNoise` takes. */
  readonly trap?: Trap;
  /** Power density, S^2/Hz, at a frequency, Hz, and with which power of the frequency it falls over a band. */
  readonly spectrum: {
    readonly density: number;
    readonly at: number;
    readonly exponent: number;
    readonly from: number;
    readonly to: number;
  };
}

const quantity = (dimension: Dimension, example: string) =>
  z
    .string({ error: `expected a quantity with its unit, such as "${example}"` })
    .transform((written) => parseQuantity(written, dimension));
const seconds = quantity('duration', '10 ms');
const hertz = quantity('frequency', '3 Hz');
const positive = z.number({ error: 'expected a number above 0' }).positive({ error: 'expected a number above 0' });
const share = z
  .number({ error: 'expected a share from 0 to 1' })
  .min(0, { error: 'expected a share from 0 to 1' })
  .max(1, { error: 'expected a share from 0 to 1' });
const schema = z.strictObject({
  noise: z
    .array(
      z.strictObject({
        trace: lineOfText(200, { min: 0, expected: 'a name' }),
        conductance: quantity('conductance', '20 uS'),
        'read-noise': z.strictObject({
          sigma: z.number({ error: 'expected a number from 0 on' }).min(0, { error: 'expected a number from 0 on' }),
          interval: seconds,
        }),
        trap: z.strictObject({ amplitude: share, capture: seconds, emission: seconds }).optional(),
        spectrum: z.strictObject({
          density: positive,
          at: hertz,
          exponent: z.number({ error: 'expected a number' }),
          from: hertz,
          to: hertz,
        }),
      }),
      { error: 'expected a list of traces' },
    )
    .min(1, { error: 'expected at least one trace' }),
});

/**
 * Reads the card of `rulespice fit read-noise`.
 * @throws UserError with every problem, each with its line and column
 */
export function parseMeasuredNoise(yaml: string, file: string): MeasuredNoise[] {
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
  return result.data.noise.map(({ 'read-noise': readNoise, trap, ...rest }) => ({
    ...rest,
    readNoise,
    ...(trap === undefined ? {} : { trap }),
  }));
}
