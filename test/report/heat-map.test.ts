import { renderHeatMap } from '../../src/report/heat-map.js';

const map = (values: number[], more: { unit?: string; largest?: number } = {}) =>
  renderHeatMap(
    { title: 'change', unit: '1', values: [values.slice(0, 2), values.slice(2)], caption: '', ...more },
    'm',
  );
const labels = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text);

test('the colour scale says what its top is, in the unit of the map', async () => {
  expect(labels(await map([0, 0.25, 0, -0.45]))).toContain('0.45');
  expect(labels(await map([0, 0.0653, 0, 0.01], { unit: 'V' }))).toContain('65.3 mV');
});

test('maps that are compared share a scale', async () => {
  const found = labels(await map([0, 0.25, 0, 0.45], { largest: 0.9 }));
  expect(found).toContain('0.9');
  expect(found).not.toContain('0.45');
});

test('where nothing moves the scale claims nothing', async () => {
  expect(
    labels(await map([0, 0, 0, 0]))
      .filter((text) => /^[\d.]/.test(text))
      .sort(),
  ).toEqual(['0', '1', '1', '2', '2']);
});
