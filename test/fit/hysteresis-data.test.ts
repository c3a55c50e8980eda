import { joinTables, type FitData } from '../../src/fit/data/table.js';
import { branchesOf } from '../../src/fit/targets/hysteresis/branches.js';
import { hysteresis } from '../../src/fit/targets/hysteresis/index.js';
import { readLoop } from '../../src/fit/targets/hysteresis/loop.js';

const header = 't_s,v_V,i_A';
const load = (rows: readonly string[], head = header): FitData =>
  joinTables([{ file: 'm.csv', text: `${head}\n${rows.join('\n')}\n` }], hysteresis.columns, {
    map: [],
    keep: [],
    holdOut: [],
  });
/** A triangle of 1 V and -1 V, 81 points; twice the current on the way back. */
const volts = Array.from({ length: 81 }, (_, index) => Number((1 - Math.abs(((index / 20 + 1) % 4) - 2)).toFixed(6)));
const loop = (current: (v: number, index: number) => number): string[] =>
  volts.map((v, index) => `${index / 10},${v},${current(v, index)}`);

test('a sweep falls apart where it turns and where it crosses 0 V', () => {
  expect(
    branchesOf(Float64Array.of(0, 1, 2, 1, 0, -1, -2, -1, 0)).map(({ from, to, sign, out }) => [from, to, sign, out]),
  ).toEqual([
    [0, 3, 1, true],
    [3, 5, 1, false],
    [5, 7, -1, true],
    [7, 9, -1, false],
  ]);
  expect(branchesOf(Float64Array.of(1, -1, -2, -1, 1)).map(({ from, to, sign, out }) => [from, to, sign, out])).toEqual(
    [
      [0, 1, 1, true],
      [1, 3, -1, true],
      [3, 4, -1, false],
      [4, 5, 1, true],
    ],
  );
});

test('points at 0 V, against the voltage, under the noise and in compliance are not fitted', () => {
  const rows = loop((v, index) => 1e-3 * v * (index > 20 && index < 60 ? 2 : 1)).map(
    (row, index) => `${index === 22 ? row.replace(/[^,]*$/, '-1e-6') : row},${index < 40 ? 1.5e-3 : 1}`,
  );
  const [recording] = readLoop(load(rows, `${header},ic_A`)).recordings;
  const used = [...recording!.use.keys()].filter((point) => recording!.use[point] === 'fit');
  expect(used).not.toContain(0);
  expect(used).not.toContain(22);
  expect(used).not.toContain(40);
  // 2 mA are over the compliance of 1.5 mA until the voltage is below 0.75 V.
  expect(used.filter((point) => point > 20 && point < 30)).toEqual([26, 27, 28, 29]);
  expect(readLoop(load(rows, `${header},ic_A`)).notes.join('\n')).toContain('the source was in compliance');
});

test('a new file, a new temperature and a time that goes back begin a new recording', () => {
  const rows = loop((v) => 1e-3 * v);
  expect(readLoop(load([...rows, ...rows])).recordings.map(({ name }) => name)).toEqual(['sweep 1', 'sweep 2']);
  const hot = [
    ...rows.map((row) => `${row},300`),
    ...rows.map((row, index) => `${100 + index},${row.slice(row.indexOf(',') + 1)},350`),
  ];
  expect(readLoop(load(hot, `${header},T_K`)).recordings.map(({ temperature }) => temperature)).toEqual([
    expect.closeTo(26.85),
    expect.closeTo(76.85),
  ]);
  expect(() => hysteresis.models[0].plan(load(hot, `${header},T_K`))).toThrow(
    'found sweeps at 26.85 C, 76.85 C, and the equations of memdiode have no temperature; fit each alone, ' +
      'such as --keep "T = 26.85 C"',
  );
});

test('a current that rests while the voltage moves is said to look like a compliance', () => {
  expect(readLoop(load(loop((v, index) => (index >= 10 && index < 30 ? 7e-4 : 1e-3 * v)))).warnings).toEqual([
    expect.stringContaining('m.csv:12: the current rests at 0.000700 A for 20 rows while the voltage moves'),
  ]);
  expect(readLoop(load(loop((v) => 1e-3 * v))).warnings).toEqual([]);
});

const good = loop((v) => 1e-3 * v);
test.each([
  [
    'a sweep in one direction',
    good.slice(0, 20),
    header,
    'm.csv: found voltages that only leave 0 V (0 V to 0.95 V); expected sweeps out and back: a ' +
      'hysteresis is a difference between the two directions',
  ],
  [
    'a time that stands still',
    [...good.slice(0, 30), good[29]!],
    header,
    'm.csv:32: found the time 2.9 s twice; expected times that rise within a sweep, and start again where ' +
      'a new one begins',
  ],
  [
    'a cell that is no number',
    [...good.slice(0, 30), '9,NaN,1e-3'],
    header,
    'm.csv:32:3: v: found "NaN", expected a finite number in V without unit; correct the cell or leave ' +
      'the row out with --keep',
  ],
  [
    'a sweep of a few rows',
    good.slice(0, 5),
    header,
    'm.csv:2: a sweep of 5 rows; expected at least 8 with rising times',
  ],
  [
    'a series resistance below 0',
    good.map((row) => `${row},-1`),
    `${header},rs_ohm`,
    'm.csv:2: rs is -1 ohm, expected 0 or more',
  ],
  [
    'no compliance',
    good.map((row) => `${row},0`),
    `${header},ic_A`,
    'm.csv:2: the compliance is 0 A, expected a current above 0',
  ],
  [
    'too few points',
    good.slice(13, 27),
    header,
    'm.csv: found 14 points that tell something about the device, expected more than',
  ],
  ['times in volts', good, 't_V,v_V,i_A', 'm.csv:1: the column "t_V" is in V, which is no unit of a duration'],
])('%s is bad input', (_what, rows, head, message) => {
  expect(() => hysteresis.models[0].plan(load(rows, head))).toThrow(message);
});
