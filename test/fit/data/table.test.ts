import type { ColumnSpec } from '../../../src/fit/data/column.js';
import { headingOf } from '../../../src/table/heading.js';
import { joinTables } from '../../../src/fit/data/table.js';
import { UserError } from '../../../src/units/user-error.js';

const specs: readonly ColumnSpec[] = [
  { name: 'vg', meaning: 'gate voltage', kinds: ['voltage'] },
  { name: 'id', meaning: 'drain current', kinds: ['current'] },
  { name: 'T', meaning: 'temperature', kinds: ['temperature'], optional: true },
];
const load = (text: string, options: { map?: string[]; keep?: string[]; holdOut?: string[] } = {}) =>
  joinTables([{ file: 'm.csv', text }], specs, { map: [], keep: [], holdOut: [], ...options });
const column = (name: string, ...rest: Parameters<typeof load>) => Array.from(load(...rest).columns.get(name) ?? []);

test.each([
  ['vg_V', 'vg', 'V'],
  ['vg (mV)', 'vg', 'mV'],
  ['vg[V]', 'vg', 'V'],
  ['Gate Voltage (V)', 'Gate Voltage', 'V'],
  ['file_tag', 'file_tag', ''],
  ['g_up', 'g_up', ''],
  ['dw_%', 'dw', '%'],
])('header %s', (header, name, unit) => {
  expect(headingOf(header)).toMatchObject({ name, unit });
});

test('names with units, SI inside, order kept, kelvin as degrees Celsius', () => {
  const text = 'id_uA,vg_mV,T_K\n2,100,300\n1,50,300\n';
  expect(column('id', text)).toEqual([2e-6, 1e-6]);
  expect(column('vg', text)).toEqual([0.1, 0.05]);
  expect(column('T', text)).toEqual([26.85, 26.85]);
});

test('other names by --map, with the unit in the map or in the header', () => {
  const text = 'Id,Gate Voltage (V)\n2,0.1\n';
  expect(column('id', text, { map: ['id=Id[uA]', 'vg=Gate Voltage (V)'] })).toEqual([2e-6]);
});

test('rows are left out by conditions with units, and their cells are not read', () => {
  const text = 'id_A,vg_V,device\n1e-6,0.5,nmos\n1e-13,0.1,nmos\noverflow,0.9,pmos\n2e-6,0.6,nmos\n';
  const data = load(text, { keep: ['device = nmos', 'id >= 1 pA'], holdOut: ['vg > 550 mV'] });
  expect(Array.from(data.columns.get('id') ?? [])).toEqual([1e-6, 2e-6]);
  expect(data.masked).toBe(2);
  expect(Array.from(data.heldOut)).toEqual([0, 1]);
  expect(data.places).toEqual(['m.csv:2', 'm.csv:5']);
  expect(data.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the size of a value in a condition', () => {
  expect(column('id', 'id_A,vg_V\n-2e-6,1\n-1e-13,0\n1e-13,0\n', { keep: ['|id| >= 1 pA'] })).toEqual([-2e-6]);
});

test('a wide table: one series after the other, with its name; names are text', () => {
  const wide = (map: string[]) =>
    joinTables(
      [{ file: 'm.csv', text: 'vg_V,Id a_uA,Id b_uA,dev\n0.1,1,3,n1\n0.2,2,4,n2\n' }],
      [...specs, { name: 'dev', meaning: 'device', kinds: ['text'] }],
      { map, keep: [], holdOut: [] },
    );
  const data = wide(['id=Id *_uA']);
  expect(Array.from(data.columns.get('id') ?? [])).toEqual([1e-6, 2e-6, 3e-6, 4e-6]);
  expect(data.series).toEqual(['a', 'a', 'b', 'b']);
  expect(data.texts.get('dev')).toEqual(['n1', 'n2', 'n1', 'n2']);
  expect(data.places.at(-1)).toBe('m.csv:3');
  expect(() => wide(['id=Ig *_uA'])).toThrow(
    'm.csv:1: --map id: no column fits "Ig *_uA"; the file has vg_V, Id a_uA, Id b_uA, dev',
  );
});

test.each<[string, Parameters<typeof load>[1], string]>([
  ['', {}, 'm.csv: the file is empty; expected a line of column names and rows of numbers'],
  [
    'vg_V,id_A\n0.1,1e-6\n0.2,1e-6x\n',
    {},
    'm.csv:3:5: id: found "1e-6x", expected a finite number in A without unit; correct the cell or leave ' +
      'the row out with --keep',
  ],
  [
    'vg_V,id_A\n0.1,\n',
    {},
    'm.csv:2:5: id: found "", expected a finite number in A without unit; correct the cell or leave the ' +
      'row out with --keep',
  ],
  ['vg_V,id_A\n0.1\n', {}, 'm.csv:2:1: found 1 fields, expected 2; write one value for each column'],
  ['vg_V,id_V\n0.1,1\n', {}, 'm.csv:1: the column "id_V" is in V, which is no unit of a current'],
  [
    'vg_V,id\n0.1,1\n',
    {},
    'm.csv:1: the column "id" has no unit; expected id (drain current) with its unit, such as "id_pA", or ' +
      '--map id="id[pA]"',
  ],
  [
    'vg_V,Id\n0.1,1\n',
    {},
    'm.csv:1: found the columns vg_V, Id; expected id (drain current) with its unit, such as "id_pA", or ' +
      '--map id="Column[pA]"',
  ],
  ['vg_V,id_A,id_uA\n0.1,1,1\n', {}, 'm.csv:1: the columns "id_A" and "id_uA" are both id; choose one with --map'],
  [
    'vg_V,id_A\n0.1,1\n',
    { map: ['idd=id_A'] },
    '--map: there is no "idd" to be mapped; expected one of vg, id, T; did you mean "id"?',
  ],
  [
    'vg_V,id_A\n0.1,1\n',
    { map: ['id=Id[A]'] },
    'm.csv:1: --map names the column "Id", and the file has vg_V, id_A; did you mean "id_A"?',
  ],
  [
    'vg_V,id_A\n0.1,1\n',
    { keep: ['id > 5 V'] },
    '"id > 5 V": found "5 V", expected a current such as "20 pA"; "V" is the unit of a voltage',
  ],
  [
    'vg_V,id_A\n0.1,1\n',
    { keep: ['id ~ 5'] },
    '--keep: found "id ~ 5", expected a column, a relation and a value, such as "id >= 1 pA" or "device = nmos"',
  ],
  ['vg_V,id_A\n0.1,1\n', { keep: ['id > 5 A'] }, 'm.csv: --keep leaves none of 1 rows; check its values and units'],
])('%j %j', (text, options, message) => {
  expect(() => load(text, options)).toThrow(new UserError([{ message }]));
});
