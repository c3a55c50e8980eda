import { renderMarkdown } from '../../src/report/markdown.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { realistic, report, unmeasured, verdict } from './fixtures.js';

const ESCAPE = '\u001b';

describe('terminal', () => {
  test('one line per spec, worst first, then what is no pass, then the total', () => {
    const text = renderTerminal(realistic(), { color: false, verbose: false });
    const lines = text.split('\n');
    expect(lines.slice(0, 5).map((line) => line.slice(0, 13).trim())).toEqual([
      '! ERROR',
      'x FAIL',
      '? NOT-CHECKED',
      '+ PASS',
      '+ PASS',
    ]);
    expect(text).toContain('replay: npx rulespice verify');
    expect(text).toContain('examples/soft.yaml:23');
    expect(text).toContain('warning: reltol=1e-2');
    expect(text).toMatch(/\n! ERROR {2}5 specs: 1 error, 1 fail, 1 not-checked, 2 pass; .*\n$/);
    expect(text).not.toContain(ESCAPE);
    expect(text.indexOf('-16 %')).toBeLessThan(text.indexOf('-1.41 %'));
  });

  test('verbose shows every verdict, colour only when asked', () => {
    const short = renderTerminal([report()], { color: false, verbose: false });
    const long = renderTerminal([report()], { color: false, verbose: true });
    expect(short).not.toContain('tau vs model');
    expect(long).toContain('tau vs model');
    expect(renderTerminal([report()], { color: true, verbose: false })).toContain(ESCAPE);
  });

  test('names cannot move the cursor', () => {
    const named = report({ name: `a${ESCAPE}[2Jb\u202ec\r\nd` });
    const text = renderTerminal([named], { color: false, verbose: false });
    for (const character of [ESCAPE, '\r', '\u202e']) expect(text).not.toContain(character);
  });

  test('an empty list is not a pass', () => {
    expect(renderTerminal([], { color: false, verbose: false })).toBe(
      '? NOT-CHECKED  0 specs: none; checks: none; 0.0 s\n',
    );
  });
});

describe('markdown', () => {
  test('failures first, names escaped', () => {
    const text = renderMarkdown(realistic());
    expect(text).toMatch(/^## ! ERROR: rulespice\n/);
    expect(text.indexOf('trace-slow')).toBeLessThan(text.indexOf('stdp-window'));
    expect(text).not.toContain('<script>');
    expect(text).toContain('&#60;script&#62;');
  });

  test('a name cannot add cells, links or markup', () => {
    const text = renderMarkdown([report({ name: 'a|b [x](http://evil) `c` @me', file: 'f', rule: 'r' })]);
    const row = text.split('\n').find((line) => line.includes('evil')) ?? '';
    expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
    expect(row).toContain('\\[x\\](http&#58;//evil) \\`c\\` &#64;me');
  });

  test('rows left out are counted', () => {
    const failing = Array.from({ length: 5 }, () => unmeasured({ status: 'fail' }));
    expect(renderMarkdown([report({ verdicts: failing })], { maxRows: 2 })).toContain('3 more are not shown here');
  });

  test('an impossible pass throws', () => {
    expect(() => renderMarkdown([report({ verdicts: [verdict({ measured: Number.NaN })] })])).toThrow('measured');
    expect(() =>
      renderTerminal([report({ verdicts: [unmeasured({ status: 'pass' })] })], { color: false, verbose: false }),
    ).toThrow('measured');
  });
});
