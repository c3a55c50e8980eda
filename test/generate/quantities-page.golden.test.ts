import { readFileSync } from 'node:fs';
import { quantitiesPage } from '../../src/generate/quantities-page.js';
import { exampleRules } from '../support/example-rules.js';

test('the committed page is what the registry says: npm run generate', () => {
  const { path, text } = quantitiesPage(exampleRules());
  expect(readFileSync(path, 'utf8')).toBe(text);
});
