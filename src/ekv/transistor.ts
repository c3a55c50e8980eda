import { z } from 'zod';
import { quantity } from '../spec/fields.js';
import { readSchema } from '../spec/read-schema.js';
import { lineOfText } from '../spec/text-fields.js';
import { NEUTRAL, type EkvName } from './ekv.js';

const names = Object.keys(NEUTRAL) as EkvName[];
const essential: readonly EkvName[] = ['VT0', 'n', 'IS'];

const finite = z.number({ error: 'expected a number in SI units' });
const fitted = z.strictObject(
  { value: finite, low: finite.optional(), high: finite.optional() },
  { error: 'expected { value: NUMBER, low: NUMBER, high: NUMBER }' },
);

/**
 * A transistor as `rulespice fit mosfet --card FILE.yaml` writes it: drawn size (m), temperatures that were measured
 * (degrees Celsius), EKV parameters at 300 K (SI). Parameters that are not given have a value that does nothing.
 */
export const transistorSchema = z
  .strictObject({
    device: lineOfText(100),
    polarity: z.enum(['nfet', 'pfet']),
    size: z.strictObject(
      { w: quantity('length', 'drawn width', { above: 0 }), l: quantity('length', 'drawn length', { above: 0 }) },
      { error: 'expected a size such as { w: 10 um, l: 10 um }; a fit of data with columns W and L writes it' },
    ),
    temperature: z.strictObject({
      min: quantity('temperature', 'coldest measurement'),
      max: quantity('temperature', 'hottest measurement'),
    }),
    /** Largest drain voltage that was measured, V. */
    drain: quantity('voltage', 'largest drain voltage').optional(),
    source: lineOfText(1000).optional(),
    sha256: z
      .array(z.string().regex(/^[0-9a-f]{0,64}$/, { error: 'expected a digest of hexadecimal digits' }))
      .max(100)
      .optional(),
    parameters: z.record(z.string(), fitted).superRefine((given, context) => {
      for (const name of Object.keys(given))
        if (!names.includes(name as EkvName))
          context.addIssue({
            code: 'custom',
            path: [name],
            message: `no parameter of the EKV model; known: ${names.join(', ')}`,
          });
      for (const name of essential)
        if (given[name] === undefined) context.addIssue({ code: 'custom', message: `${name} is missing` });
      const { n, IS } = given;
      if (n && !(n.value >= 1))
        context.addIssue({
          code: 'custom',
          path: ['n'],
          message: `found ${n.value}, expected a slope factor of at least 1`,
        });
      if (IS && !(IS.value > 0))
        context.addIssue({ code: 'custom', path: ['IS'], message: `found ${IS.value}, expected a current above 0` });
    }),
  })
  .transform(({ parameters, ...about }) => ({
    ...about,
    values: { ...NEUTRAL, ...Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])) },
  }));

export type FittedTransistor = z.output<typeof transistorSchema>;

/** Reads a card of `rulespice fit mosfet`. @throws UserError with every problem, each with its line and column */
export function parseTransistor(yaml: string, file: string): FittedTransistor {
  return readSchema(transistorSchema, yaml, file);
}
