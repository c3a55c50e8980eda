import { z } from 'zod';
import type { QuantityVocabulary } from './quantity-vocabulary.js';
import { quantitySchema, specSchema } from './schema.js';

/**
 * JSON Schema (draft 2020-12) of what a user writes, for editors; shipped as schema/spec.schema.json.
 * @param quantities whose names editors offer in checks, beside a state
 */
export function specJsonSchema({ names }: QuantityVocabulary): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(specSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === quantitySchema) jsonSchema.examples = ['w', ...names];
      // A spec that names no checks means those of its rule (usual-checks.ts).
      if (zodSchema === specSchema)
        jsonSchema.required = (jsonSchema.required ?? []).filter((name) => name !== 'verify');
    },
  });
  return {
    $schema,
    title: 'rulespice spec',
    description: 'A learning rule, the circuit that carries it and what is verified.',
    ...rest,
  };
}

/** The exact text of schema/spec.schema.json. */
export function specJsonSchemaText(quantities: QuantityVocabulary): string {
  return `${JSON.stringify(specJsonSchema(quantities), null, 2)}\n`;
}
