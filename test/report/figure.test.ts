import { makeAxis, tickLabel } from '../../src/report/axis.js';
import { downsample } from '../../src/report/downsample.js';
import { renderFigure, renderFigureFile } from '../../src/report/figure.js';
import { TONES } from '../../src/report/theme.js';
import { NOMINAL, traceFigure, windowFigure } from './fixtures.js';
import { patternOf } from '../support/patterns.js';

describe('downsample', () => {
  const x = Array.from({ length: 10_000 }, (_, index) => index);
  const y = x.map((index) => (index === 7777 ? 100 : Math.sin(index / 500)));

  test('keeps the ends and every spike, in order, within the limit', () => {
    const short = downsample(x, y, 200);
    expect(short.length).toBeLessThanOrEqual(200);
    expect(short[0]).toEqual([0, 0]);
    expect(short.at(-1)).toEqual([9999, y[9999]]);
    expect(short).toContainEqual([7777, 100]);
    expect([...short].sort((a, b) => a[0] - b[0])).toEqual(short);
  });

  test('leaves a short curve alone', () => {
    expect(downsample(x.slice(0, 100), y.slice(0, 100), 100)).toHaveLength(100);
    expect(downsample([], [], 100)).toEqual([]);
  });
});

describe('axis', () => {
  test('moves the prefix into the title', () => {
    expect(makeAxis('time (s)', [0, 0.09], 6)).toMatchObject({ title: 'time (ms)', factor: 1000, min: 0, max: 90 });
    expect(makeAxis('current [A]', [0, 3e-12], 5)).toMatchObject({ title: 'current (pA)' });
    expect(makeAxis('weight', [0, 1], 5)).toMatchObject({ title: 'weight', factor: 1 });
    expect(makeAxis('residual', [-3e-6, 4e-6], 3)).toMatchObject({ title: 'residual (10⁻⁶)' });
  });

  test('holds flat, empty and single values', () => {
    for (const values of [[], [0], [5, 5], [-2]]) {
      const { min, max, interval } = makeAxis('x', values, 5);
      expect([min, max, interval].every(Number.isFinite)).toBe(true);
      expect(max).toBeGreaterThan(min);
      expect(interval).toBeGreaterThan(0);
    }
  });

  test('labels have no binary noise', () => {
    expect(tickLabel(0.1 + 0.2)).toBe('0.3');
    expect(tickLabel(-0.5)).toBe('−0.5');
    expect(tickLabel(-0)).toBe('0');
  });
});

describe('figure', () => {
  test('curves carry the class of their role, in the window too', async () => {
    const svg = await renderFigure(windowFigure(NOMINAL), { id: 'f', maxPoints: 300 });
    for (const name of ['s-rule', 's-model', 'f-circuit', 's-zero']) expect(svg).toContain(name);
    expect(svg).toContain('stroke-dasharray');
    expect(svg).toContain('dt = t_post - t_pre (ms)');
    expect(svg).toMatch(
      patternOf(
        /^<svg class="plot" viewBox="0 0 600 \d+" role="img" /,
        /aria-label="STDP window, tt, 27 C, 1.8 V: rule, model, circuit">/,
      ),
    );
    expect(svg).not.toMatch(/NaN|undefined|<style|zr\d/);
  });

  test('the curve is interrupted at dt = 0', async () => {
    const svg = await renderFigure(windowFigure(NOMINAL), { id: 'f', maxPoints: 300 });
    const rule =
      [...svg.matchAll(/<path d="([^"]*)"[^>]*class="s-rule"/g)]
        .map((match) => match[1] ?? '')
        .find((path) => path.length > 200) ?? '';
    expect(rule.match(/M/g)).toHaveLength(2);
  });

  test('a continuous curve is in one piece', async () => {
    const svg = await renderFigure(traceFigure(NOMINAL), { id: 'f', maxPoints: 300 });
    const rule =
      [...svg.matchAll(/<path d="([^"]*)"[^>]*class="s-rule"/g)]
        .map((match) => match[1] ?? '')
        .find((path) => path.length > 200) ?? '';
    expect(rule.match(/M/g)).toHaveLength(1);
  });
});

test('no two tones share a light colour, or a figure would find the wrong class', () => {
  const lights = Object.values(TONES).map((tone) => tone.light);
  expect(new Set(lights).size).toBe(lights.length);
});

test('a figure as a file has what a page would give it: namespace, size, ground; nothing else differs', async () => {
  const options = { id: 'f', maxPoints: 100 };
  const [inline, file] = [
    await renderFigure(windowFigure(NOMINAL), options),
    await renderFigureFile(windowFigure(NOMINAL), options),
  ];
  expect(file).toMatch(
    patternOf(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 600 \d+" width="600" height="\d+" /,
      /font-family="[^"]+" font-size="12" role="img" aria-label="[^"]+">/,
      /<rect width="100%" height="100%" fill="#ffffff"\/>/,
    ),
  );
  expect(file.trimEnd().endsWith(inline.slice(inline.indexOf('>') + 1))).toBe(true);
});
