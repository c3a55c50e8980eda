import { z } from 'zod';
import type { Generator } from '../random/generator.js';
import { readDocument } from '../spec/document.js';
import { explainIssues } from '../spec/problems.js';
import type { Dimension } from '../units/dimensions.js';
import { parseQuantity } from '../units/quantity.js';
import { UserError } from '../units/user-error.js';
import { clockOf, measuredSpread, shiftOf, type RelaxationLaw } from './relaxation-law.js';

/**
 * A fitted law of relaxation, where it was measured, and the drift exponent of the mean for models that know only that.
 */
export interface MeasuredRelaxation {
  readonly law: RelaxationLaw;
  /** Times, s, and starting conductances, S, of the data. */
  readonly measured: { readonly from: number; readonly to: number; readonly lowest: number; readonly highest: number };
  /** Of G (t / reference)^-exponent, as `drifted` (retention.ts) and the `drift` of a crossbar take it. */
  readonly drift: { readonly exponent: number; readonly reference: number };
}

const quantity = (dimension: Dimension, example: string) =>
  z
    .string({ error: `expected a quantity with its unit, such as "${example}"` })
    .transform((written) => parseQuantity(written, dimension));
const siemens = quantity('conductance', '20 uS');
const seconds = quantity('duration', '10 ms');
const number = z.number({ error: 'expected a number' });
const positive = z.number({ error: 'expected a number above 0' }).positive({ error: 'expected a number above 0' });
const share = z
  .number({ error: 'expected a share from 0 to 1' })
  .min(0, { error: 'expected a share from 0 to 1' })
  .max(1, { error: 'expected a share from 0 to 1' });
const common = {
  time: seconds,
  level: siemens,
  shift: z.strictObject({
    size: siemens,
    slope: siemens,
    bend: siemens,
    detour: siemens,
    tilt: siemens,
    exponent: positive,
  }),
  spread: z.strictObject({ size: siemens, rise: number, fall: number, exponent: positive }),
  'read-noise': siemens,
  kept: share,
  forgetting: z.number({ error: 'expected a number from 0 on' }).min(0, { error: 'expected a number from 0 on' }),
  drift: z.strictObject({ exponent: number, reference: seconds }),
  measured: z.strictObject({ from: seconds, to: seconds, lowest: siemens, highest: siemens }),
};
const schema = z.strictObject({
  retention: z.discriminatedUnion('clock', [
    z.strictObject({ clock: z.literal('log'), onset: seconds, ...common }),
    z.strictObject({ clock: z.literal('power'), ...common }),
  ]),
});

/**
 * Reads the card of `rulespice fit retention`.
 * @throws UserError with every problem, each with its line and column
 */
export function parseRelaxationLaw(yaml: string, file: string): MeasuredRelaxation {
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
  const { 'read-noise': readNoise, drift, measured, ...rest } = result.data.retention;
  return { law: { onset: 0, ...rest, readVariance: readNoise ** 2 }, drift, measured };
}

/**
 * Mean and standard deviation of the change of a cell, S, as a read `time` seconds after programming finds it.
 * @throws RangeError for times and starting conductances at which nothing was measured
 */
export function relaxationOf(
  { law, measured: { from, to, lowest, highest } }: MeasuredRelaxation,
  conductance: number,
  time: number,
): { readonly mean: number; readonly deviation: number } {
  if (!(time >= from && time <= to))
    throw new RangeError(`no relaxation was measured at ${time} s; ${from} s to ${to} s were`);
  if (!(conductance >= lowest && conductance <= highest))
    throw new RangeError(`no relaxation was measured from ${conductance} S; ${lowest} S to ${highest} S were`);
  const clock = clockOf(law, time);
  return { mean: shiftOf(law, clock, conductance), deviation: measuredSpread(law, clock, conductance) };
}

/**
 * A cell that was programmed to `conductance`, as a read `time` seconds later finds it; never negative. RangeError as
 * `relaxationOf`.
 */
export function relaxedAsMeasured(
  relaxation: MeasuredRelaxation,
  conductance: number,
  time: number,
  random: Generator,
): number {
  const { mean, deviation } = relaxationOf(relaxation, conductance, time);
  return Math.max(conductance + mean + deviation * random.normal(), 0);
}
