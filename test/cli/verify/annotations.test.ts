import { join } from 'node:path';
import { annotations } from '../../../src/cli/verify/annotations.js';
import { report, verdict } from '../fixtures.js';

/** What GitHub's runner reads out of one line: the properties and the message, unescaped as it does. */
function read(line: string): { readonly properties: Record<string, string>; readonly message: string } {
  const [, list = '', message = ''] = /^::error (.*?)::(.*)$/s.exec(line) ?? [];
  const data = (text: string): string => text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  const value = (text: string): string => data(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  return {
    properties: Object.fromEntries(
      list.split(',').map((item) => [item.slice(0, item.indexOf('=')), value(item.slice(item.indexOf('=') + 1))]),
    ),
    message: data(message),
  };
}

const FORGED = 'a\n::error file=x::forged\r\n::warning::too, 100 %0A: done';

describe('text of the user cannot start a command of its own', () => {
  const named = { name: FORGED, file: `specs/${FORGED}.yaml`, rule: 'trace' };
  const hostile = report({
    ...named,
    failure: FORGED,
    verdicts: [
      verdict({
        quantity: FORGED,
        line: 3,
        reason: FORGED,
        replay: FORGED,
        conditions: { process: FORGED, corner: FORGED, temperature: 27, supply: 1.8 },
      }),
    ],
  });

  test('every annotation is one line, and every line an annotation of ours', () => {
    const lines = annotations([hostile]);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n]/);
      expect(line).toMatch(/^::error file=/);
    }
  });

  test('the failure of a spec arrives as it was, newlines included', () => {
    expect(read(annotations([hostile])[0]!).message).toContain('forged');
    expect(annotations([report({ verdicts: [], failure: 'one\ntwo\r\nthree %0A' })])[0]).toMatch(
      /::one%0Atwo(%0D)?%0Athree %250A$/,
    );
  });

  test('a name arrives whole: commas and colons do not end a property', () => {
    const [line] = annotations([report({ name: 'a, line=1: b', file: 'x,y:z.yaml', rule: 'trace' })]);
    expect(read(line!).properties).toEqual({
      file: 'x,y:z.yaml',
      line: '11',
      title: 'FAIL: a, line=1: b, tau vs rule',
    });
  });
});

describe('what is annotated', () => {
  test('every verdict but a pass', () => {
    const lines = annotations([
      report({
        verdicts: [
          verdict({ status: 'pass', measured: 0.01 }),
          verdict({ status: 'fail' }),
          verdict({ status: 'not-checked', reason: 'flat' }),
          verdict({ status: 'error', reason: 'it stopped' }),
        ],
      }),
    ]);
    expect(lines.map((line) => read(line).properties.title?.split(':')[0])).toEqual(['FAIL', 'NOT-CHECKED', 'ERROR']);
  });

  test('with its conditions, its reason and the command that repeats it', () => {
    const [line] = annotations([report({ verdicts: [verdict({ reason: 'too slow', replay: 'do it again' })] })]);
    expect(read(line!).message).toBe('ff, 60 C, 1.8 V: too slow; replay: do it again');
  });

  test('at the line of the check, where that is known', () => {
    const placed = Object.entries(verdict()).filter(([name]) => name !== 'line');
    const placeless = Object.fromEntries(placed) as unknown as ReturnType<typeof verdict>;
    expect(read(annotations([report({ verdicts: [placeless] })])[0]!).properties).toEqual({
      file: 'specs/a.yaml',
      title: 'FAIL: a, tau vs rule',
    });
  });

  test('a failed spec before its verdicts, and a spec that passes not at all', () => {
    const failed = report({ failure: 'no engine' });
    expect(annotations([failed]).map((line) => read(line).properties.title)).toEqual([
      'ERROR: a',
      'FAIL: a, tau vs rule',
    ]);
    expect(annotations([report({ verdicts: [verdict({ status: 'pass' })] })])).toEqual([]);
  });
});

describe('files are named as the repository names them', () => {
  const fileIn = (file: string, workspace?: string): string | undefined =>
    read(annotations([report({ name: 'a', file, rule: 'trace' })], workspace)[0]!).properties.file;
  const here = process.cwd();

  test('below the workspace', () => {
    expect(fileIn(join(here, 'x', 'a.yaml'), here)).toBe('x/a.yaml');
    expect(fileIn('x/a.yaml', here)).toBe('x/a.yaml');
  });

  test('as given outside of it, or without one', () => {
    expect(fileIn('/elsewhere/a.yaml', here)).toBe('/elsewhere/a.yaml');
    expect(fileIn('x/a.yaml', '')).toBe('x/a.yaml');
    expect(fileIn('x/a.yaml')).toBe('x/a.yaml');
    expect(fileIn(join(here, 'a.yaml'))).toBe(join(here, 'a.yaml'));
  });
});
