import { z } from 'zod';
import type { Immutable } from './immutable.js';

const text = z.string();

/** Numbers under the unit of their column; text is made of them when they are shown. */
export const tableSchema = z.object({
  title: text,
  columns: z.array(
    z.object({
      title: text,
      unit: text
        .exactOptional()
        .describe('of its numbers: SI, "1", or "fraction" (0.02: 2 %); none for a column of text'),
      digits: z.int().min(1).exactOptional().describe('significant digits when shown; 3 when absent'),
    }),
  ),
  rows: z.array(z.array(z.union([z.number(), text, z.null()]))).describe('null: there is no such number'),
  caption: text.exactOptional(),
});

export type Table = Immutable<z.infer<typeof tableSchema>>;

/** One number per cell of an array. */
export const cellMapSchema = z.object({
  title: text,
  unit: text.describe('SI; "1" for a change of state'),
  values: z.array(z.array(z.number())).describe('one list per word line'),
  points: z
    .int()
    .min(0)
    .exactOptional()
    .describe('number of cells, where the values are left out because they stand in the file of waveforms'),
  largest: z
    .number()
    .exactOptional()
    .describe('magnitude at the top of the colour scale, where several maps share one; that of the values when absent'),
  caption: text,
});

export type CellMap = Immutable<z.infer<typeof cellMapSchema>>;
