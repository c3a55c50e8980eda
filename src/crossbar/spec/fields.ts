import { z } from 'zod';
import { choice, quantity, section, wholeNumber } from '../../spec/fields.js';
import { fileBeside as fileText } from '../../spec/text-fields.js';
import { BIAS_SCHEMES } from '../bias.js';

/* Fields that several sections of a crossbar document share. */

/** Largest array, cells on one side; 4096 x 4096 takes 3 GB. */
export const LARGEST_SIDE = 4096;

export const side = (what: string) => wholeNumber(`Number of ${what}.`, 1, LARGEST_SIDE);
export const resistance = (description: string) => quantity('resistance', description, { min: 0, max: 1e12 });
export const voltage = (description: string) => quantity('voltage', description, { min: -20, max: 20 });
export const seed = wholeNumber('Seed of the random generator.', 0, 0xffffffff).default(1);
export const scheme = choice(BIAS_SCHEMES, 'What the lines that are not selected do.');

export const cell = z
  .tuple([wholeNumber('Row.', 1, LARGEST_SIDE), wholeNumber('Column.', 1, LARGEST_SIDE)], {
    error: 'expected a row and a column, from 1, such as [3, 5]',
  })
  .meta({ description: 'Row and column, from 1.' });

export const pulse = {
  voltage: voltage('Word line against bit line of the selected cell; negative raises the bit line.'),
  width: quantity('duration', 'Plateau of the pulse.', { above: 0, max: 1 }),
  edge: quantity('duration', 'Rise and fall time.', { above: 0, max: 1 }),
};

export const csvFile = (what: string) => fileBeside(what, 'weights.csv');

/** A file in the folder of the spec. */
export const fileBeside = (what: string, example: string) =>
  fileText(example.endsWith('.csv') ? 'CSV file' : 'YAML file', example).meta({ description: what });

export const ordered = <T extends { low: number; high: number }>(range: T, context: z.core.$RefinementCtx<T>): void => {
  if (range.low > range.high)
    context.addIssue({ code: 'custom', path: ['high'], message: '"high" must not lie below "low"; swap them' });
};

/** One of several ways to say a thing; exactly one. */
export function oneOf<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return section(shape).superRefine((value, context) => {
    const given = Object.keys(value);
    if (given.length !== 1)
      context.addIssue({ code: 'custom', message: `expected exactly one of ${Object.keys(shape).join(', ')}` });
  });
}
