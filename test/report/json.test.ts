import { readFile } from 'node:fs/promises';
import { Ajv, type AnySchema } from 'ajv';
import { renderJson } from '../../src/report/json.js';
import { renderWaveforms, withNumbers } from '../../src/report/waveforms.js';
import type { reportFileSchema } from '../../src/result/result.js';
import { reportJsonSchema, reportSchemaText, type Result } from '../../src/result/result.js';
import { waveformsSchema } from '../../src/result/waveforms.js';
import { crossbar } from './page-fixtures.js';
import { DATE, realistic, report, verdict } from './fixtures.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { 'date-time': true } });
const validate = ajv.compile(reportJsonSchema() as AnySchema);

test('what is written satisfies the schema', () => {
  const data: unknown = JSON.parse(renderJson(realistic(), { date: DATE }));
  expect(validate(data)).toBe(true);
  expect(data).toMatchObject({ version: 3, generated: '2026-03-04T05:06:07.000Z', status: 'error' });
  expect(validate(JSON.parse(renderJson([], { date: DATE })))).toBe(true);
});

test('the numbers of curves stand beside the result, and come back', () => {
  const results = [...realistic(), crossbar()];
  const text = renderJson(results, { date: DATE, waveforms: { file: 'r.waveforms.json', sha256: 'ab' } });
  const data = JSON.parse(text) as ReturnType<typeof reportFileSchema.parse>;
  expect(validate(data)).toBe(true);
  expect(data.waveforms).toEqual({ file: 'r.waveforms.json', sha256: 'ab' });
  expect(data.reports[0]!.figures[0]!.series[0]).toMatchObject({ name: 'rule', points: 241, x: [], y: [] });

  const beside = waveformsSchema.parse(JSON.parse(renderWaveforms(results, { date: DATE })));
  // Six curves of 900 or 20 000 points.
  expect(text.length).toBeLessThan(0.05 * JSON.stringify(results).length);
  const whole = withNumbers(data.reports, beside);
  const rounded = (values: readonly number[]): number[] => values.map((value) => Number(value.toPrecision(9)));
  for (const [at, result] of results.entries())
    for (const [index, figure] of result.figures.entries()) {
      const again = whole[at]!.figures[index]!;
      expect(again.series.map(({ y }) => y)).toEqual(figure.series.map(({ y }) => rounded(y)));
      expect(again.residual?.series.map(({ x }) => x)).toEqual(figure.residual?.series.map(({ x }) => rounded(x)));
    }
  expect(whole.at(-1)).toMatchObject({ maps: [{ values: crossbar().maps[0]!.values.map(rounded) }] });
});

test('waveforms of other results are refused', () => {
  const beside = waveformsSchema.parse(JSON.parse(renderWaveforms([report()], { date: DATE })));
  expect(() => withNumbers([], beside)).toThrow('another number of documents');
  expect(() => withNumbers([report({ name: 'other' })], beside)).toThrow('are of stdp-window, not of other');
  const longer = JSON.parse(renderJson([report()], { date: DATE }).replace('"points": 241', '"points": 242')) as {
    reports: Result[];
  };
  expect(() => withNumbers(longer.reports, beside)).toThrow('241 points of rule instead of 242');
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
