import { z } from 'zod';
import { crossbarJsonSchemaText } from '../../crossbar/spec/load.js';
import { quantityVocabulary } from '../../quantities/vocabulary.js';
import { reportSchemaText } from '../../result/result.js';
import { waveformsSchemaText } from '../../result/waveforms.js';
import { specJsonSchemaText } from '../../spec/json-schema.js';
import { resultSchemas } from './schemas.js';

export interface SchemaFile {
  /** `schema/<name>.schema.json`, and the argument of `rulespice schema`. */
  readonly name: string;
  text(): string;
}

/** Every JSON Schema that is shipped: the spec, the report, and one per `--json` output. */
export function schemaFiles(): SchemaFile[] {
  return [
    { name: 'spec', text: () => specJsonSchemaText(quantityVocabulary) },
    { name: 'report', text: reportSchemaText },
    { name: 'waveforms', text: waveformsSchemaText },
    { name: 'crossbar-spec', text: crossbarJsonSchemaText },
    ...Object.entries(resultSchemas).map(([name, schema]) => ({
      name,
      text: () => {
        const titled = { title: `rulespice ${name} --json`, ...z.toJSONSchema(schema, { target: 'draft-7' }) };
        return `${JSON.stringify(titled, null, 2)}\n`;
      },
    })),
  ];
}
