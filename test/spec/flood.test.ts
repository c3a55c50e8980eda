import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { parseMatrix } from '../../src/crossbar/spec/matrix-csv.js';
import { fitTargets } from '../../src/fit/registry.js';
import { joinTables } from '../../src/fit/data/table.js';
import { parseSpec } from '../../src/load-spec.js';
import { parseEvents } from '../../src/stimulus/csv.js';
import { problemLines, UserError } from '../../src/units/user-error.js';

const SPEC =
  'rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 5 % }]\n';
const keys = (count: number, value = '1'): string =>
  Array.from({ length: count }, (_, index) => `k${index}: ${value}`).join('\n  ');
const table = (text: string): unknown =>
  joinTables([{ file: 'a.csv', text }], fitTargets[0]!.columns, { map: [], keep: [], holdOut: [] });

/** Milliseconds for one input on a slow, loaded machine; a hang takes minutes. */
const SOON = 10_000;

test.each<[string, () => unknown]>([
  ['15 000 unknown keys', () => parseSpec(`${SPEC}circuit:\n  ${keys(15_000)}\n`, 'a.yaml')],
  ['15 000 unknown sections', () => parseSpec(`${SPEC}${keys(15_000).replaceAll('\n  ', '\n')}\n`, 'a.yaml')],
  [
    '15 000 unknown roles',
    () => parseSpec(`${SPEC}circuit:\n  sizes:\n    ${keys(15_000, '5/2').replaceAll('\n', '\n  ')}\n`, 'a.yaml'),
  ],
  ['12 000 times the same key', () => parseSpec(`${SPEC}${'name: b\n'.repeat(12_000)}`, 'a.yaml')],
  ['20 000 faulty checks', () => parseSpec(SPEC.replace(/\[.*\]/, `[${'1, '.repeat(20_000)}]`), 'a.yaml')],
  [
    '15 000 keys of a crossbar document',
    () => parseCrossbar(`rulespice: 1\nname: a\ncrossbar:\n  ${keys(15_000)}\n`, 'a.yaml'),
  ],
  [
    'a header of two million columns',
    () => parseEvents(`${'a,'.repeat(2_000_000)}\n1\n`, 'a.csv', { duration: 1, pulse: 1e-3 }),
  ],
  [
    'a header of 4000 unknown columns',
    () => parseEvents(`${'a,'.repeat(4000)}\n1\n`, 'a.csv', { duration: 1, pulse: 1e-3 }),
  ],
  [
    'a header of one long name',
    () => parseEvents(`${'a'.repeat(4_000_000)}\n1\n`, 'a.csv', { duration: 1, pulse: 1e-3 }),
  ],
  [
    '20 000 faulty events',
    () => parseEvents(`time_s,event\n${'x,y\n'.repeat(20_000)}`, 'a.csv', { duration: 1, pulse: 1e-3 }),
  ],
  ['a table of two million columns', () => table(`${'a,'.repeat(2_000_000)}\n1\n`)],
  ['a table of 20 000 short rows', () => table(`v_V,i_A\n${'1\n'.repeat(20_000)}`)],
  [
    'a matrix of 50 000 faulty entries',
    () => parseMatrix(`uS\n${'x,'.repeat(50)}x\n`.repeat(1000), 'a.csv', 'conductance'),
  ],
  [
    'a matrix of one very wide row',
    () => parseMatrix(`uS\n${'1,'.repeat(400_000)}1\n${'1\n'.repeat(400_000)}`, 'a.csv', 'conductance'),
  ],
  [
    'a quote that is never closed',
    () => parseEvents(`time_s,event\n"${'1,pre\n'.repeat(500_000)}`, 'a.csv', { duration: 1, pulse: 1e-3 }),
  ],
])('%s end at once in at most a screenful', (_, work) => {
  const start = performance.now();
  let refused: unknown;
  try {
    work();
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(UserError);
  const { problems, more, message } = refused as UserError;
  expect(performance.now() - start).toBeLessThan(SOON);
  expect(problemLines(problems, more).length).toBeLessThanOrEqual(31);
  expect(message.length).toBeLessThanOrEqual(6000);
});

test('what is left out is counted', () => {
  const many = (count: number): string[] => problemLines(Array.from({ length: count }, () => ({ message: 'a' })));
  expect(many(30)).toHaveLength(30);
  expect(many(31).at(-1)).toBe('and 1 more problem');
  expect(many(20_000).at(-1)).toBe('and 19970 more problems');
  expect(problemLines([{ message: 'a' }], 19_999).at(-1)).toBe('and 19999 more problems');
  const [line] = problemLines([{ message: `start ${'x'.repeat(1e6)} end` }]);
  expect(line).toMatch(/^start x+ \.\.\. \(\d+ characters\) \.\.\. x+ end$/);
  expect(line!.length).toBeLessThan(1300);
});

test.each<[string, () => unknown]>([
  ['a cell of digits', () => table(`v_V,i_A\n${'1'.repeat(900_000)}x,1\n`)],
  ['an entry of digits', () => parseMatrix(`uS\n${'1'.repeat(900_000)}x\n`, 'a.csv', 'conductance')],
  ['a quantity of digits', () => parseSpec(SPEC.replace('20 ms', `${'1'.repeat(900_000)}x`), 'a.yaml')],
  ['a quantity of blanks', () => parseSpec(SPEC.replace('20 ms', `"1${' '.repeat(900_000)}x"`), 'a.yaml')],
  ['a name of letters', () => parseSpec(SPEC.replace('name: s', `name: ${'a'.repeat(900_000)}`), 'a.yaml')],
  [
    'a file of dots',
    () => parseSpec(`${SPEC}stimulus: { csv: { file: "${'../'.repeat(300_000)}", duration: 1 s } }\n`, 'a.yaml'),
  ],
  ['an unknown word', () => parseSpec(SPEC.replace('kind: trace', `kind: ${'trac'.repeat(200_000)}`), 'a.yaml')],
])('%s of a megabyte costs no more than its length', (_, work) => {
  const start = performance.now();
  expect(work).toThrow(UserError);
  expect(performance.now() - start).toBeLessThan(SOON);
});
