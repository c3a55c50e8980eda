import { joinTables } from '../../../src/fit/data/table.js';
import { fitTargets } from '../../../src/fit/registry.js';

const columnsOf = (name: string) => fitTargets.find((target) => target.name === name)!.columns;
const read = (text: string, sweepRate: string, target = 'hysteresis') =>
  joinTables([{ file: 'loop.csv', text }], columnsOf(target), { map: [], keep: [], holdOut: [], sweepRate });

test('the time of a sweep from its rate, one step where the voltage rests', () => {
  const data = read('v_mV,i_uA\n0,0\n100,1\n200,2\n200,2\n100,1\n-100,-1\n', '50 mV/s');
  const t = [...(data.columns.get('t') ?? [])];
  [0, 2, 4, 6, 8, 12].forEach((value, row) => expect(t[row]).toBeCloseTo(value, 9));
  expect(data.readings.at(-1)).toBe('t is made from the voltage at 0.05 V/s; where it rests, one step of 0.1 V');
});

test.each([
  ['v_V,i_A\n0,0\n1,1\n', '1 V', 'hysteresis', '--sweep-rate: found "1 V", expected a rate above 0'],
  ['v_V,i_A\n0,0\n1,1\n', '0 V/s', 'hysteresis', 'expected a rate above 0'],
  ['t_s,v_V,i_A\n0,0,0\n1,1,1\n', '1 V/s', 'hysteresis', 'loop.csv: the file has a column t; leave --sweep-rate out'],
  ['v_V,i_A\n1,0\n1,1\n', '1 V/s', 'hysteresis', 'the voltage never moves'],
  ['dt_s,dw\n1,0\n1,1\n', '1 V/s', 'stdp-window', 'this target has no sweep of a voltage v in time t'],
])('%j %s', (text, rate, target, message) => {
  expect(() => read(text, rate, target)).toThrow(message);
});
