import { z } from 'zod';
import type { Immutable } from './immutable.js';

const curve = z.object({
  name: z.string(),
  x: z.array(z.number()).describe('SI or rule units, as the title of the axis says'),
  y: z.array(z.number()),
});

/** The numbers of the pictures of a JSON result, in the order in which it has the pictures. */
export const waveformsSchema = z.object({
  waveforms: z.literal(1).describe('version'),
  generated: z.iso.datetime().describe('when the run was made, UTC; as in the result'),
  reports: z.array(
    z.object({
      name: z.string(),
      figures: z.array(
        z.object({
          title: z.string(),
          series: z.array(curve),
          residual: z.array(curve).describe('of the lower panel'),
        }),
      ),
      maps: z.array(
        z.object({ title: z.string(), values: z.array(z.array(z.number())).describe('one list per word line') }),
      ),
    }),
  ),
});

/** What stands beside a JSON result: curves and maps, which are most of its bytes. Nine significant digits. */
export type WaveformsFile = Immutable<z.infer<typeof waveformsSchema>>;

/** The text of `schema/waveforms.schema.json`. */
export function waveformsSchemaText(): string {
  const schema = z.toJSONSchema(waveformsSchema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ title: 'rulespice waveforms', ...schema }, null, 2)}\n`;
}
