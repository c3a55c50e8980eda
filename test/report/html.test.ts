import { createHash } from 'node:crypto';
import { renderHtml } from '../../src/report/html.js';
import {
  DATE,
  HOSTILE,
  HOT,
  NOMINAL,
  longFigure,
  realistic,
  report,
  traceFigure,
  verdict,
  windowFigure,
} from './fixtures.js';

const options = { date: DATE, version: '0.1.0' };

test('structure of a small page', async () => {
  const page = await renderHtml([report()], options);
  const outline = [...page.matchAll(/<(h[123]|nav|main|section|table|figure|details|svg|footer)\b/g)].map(
    (match) => match[1],
  );
  expect(outline).toEqual([
    'h1',
    'nav',
    'details',
    'main',
    'section',
    'h2',
    'h3',
    'h3',
    'table',
    'details',
    'details',
    'h3',
    'figure',
    'svg',
    'figure',
    'svg',
    'h3',
    'table',
    'details',
    'table',
    'details',
    'table',
    'section',
    'h2',
    'footer',
  ]);
  expect(page).toContain('2026-03-04 05:06 UTC');
  expect(page).toContain('>16.87\u00a0ms (reference 16.8\u00a0ms)<');
  expect(page).toContain('>630\u00a0µm²<');
  expect(page).toMatch(/<span class="badge pass"><span class="mark" aria-hidden="true">✓<\/span> PASS<\/span>/);
});

test('nothing is loaded, and nothing runs but the script that the page allows by its digest', async () => {
  const page = await renderHtml(realistic(), options);
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  expect(scripts).toHaveLength(1);
  const digest = createHash('sha256').update(scripts[0]!).digest('base64');
  expect(page).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<link|<img|<iframe|@import|url\((?!#)|\son\w+=|javascript:/i);
  expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
});

test('names from specs are text', async () => {
  const named = report({
    name: HOSTILE,
    file: HOSTILE,
    description: HOSTILE,
    rule: HOSTILE,
    equations: [HOSTILE],
    warnings: [HOSTILE],
    failure: HOSTILE,
    verdicts: [
      verdict({ status: 'fail', reason: HOSTILE, replay: HOSTILE, experiment: '"><img src=x onerror=alert(1)>' }),
    ],
    figures: [
      {
        ...traceFigure(NOMINAL),
        title: `"${HOSTILE}`,
        caption: HOSTILE,
        xTitle: `${HOSTILE} (s)`,
        yTitle: HOSTILE,
        series: [{ name: HOSTILE, role: 'other', mark: 'line', x: [0, 1], y: [0, 1] }],
      },
    ],
  });
  const page = await renderHtml([named], { ...options, title: HOSTILE });
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
  expect(page.match(/&lt;script&gt;|&#60;script/g)?.length).toBeGreaterThan(10);
});

test('every status stands there as mark and word; the reason and the place with it', async () => {
  const page = await renderHtml(realistic(), options);
  for (const words of ['✓</span> PASS', '✗</span> FAIL', '?</span> NOT CHECKED', '!</span> ERROR'])
    expect(page).toContain(words);
  expect(page).toContain('examples/soft.yaml:23');
  expect(page).toContain('not measured');
  expect(page).toContain('18 more that passed');
  expect(page).toContain('3 more figures');
  expect(page.indexOf('id="spec-1-title">trace-slow')).toBeGreaterThan(0);
});

test('an empty run is not a pass', async () => {
  const page = await renderHtml([], options);
  expect(page).toContain('<title>NOT CHECKED:');
  expect(page).toContain('nothing was checked');
});

test('same input, same bytes; ids are unique', async () => {
  const first = await renderHtml(realistic(), options);
  await renderHtml([report()], options);
  expect(await renderHtml(realistic(), options)).toBe(first);
  const ids = [...first.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(first).not.toMatch(/zr\d+-/);
});

test('twenty specs of five corners stay below 3.5 MB', async () => {
  const long = longFigure(HOT);
  const corners = ['tt', 'ff', 'ss', 'sf', 'fs'].map((corner) => ({ ...HOT, corner }));
  const figures = corners.flatMap((conditions) => [windowFigure(conditions), traceFigure(conditions), long]);
  const verdicts = corners.flatMap((conditions) => Array.from({ length: 8 }, () => verdict({ conditions })));
  const page = await renderHtml(
    Array.from({ length: 20 }, () => report({ figures, verdicts })),
    options,
  );
  expect(Buffer.byteLength(page)).toBeLessThan(3_500_000);
});
