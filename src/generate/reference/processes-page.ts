import { z } from 'zod';
import { processNames } from '../../process/load.js';
import { parseProcess, processFileSchema, type ProcessFile } from '../../process/process-file.js';
import { shipped } from '../../shelf/shelves.js';
import { formatQuantity } from '../../units/format.js';
import type { GeneratedFile } from '../generated-file.js';
import { code, pageText, table } from './markdown.js';
import type { JsonSchema } from './schema-fields.js';
import { schemaSections } from './schema-page.js';

/** docs/reference/processes.md: the processes that have a file in `models`, and the fields of such a file. */
export function processesPage(): GeneratedFile {
  const files = processNames().map((name) =>
    parseProcess(shipped().text(`models/${name}/process.yaml`), `models/${name}/process.yaml`),
  );
  const schema = z.toJSONSchema(processFileSchema, { io: 'input' }) as JsonSchema;
  return {
    path: 'docs/reference/processes.md',
    text: pageText([
      '# Processes',
      '',
      'What `process: { name: ... }` can name. Written by `npm run generate` from `models/*/process.yaml`;',
      '`rulespice characterise <name>` measures the transistors, `rulespice doctor` says which are on this machine.',
      ...files.flatMap(section),
      '',
      '## A process file',
      '',
      'The fields of `process.yaml`. One that comes with a spec has fitted transistors:',
      '[your own process](../guides/process.md).',
      ...schemaSections(schema, true, '###'),
    ]),
  };
}

function section({ name, title, source, licence, supply, temperature, corners, roles }: ProcessFile): string[] {
  const volts = [supply.min, supply.nominal, supply.max].map((value) => formatQuantity(value, 'V'));
  return [
    '',
    `## ${name}`,
    '',
    `${title}. Source: ${source} (${licence}).`,
    ...table(
      ['', ''],
      [
        ['supply, smallest, nominal, largest', volts.join(', ')],
        ['temperature', `${temperature.min} to ${temperature.max} C`],
        ['corners', Object.keys(corners).map(code).join(', ')],
      ],
    ),
    ...table(
      ['role', 'polarity', 'W/L, um', 'for'],
      Object.entries(roles).map(([role, { polarity, sizes, description }]) => [
        code(role),
        polarity,
        sizes.map(({ w, l, m }) => `${um(w)}/${um(l)}${m === 1 ? '' : ` x${m}`}`).join(', '),
        description,
      ]),
    ),
  ];
}

function um(metres: number): string {
  return String(Number((metres * 1e6).toPrecision(6)));
}
