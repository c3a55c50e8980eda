import { joinTables } from '../../src/fit/data/table.js';
import { fitTargets } from '../../src/fit/registry.js';

const MDM = `! VERSION = 6.00
BEGIN_HEADER
 ICCAP_INPUTS
  vg  V  G GROUND SMU2 0.001 LIN  1 0 1 2 1
  vd  V  D GROUND SMU1 0.1 LIST  2 2 0.05 1.2
 ICCAP_OUTPUTS
  id  I  D GROUND SMU1 B
 ICCAP_VALUES
  TEMP " 27.0000 "
  MAIN.W "10.00u"
  MODULE "S541"
END_HEADER

BEGIN_DB
 ICCAP_VAR vd  0.05

#vg  id
  0  1e-12
  1  1e-6
END_DB

BEGIN_DB
 ICCAP_VAR vd  1.2

#vg  id
  0  2e-12
  1  2e-6
END_DB
`;
const columns = fitTargets.find(({ name }) => name === 'mosfet')!.columns;
const read = (text: string, map: readonly string[] = []) =>
  joinTables([{ file: 'a.mdm', text }], columns, { map, keep: [], holdOut: [] });

test('blocks, their variables and values of the header are columns', () => {
  const data = read(MDM, ['T=TEMP[C]', 'W=MAIN.W[m]']);
  const list = (name: string): number[] => [...(data.columns.get(name) ?? [])];
  expect(list('vg')).toEqual([0, 1, 0, 1]);
  expect(list('vd')).toEqual([0.05, 0.05, 1.2, 1.2]);
  expect(list('id')).toEqual([1e-12, 1e-6, 2e-12, 2e-6]);
  expect(list('T')).toEqual([27, 27, 27, 27]);
  expect(list('W')).toEqual([1e-5, 1e-5, 1e-5, 1e-5]);
  expect(data.places[2]).toBe('a.mdm:26');
  expect(data.readings[0]).toMatch(/^a\.mdm: IC-CAP, 2 blocks, SI units/);
});

test.each([
  ['END_HEADER', 'END_HEADR', 'a.mdm: the header does not end; expected a line END_HEADER'],
  ['  1  1e-6', '  1', 'a.mdm:19: found 1 values, expected 2: vg, id'],
  ['  0  1e-12', '  0  x', 'a.mdm:18:1: id: found "x", expected a finite number'],
])('%s as %s', (from, to, message) => {
  expect(() => read(MDM.replace(from, to))).toThrow(message);
});
