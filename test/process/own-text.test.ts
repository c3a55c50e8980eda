import { readFileSync } from 'node:fs';
import { parseProcess } from '../../src/process/process-file.js';
import { parseTransistor } from '../../src/ekv/transistor.js';
import { UserError } from '../../src/units/user-error.js';

/* Titles and names of a process file become comments of netlists, folders of kept runs, and words of commands. */

const shipped = readFileSync('models/sky130/process.yaml', 'utf8');

function problemsOf(text: string): readonly { line?: number; message: string }[] {
  try {
    parseProcess(text, 'process.yaml');
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

function withLine(key: string, value: string): string {
  return shipped.replace(new RegExp(`^${key}: .*$`, 'm'), `${key}: ${value}`);
}

test.each(['title', 'licence', 'source'])('%s is one line of text', (key) => {
  expect(problemsOf(withLine(key, '"x\\n;# shell touch y"'))).toMatchObject([
    { line: shipped.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1 },
  ]);
  expect(problemsOf(withLine(key, '"a\\u202eb"'))[0]?.message).toContain('remove the \\u202e');
  expect(problemsOf(withLine(key, '"Größe, µm; *# x"'))).toEqual([]);
});

test.each(['../../..', 'tt; touch x #', 'a/b', 'a.b', "a'b", '', 'tt\n'])('%j is no corner', (corner) => {
  const text = shipped
    .replace('  tt: {', `  ${JSON.stringify(corner)}: {`)
    .replace('nominalCorner: tt', 'nominalCorner: ff');
  expect(problemsOf(text)).toMatchObject([{ line: 22 }]);
  expect(problemsOf(text)[0]?.message).toContain('corners: found the name');
  expect(problemsOf(withLine('nominalCorner', JSON.stringify(corner)))).not.toEqual([]);
});

test('a name of the process, a role and its description', () => {
  expect(problemsOf(withLine('name', '../x'))).toMatchObject([{ line: 3 }]);
  expect(problemsOf(shipped.replace('  trace-p: ', '  "a\\nb": '))[0]?.message).toContain('roles: found the name');
  expect(problemsOf(shipped.replace('description: trace current', 'description: "a\\nb" #'))).not.toEqual([]);
});

test('the device and the source of a fitted transistor', () => {
  const card = (device: string, source: string): string => `device: ${device}
polarity: nfet
size: { w: 10 um, l: 10 um }
temperature: { min: 26.85 C, max: 26.85 C }
source: ${source}
parameters: { VT0: { value: 0.55 }, n: { value: 1.3 }, IS: { value: 4e-7 } }
`;
  expect(parseTransistor(card('n1', 'wafer 7'), 'n.yaml')).toMatchObject({ device: 'n1', source: 'wafer 7' });
  expect(() => parseTransistor(card('"a\\nb"', 'wafer 7'), 'n.yaml')).toThrow('n.yaml:1:9: device: found');
  expect(() => parseTransistor(card('n1', '"a\\x1bb"'), 'n.yaml')).toThrow('n.yaml:5:9: source: found');
});
