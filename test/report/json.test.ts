import { readFile } from 'node:fs/promises';
import { Ajv, type AnySchema } from 'ajv';
import { renderJson } from '../../src/report/json.js';
import { reportJsonSchema, reportSchemaText } from '../../src/result/result.js';
import { DATE, realistic, report, verdict } from './fixtures.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { 'date-time': true } });
const validate = ajv.compile(reportJsonSchema() as AnySchema);

test('what is written satisfies the schema', () => {
  const data: unknown = JSON.parse(renderJson(realistic(), { date: DATE }));
  expect(validate(data)).toBe(true);
  expect(data).toMatchObject({ version: 2, generated: '2026-03-04T05:06:07.000Z', status: 'error' });
  expect(validate(JSON.parse(renderJson([], { date: DATE })))).toBe(true);
});

test('the schema refuses a pass without a measurement', () => {
  const text = renderJson([report({ verdicts: [verdict({ measured: 0.0123 })] })], { date: DATE });
  expect(validate(JSON.parse(text.replace(/\n *"measured": 0.0123,/, '')))).toBe(false);
  expect(validate(JSON.parse(text.replace('"measured": 0.0123', '"measured": null')))).toBe(false);
});

test('a status better than the verdicts does not reach the file', () => {
  const text = renderJson([report({ status: 'pass', verdicts: [] })], { date: DATE });
  expect(JSON.parse(text)).toMatchObject({ status: 'not-checked', reports: [{ status: 'not-checked' }] });
});

test('non-finite numbers throw', () => {
  expect(() => renderJson([report({ wallSeconds: Number.NaN })], { date: DATE })).toThrow('wallSeconds');
});

test('schema/report.schema.json is what the code generates', async () => {
  expect(await readFile(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')).toBe(reportSchemaText());
});
