import { z } from 'zod';
import { documentShape, tablesShape } from './document.js';
import type { Immutable } from './immutable.js';

/** One analysis of an array of memristive cells. */
export const crossbarResultSchema = z.object({
  kind: z.literal('crossbar'),
  ...documentShape,
  ...tablesShape,
  analysis: z.string().describe('read, write, disturb, margin, window, learn or classify'),
  array: z.object({ rows: z.int().min(0), columns: z.int().min(0) }).describe('word lines and bit lines'),
});

export type CrossbarResult = Immutable<z.infer<typeof crossbarResultSchema>>;
