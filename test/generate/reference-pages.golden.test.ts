import { readdirSync, readFileSync } from 'node:fs';
import '../../src/node/furnish.js';
import { EXIT_MEANINGS } from '../../src/cli/exit.js';
import { helpTexts } from '../../src/cli/help-texts.js';
import { schemaFiles } from '../../src/cli/schema/files.js';
import type { GeneratedFile } from '../../src/generate/generated-file.js';
import { referencePages } from '../../src/generate/reference/reference-pages.js';
import type { JsonSchema } from '../../src/generate/reference/schema-fields.js';
import { exampleRules } from '../support/example-rules.js';

let pages: GeneratedFile[];
beforeAll(async () => {
  const schemas = new Map(schemaFiles().map((file) => [file.name, file.text()]));
  pages = referencePages({
    rules: exampleRules(),
    helps: await helpTexts(),
    exitMeanings: EXIT_MEANINGS,
    schema: (name: string) => JSON.parse(schemas.get(name) ?? 'null') as JsonSchema,
  });
});

test('the committed pages of docs/reference are what the code says: npm run generate', () => {
  for (const { path, text } of pages) expect({ path, text: readFileSync(path, 'utf8') }).toEqual({ path, text });
});

test('a page that says it is written by "npm run generate" is one of them', () => {
  const said = readdirSync('docs/reference')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/reference/${file}`)
    .filter((path) => /Written by\s+`npm run generate`/.test(readFileSync(path, 'utf8')));
  expect(said.sort()).toEqual(pages.map(({ path }) => path).sort());
});
