import type { z } from 'zod';
import { UserError } from '../units/user-error.js';
import { readDocument } from './document.js';
import { MOST_PROBLEMS } from './limits.js';
import { explainIssues } from './problems.js';

/**
 * Reads a YAML file by a schema; `file` is only named in messages. @throws UserError with every problem, each with its
 * line and column
 */
export function readSchema<Schema extends z.ZodType>(schema: Schema, yaml: string, file: string): z.output<Schema> {
  const document = readDocument(yaml, file);
  const result = schema.safeParse(document.value);
  if (result.success) return result.data;
  throw new UserError(
    explainIssues(result.error.issues, document.value)
      .slice(0, MOST_PROBLEMS)
      .map(({ path, key = false, message }) => ({ file, ...document.locate(path, { key }), message })),
  );
}
