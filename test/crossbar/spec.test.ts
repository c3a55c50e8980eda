import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { crossbarJsonSchemaText, parseCrossbar, loadCrossbar } from '../../src/crossbar/spec/load.js';
import { matrixCsv, parseMatrix } from '../../src/crossbar/spec/matrix-csv.js';
import { conductancesOf } from '../../src/crossbar/analysis/array-cells.js';
import { assertSpiceSize } from '../../src/crossbar/analysis/spice-size.js';

const good = `rulespice: 1
name: t
crossbar: { rows: 4, columns: 3, conductance: { uniform: 10 uS } }
read: { inputs: { uniform: 0.1 V } }
verify: [{ quantity: current-loss, max: 5 % }]
`;

/** The message of the one error a text gives. */
function complaint(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no error';
}

test.each([
  ['columns: 3', 'colums: 3', 't.yaml:3:22: unknown key "colums" in crossbar; known keys: rows, columns, conductance'],
  [
    'columns: 3',
    'columns: 3, wires: { word: -1 ohm }',
    'crossbar.wires.word: found "-1 ohm", expected a resistance of at least 0 ohm',
  ],
  [
    'columns: 3',
    'columns: 3, wires: { word: 5 V }',
    'found "5 V", expected a resistance such as "10 kohm"; "V" is the unit of a voltage',
  ],
  ['uniform: 10 uS', 'uniform: 10 uS, csv: g.csv', 'expected exactly one of uniform, random, csv'],
  ['uniform: 0.1 V', 'uniform: .nan', 'expected a voltage such as "1.8 V"'],
  ['max: 5 %', 'min: 5 %', 'current-loss has a "max", not a "min"'],
  ['current-loss', 'curent-loss', 'did you mean "current-loss"?'],
  ['current-loss, max: 5 %', 'read-margin, min: 5 %', 'read-margin belongs to a section "margin", which is not there'],
  [
    'read:',
    'write: { pulses: [{ cell: [5, 1], voltage: 1 V, width: 1 ns, edge: 1 ns }] }\nread:',
    'row 5, column 1 is outside the 4 x 3 array',
  ],
  ['read:', 'write: { scheme: v/4, pulses: [] }\nread:', 'expected "v/2", "v/3", "floating" or "ground"'],
  ['rows: 4', 'rows: 40000', 'expected a whole number from 1 to 4096'],
])('%j becoming %j is refused', (from, to, message) => {
  expect(good).toContain(from);
  expect(complaint(() => parseCrossbar(good.replace(from, to), 't.yaml'))).toContain(message);
});

test('lines that charge too slowly for the pulse are refused with both times', () => {
  const slow = good
    .replace('conductance: { uniform: 10 uS }', 'device: { set: vteam-b }, wires: { word: 10 kohm, capacitance: 1 pF }')
    .replace(/read:.*\n/, 'write: { pulses: [{ cell: [1, 1], voltage: 1 V, width: 1 us, edge: 1 ns }] }\n')
    .replace('current-loss, max: 5 %', 'selected-change, min: 0.1');
  expect(complaint(() => parseCrossbar(slow, 't.yaml'))).toContain(
    't.yaml:4:68: write.pulses[0].edge: 1 ns is less than ten times the 60.6 ns a line needs to charge ' +
      '1.01 pF per cell, and the twin takes the lines as settled; take a slower edge',
  );
  // 20 kohm of driver, four cells of 10 fF: 0.8 ns, without any capacitance of the line's own.
  const loaded = slow.replace('word: 10 kohm, capacitance: 1 pF', 'sense: 20 kohm');
  expect(complaint(() => parseCrossbar(loaded, 't.yaml'))).toContain(
    '1 ns is less than ten times the 800 ps a line needs to charge 10 fF per cell',
  );
  expect(complaint(() => parseCrossbar(loaded.replace('edge: 1 ns', 'edge: 9 ns'), 't.yaml'))).toBe('no error');
});

test('a spec of a learning rule is told where it belongs', () => {
  expect(
    complaint(() => parseCrossbar('rulespice: 1\nname: x\nrule: { kind: trace, tau: 1 ms }\n', 't.yaml')),
  ).toContain('verify it with "rulespice verify"');
});

test('an array too large for SPICE is refused and the twin offered', () => {
  expect(complaint(() => assertSpiceSize(512, 512, false, 'read-agreement'))).toContain(
    'the twin solves the array without SPICE',
  );
  expect(complaint(() => assertSpiceSize(256, 256, false, 'read-agreement'))).toBe('no error');
});

describe('matrices as CSV', () => {
  test('written and read back exactly, resistances as conductances', () => {
    const matrix = { rows: 2, columns: 2, values: Float64Array.of(1e-6, 1 / 3, 2e-9, 0) };
    expect(parseMatrix([...matrixCsv(matrix, 'S')].join(''), 'g.csv', 'conductance')).toEqual(matrix);
    expect([...parseMatrix('kohm\n10,20\n', 'r.csv', 'conductance').values]).toEqual([1 / 10e3, 1 / 20e3]);
    expect([...parseMatrix('mV\n10\n-20\n', 'v.csv', 'voltage').values]).toEqual([0.01, -0.02]);
  });

  test.each([
    ['uS\n1,2\n3\n', 'g.csv:3: row 2 has 1 numbers and row 1 has 2'],
    ['uS\n1,-2\n', 'g.csv:2: row 1, column 2: found "-2", expected a conductance of at least 0'],
    ['kohm\n1,-2\n', 'row 1, column 2: found "-2", expected a resistance above 0'],
    ['uS\n1,NaN\n', 'row 1, column 2: found "NaN", expected a finite number'],
    ['uS\n1,2 nS\n', 'row 1, column 2: found "2 nS", expected a plain number; the unit stands once'],
    [
      'uS,nS\n1,2\n',
      'g.csv:1:1: found "uS,nS", expected the unit of conductances or resistances alone, such as "uS" or ' +
        '"kohm"; a matrix has one unit',
    ],
    ['V\n1,2\n', 'g.csv:1:1: found "V", expected the unit of conductances'],
    ['1,2\n', 'g.csv:1:1: found "1,2"'],
    ['uS\n', 'the matrix is empty'],
  ])('%j', (text, message) => expect(complaint(() => parseMatrix(text, 'g.csv', 'conductance'))).toContain(message));

  test('a matrix of another shape than the array', () => {
    const spec = parseCrossbar(good.replace('uniform: 10 uS', 'csv: b5.csv').replace('rows: 4', 'rows: 5'), 't.yaml');
    expect(complaint(() => conductancesOf(spec.crossbar, { folder: join(import.meta.dirname, 'fixtures') }))).toContain(
      'the matrix has 2 rows and 3 columns, and the array 5 and 3',
    );
    expect(complaint(() => parseCrossbar(good.replace('uniform: 10 uS', 'csv: ../b5.csv'), 't.yaml'))).toContain(
      'expected a path below the folder of the spec',
    );
  });
});

const examples = join(import.meta.dirname, '../../examples/crossbar');
test.each(readdirSync(examples))('example %s loads and editors accept it', (name) => {
  const path = join(examples, name);
  expect(() => loadCrossbar(path)).not.toThrow();
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(crossbarJsonSchemaText()) as object);
  expect(validate(parse(readFileSync(path, 'utf8'))) ? [] : validate.errors).toEqual([]);
});

test('the committed schema is the generated one', () => {
  expect(readFileSync(join(import.meta.dirname, '../../schema/crossbar-spec.schema.json'), 'utf8')).toBe(
    crossbarJsonSchemaText(),
  );
});
