import { linkTerms } from '../../src/report/glossary.js';
import { outcomeOfPage, subjectOfPage } from '../../src/report/headline.js';
import { renderHtml } from '../../src/report/html.js';
import { leavesRule, remarksOf } from '../../src/report/remarks.js';
import { simplify } from '../../src/report/simplify.js';
import type { Result } from '../../src/result/result.js';
import { DATE, HOT, report, traceFigure, unmeasured, verdict, NOMINAL } from './fixtures.js';
import { crossbar, fit, leaving, network } from './page-fixtures.js';

const options = { date: DATE };
const againstModel = (change = {}) =>
  report({ verdicts: [verdict({ quantity: 'w', against: 'model', fromRule: 0.01, ...change })] });

describe('the headline', () => {
  const failed = report({
    status: 'fail',
    verdicts: [verdict(), verdict({ status: 'fail', measured: 1, margin: -1 })],
  });
  const open = report({ verdicts: [unmeasured({ status: 'not-checked', reason: 'no' })] });
  const broken = report({ failure: 'singular matrix' });

  test.each<[string, readonly Result[], string]>([
    ['everything passed against the rule', [report(), crossbar()], 'verified'],
    ['a check failed', [report(), failed], '1 of 4 checks out of limits'],
    ['a check was not made', [report(), open], 'not everything was checked'],
    ['a simulation failed', [report(), broken], '1 document of 2 ended in an error'],
    ['nothing ran', [], 'nothing was checked'],
    ['nothing was asked', [report({ verdicts: [] })], 'nothing was checked'],
    ['no check is against the rule', [againstModel()], 'every check passed, and nothing was compared with the rule'],
    [
      'one document never asks',
      [report(), againstModel()],
      'every check passed; 1 document of 2 was not compared with its rule',
    ],
    ['a circuit leaves the rule', [report(), leaving()], 'every check passed; 1 circuit leaves the rule'],
    ['data have no rule', [fit()], 'every check passed'],
    ['a network fails', [network()], '1 of 2 checks out of limits'],
  ])('says what came of it where %s', (_, results, said) => {
    expect(outcomeOfPage(results)).toBe(said);
  });

  test('stands on the page, and never says verified over a fail', async () => {
    expect(await renderHtml([report()], options)).toContain('<h1>Learning rules: verified</h1>');
    const page = await renderHtml([failed], options);
    expect(page).toContain('<h1>Learning rules: 1 of 2 checks out of limits</h1>');
    expect(page.toLowerCase()).not.toContain('verified');
    expect([subjectOfPage([fit()]), subjectOfPage([report(), fit()])]).toEqual([
      'Learning window of pair-based STDP',
      'All documents',
    ]);
  });

  test('that the rule was not asked is said in the document, once', async () => {
    const sentence = 'nothing was compared with the rule';
    const count = async (one: Result): Promise<number> =>
      ((await renderHtml([one], options)).split('<main')[1] ?? '').split(sentence).length - 1;
    expect(await count(againstModel())).toBe(1);
    expect(await count({ ...againstModel(), findings: [`${sentence}: every check is against the model`] })).toBe(1);
    expect(await count(report())).toBe(0);
  });
});

