import { z } from 'zod';
import { readDocument } from '../spec/document.js';
import { MOST_PROBLEMS } from '../spec/limits.js';
import { parseQuantity } from '../units/quantity.js';
import { UserError } from '../units/user-error.js';
import { parseGeometry, type Geometry } from './process.js';

/** The shape of `models/<process>/process.yaml`, with quantities as plain SI after parsing. */
const quantity = (dimension: Parameters<typeof parseQuantity>[1]) =>
  z.string().transform((text, context) => {
    try {
      return parseQuantity(text, dimension);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const size = z.string().transform((text, context): Geometry => {
  const geometry = parseGeometry(text);
  if (geometry) return geometry;
  context.addIssue({ code: 'custom', message: `"${text}" is no size: write W/L in micrometres, like 5/2 or 1/8 x4` });
  return z.NEVER;
});

const volts = quantity('voltage');
const amperes = quantity('current');
const metres = quantity('length');

export const processFileSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  licence: z.string(),
  source: z.string(),
  supply: z.strictObject({ nominal: volts, min: volts, max: volts }),
  temperature: z.strictObject({ min: quantity('temperature'), max: quantity('temperature') }),
  nominalCorner: z.string(),
  devices: z.discriminatedUnion('style', [
    z.strictObject({ style: z.literal('model'), nfet: z.string(), pfet: z.string() }),
    z.strictObject({
      style: z.literal('subcircuit'),
      nfet: z.string(),
      pfet: z.string(),
      width: z.tuple([metres, metres]),
      length: z.tuple([metres, metres]),
      /** Name of the transistor inside the wrapper. */
      transistor: z.string(),
    }),
  ]),
  /** Names in the foundry's own library, where `devices` are cards made from it: for netlists that are used with that library. */
  foundry: z.strictObject({ nfet: z.string(), pfet: z.string(), library: z.string(), /** Metres per unit of length there. */ scale: z.number().positive() }).optional(),
  diffusion: metres,
  capacitorDensity: z.number().positive(),
  cards: z
    .strictObject({
      environment: z.string(),
      candidates: z.array(z.string()).min(1),
      subcircuits: z.string(),
      /** Section whose `.param` lines the cards need. */
      parameterSection: z.string(),
      parameters: z.record(z.string(), z.number()),
    })
    .optional(),
  corners: z.record(z.string(), z.union([z.strictObject({ file: z.string() }), z.strictObject({ sections: z.array(z.string()) })])),
  roles: z.record(
    z.string(),
    z.strictObject({ polarity: z.enum(['nfet', 'pfet']), sizes: z.array(size).min(1), description: z.string() }),
  ),
  constants: z.strictObject({
    weightRange: z.tuple([volts, volts]),
    monitorVoltage: volts,
    unitCurrent: amperes,
    gateCurrent: amperes,
    bufferCurrent: amperes,
    smallestCurrent: amperes,
  }),
});

export type ProcessFile = z.output<typeof processFileSchema>;

/** Reads a process file; `file` is only named in messages. @throws UserError with every problem, each with its line and column */
export function parseProcess(yaml: string, file: string): ProcessFile {
  const document = readDocument(yaml, file);
  const result = processFileSchema.safeParse(document.value);
  if (result.success) return result.data;
  throw new UserError(result.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({ file, ...document.locate(path), message: `${path.join('.')}: ${message}` })));
}
