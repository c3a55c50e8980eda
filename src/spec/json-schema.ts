import { z } from 'zod';
import { specSchema } from './schema.js';

/** JSON Schema (draft 2020-12) of what a user writes, for editors; shipped as schema/spec.schema.json. */
export function specJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(specSchema, { io: 'input' });
  return {
    $schema,
    title: 'rulespice spec',
    description: 'A learning rule, the circuit that carries it and what is verified.',
    ...rest,
  };
}

/** The exact text of schema/spec.schema.json. */
export function specJsonSchemaText(): string {
  return `${JSON.stringify(specJsonSchema(), null, 2)}\n`;
}
