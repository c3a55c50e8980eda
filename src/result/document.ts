import { z } from 'zod';
import { cellMapSchema, tableSchema } from './table.js';
import { figureSchema } from './figure.js';
import { STATUSES, verdictSchema } from './verdict.js';

const text = z.string();

export const engineSchema = z.object({ name: text, version: text });

/** What the result of every kind of document has. */
export const documentShape = {
  name: text,
  file: text.describe('as the user named it'),
  description: text.exactOptional(),
  status: z.enum(STATUSES).describe('never better than the worst verdict; without a verdict never a pass'),
  findings: z.array(text).exactOptional().describe('what there is to say first'),
  verdicts: z.array(verdictSchema),
  figures: z.array(figureSchema),
  warnings: z.array(text).describe('what a reader must see: a flagged option, a recovered run'),
  notes: z.array(text).describe('what was taken for granted or found on the way'),
  failure: text.exactOptional().describe('why there is no more'),
  wallSeconds: z.number().min(0),
};

/** Tables and maps of a document whose numbers have no place of their own. */
export const tablesShape = {
  tables: z.array(tableSchema),
  maps: z.array(cellMapSchema),
};
