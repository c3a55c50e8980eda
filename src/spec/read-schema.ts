import type { z } from 'zod';
import { readDocument } from './document.js';
import { placedError } from './placed.js';

/**
 * Reads a YAML file by a schema; `file` is only named in messages. @throws UserError with every problem, each with its
 * line and column
 */
export function readSchema<Schema extends z.ZodType>(schema: Schema, yaml: string, file: string): z.output<Schema> {
  const document = readDocument(yaml, file);
  const result = schema.safeParse(document.value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path, message: `${path.join('.')}: ${message}` }));
  throw placedError(problems, document, file);
}
