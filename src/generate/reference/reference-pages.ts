import type { Rule } from '../../rule/rule.js';
import type { GeneratedFile } from '../generated-file.js';
import { cellsPage } from './cells-page.js';
import { commandsPage, exitCodesPage, type HelpText } from './commands-page.js';
import { devicesPage } from './devices-page.js';
import { processesPage } from './processes-page.js';
import { quantitiesPage } from './quantities-page.js';
import type { JsonSchema } from './schema-fields.js';
import { schemaPage } from './schema-page.js';

/** What the pages are made from that this layer does not know by itself. */
export interface ReferenceSources {
  /** Rules of every kind. */
  readonly rules: readonly Rule[];
  readonly helps: readonly HelpText[];
  readonly exitMeanings: readonly (readonly [code: number, meaning: string])[];
  /** JSON Schema by its name, such as `spec`. */
  schema(this: void, name: string): JsonSchema;
}

/** The pages of docs/reference that are made from the code; `npm run generate` writes them. */
export function referencePages({ rules, helps, exitMeanings, schema }: ReferenceSources): GeneratedFile[] {
  return [
    quantitiesPage(rules),
    cellsPage(),
    devicesPage(),
    processesPage(),
    commandsPage(helps),
    exitCodesPage(exitMeanings),
    schemaPage({
      path: 'docs/reference/spec.md',
      title: 'The fields of a spec',
      about:
        'Everything that a spec can say, as `rulespice schema spec` has it for editors. Written by ' +
        '`npm run generate`. What rules and stimuli mean: [learning rules](rule-language.md); what options of ' +
        'the simulator do: [options](simulator-options.md).',
      schema: schema('spec'),
    }),
    schemaPage({
      path: 'docs/reference/crossbar-spec.md',
      title: 'The fields of an array',
      about:
        'Everything that the spec of an array can say (`rulespice schema crossbar-spec`). Written by ' +
        '`npm run generate`. What it means: [arrays](arrays.md).',
      schema: schema('crossbar-spec'),
    }),
    schemaPage({
      path: 'docs/reference/report.md',
      title: 'The report',
      about:
        'What `verify`, `merge`, `crossbar`, `cosim`, `fit` and `identify` write with `--json`: ' +
        '`schema/report.schema.json`, also `rulespice schema report`. Written by `npm run generate`. Numbers are ' +
        'plain SI. The numbers of curves and maps, most of the bytes, stand in a file beside it: of ' +
        '`--json=out/result.json` that is `out/result.waveforms.json` (`schema/waveforms.schema.json`), named with ' +
        'its digest under `waveforms`; on standard output there is none. From a program ' +
        '`withNumbers(reports, waveforms)` puts them together.',
      schema: schema('report'),
      written: false,
    }),
  ];
}