describe('a circuit that leaves the rule although its check passes', () => {
  test('is what passes against the model and is further from the rule than its limit', () => {
    expect(leavesRule(verdict({ against: 'model', fromRule: 0.021 }))).toBe(true);
    expect(leavesRule(verdict({ against: 'model', fromRule: 0.019 }))).toBe(false);
    expect(leavesRule(verdict({ against: 'model' }))).toBe(false);
    expect(leavesRule(verdict({ against: 'model', fromRule: 0.5, status: 'fail', measured: 0.1, margin: -0.08 }))).toBe(
      false,
    );
  });

  test('is told in the contents, in front of the document and beside the verdict, with its picture first', async () => {
    const page = await renderHtml([leaving()], options);
    expect(page).toContain('<span class="leaves">leaves the rule</span>');
    expect(page).toContain('<h3>Leaves the rule</h3>');
    expect(page.replaceAll('\u00a0', ' ')).toContain(
      'leaves the rule: 14 % from it where 2 % is the limit of this check, which is against the model (1 %) ' +
        '<a href="#spec-1-figure-1">figure</a>',
    );
    const figures = [...page.matchAll(/<figure id="([^"]*)">\n<figcaption><b>([^<]*)/g)].map(([, id, title]) => [
      id,
      title,
    ]);
    expect(figures[0]).toEqual(['spec-1-figure-1', 'w: poisson']);
  });

  test('is named once for every quantity, with the worst of its conditions', () => {
    const one = leaving();
    const hot = verdict({ ...one.verdicts[0]!, conditions: HOT, fromRule: 0.3 });
    expect(remarksOf({ ...one, verdicts: [...one.verdicts, hot] })).toEqual([
      'w (poisson) passes against the model and leaves the rule: up to 30 % from it, 2 % allowed against the model',
    ]);
  });
});

test('the picture of what failed comes first and is linked', async () => {
  const failed = verdict({ quantity: 'w', experiment: 'poisson', status: 'fail', measured: 0.3, margin: -0.28 });
  const figures = ['x', 'w'].map((quantity) => ({
    ...traceFigure(NOMINAL),
    title: `${quantity}: poisson`,
    of: { quantity, experiment: 'poisson' },
  }));
  const page = await renderHtml([report({ status: 'fail', verdicts: [failed], figures })], options);
  expect(page).toContain('<a href="#spec-1-figure-1">figure</a>');
  expect(page).toMatch(/<figure id="spec-1-figure-1">\n<figcaption><b>w: poisson/);
});

describe('glossary', () => {
  test('the first use of a term is a link, quoted text and tags are left alone', () => {
    const { html, used } = linkTerms(
      '<h2>trim</h2><p title="trim">a <code>trim</code> and a trim, and a trim</p><svg><text>NRMSE</text></svg>',
    );
    expect(html).toBe(
      '<h2>trim</h2><p title="trim">a <code>trim</code> and a <a class="term" href="#term-trim">trim</a>, ' +
        'and a trim</p>' +
        '<svg><text>NRMSE</text></svg>',
    );
    expect([...used]).toEqual(['trim']);
  });

  test('every document has its own first use, and every link its explanation', async () => {
    const page = await renderHtml([report(), report({ name: 'other' })], options);
    const links = [...page.matchAll(/href="#(term-[a-z-]+)"/g)].map(([, id = '']) => id);
    expect(links.filter((id) => id === 'term-margin')).toHaveLength(2);
    expect(links).toEqual(expect.arrayContaining(['term-nrmse', 'term-against', 'term-relative-error']));
    for (const id of new Set(links)) expect(page).toContain(`<div id="${id}">`);
    expect(page).not.toContain('<div id="term-sneak-path">');
  });
});

describe('a curve without the points that draw nothing', () => {
  const curve = Array.from({ length: 600 }, (_, at) => [at, Math.exp(-at / 100)] as const);

  test('stays within the tolerance, and keeps ends and corners', () => {
    const short = simplify(curve, [1, 200], 0.15);
    expect(short.length).toBeLessThan(40);
    expect([short[0], short.at(-1)]).toEqual([curve[0], curve.at(-1)]);
    for (const [x, y] of curve) {
      const after = short.findIndex(([end]) => end >= x);
      const [[x0, y0], [x1, y1]] = [short[Math.max(0, after - 1)]!, short[after]!];
      const drawn = x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
      expect(200 * Math.abs(drawn - y)).toBeLessThan(0.2);
    }
    const step = [0, 0, 0, 1, 1, 1].map((y, x) => [x, y] as const);
    expect(simplify(step, [100, 100], 0.15).map(([x]) => x)).toEqual([0, 2, 3, 5]);
  });

  test('of less than three points is itself', () => {
    expect(simplify([[1, 2]], [1, 1], 1)).toEqual([[1, 2]]);
    expect(simplify([], [1, 1], 1)).toEqual([]);
  });
});
