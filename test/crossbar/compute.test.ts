import { computeArray } from '../../src/crossbar/compute.js';
import { difference } from './arrays.js';

const RESISTANCES = [
  [345, 903, 755, 257, 646],
  [652, 401, 508, 166, 454],
  [442, 874, 190, 244, 635],
];
const VOLTAGES = [
  [1.5, 4.1, 2.6, 2.1],
  [2.3, 4.5, 1.1, 0.8],
  [1.7, 4.0, 3.3, 1.1],
];

test('one call gives every voltage and current, and they obey Kirchhoff and Ohm', () => {
  const r = 0.5;
  const found = computeArray({ voltages: VOLTAGES, resistances: RESISTANCES, wires: { word: r, bit: r } });
  expect(found).toMatchObject({ rows: 3, columns: 5, vectors: 4 });
  for (let vector = 0; vector < 4; vector += 1) {
    const [word, bit] = [found.voltages!.wordLine[vector]!, found.voltages!.bitLine[vector]!];
    const { device, wordLine, bitLine, output } = found.currents;
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 5; column += 1) {
        const cell = row * 5 + column;
        const before = column === 0 ? VOLTAGES[row]![vector]! : word[cell - 1]!;
        const behind = row === 2 ? 0 : bit[cell + 5]!;
        expect(device![vector]![cell]).toBeCloseTo((word[cell]! - bit[cell]!) / RESISTANCES[row]![column]!, 12);
        expect(wordLine![vector]![cell]).toBeCloseTo((before - word[cell]!) / r, 10);
        expect(bitLine![vector]![cell]).toBeCloseTo((bit[cell]! - behind) / r, 10);
      }
    expect(difference(bitLine![vector]!.subarray(10), output[vector]!)).toBeLessThan(1e-12);
  }
});

test('many vectors, where one elimination serves all, give the same as each alone', () => {
  const voltages = VOLTAGES.map((line) => [...line, ...line]);
  const input = { resistances: RESISTANCES, wires: { word: 0.5, bit: 0.5 } };
  const many = computeArray({ ...input, voltages });
  const outputs = computeArray({ ...input, voltages, inside: false }).currents.output;
  const few = computeArray({ ...input, voltages: VOLTAGES });
  for (let vector = 0; vector < 4; vector += 1) {
    expect(difference(many.currents.output[vector + 4]!, few.currents.output[vector]!)).toBeLessThan(1e-12);
    expect(difference(outputs[vector]!, few.currents.output[vector]!)).toBeLessThan(1e-12);
    expect(difference(many.voltages!.wordLine[vector]!, few.voltages!.wordLine[vector]!)).toBeLessThan(1e-12);
  }
});

test('open cells carry nothing, floating lines take the voltage that the cells give them', () => {
  const found = computeArray({
    voltages: [[1], [undefined]],
    resistances: [
      [1000, 1000],
      [Infinity, 3000],
    ],
  });
  expect(found.currents.device![0]![2]).toBe(0);
  expect(found.voltages!.wordLine[0]![3]).toBe(0);
  expect(difference(found.currents.output[0]!, [1e-3, 1e-3])).toBeLessThan(1e-12);
  const sneak = computeArray({
    voltages: [[1], [undefined]],
    bitVoltages: [undefined, 0],
    resistances: [
      [1000, 2000],
      [1000, 1000],
    ],
  });
  // 2 kohm beside three times 1 kohm in series.
  expect(sneak.currents.output[0]![1]).toBeCloseTo(1 / 2000 + 1 / 3000, 12);
});

test('nonlinear cells', () => {
  const found = computeArray({ voltages: [[0.5]], resistances: [[1000]], nonlinearity: 0.25 });
  expect(found.currents.output[0]![0]).toBeCloseTo((0.25 / 1000) * Math.sinh(2), 12);
});

test.each([
  ['no rows', { voltages: [], resistances: [] }, 'there are no resistances; give one row per word line'],
  [
    'voltages of another array',
    { voltages: [[1]], resistances: [[1], [1]] },
    'there are 1 rows of voltages and 2 word lines; give one row per word line and one column per input vector',
  ],
  [
    'a row too short',
    { voltages: [[1], [1]], resistances: [[1, 2], [1]] },
    'row 2 of the resistances has 1 numbers and row 1 has 2; make them the same',
  ],
  [
    'a resistance of 0',
    { voltages: [[1]], resistances: [[0]] },
    'the cell at row 1, column 1 has 0 ohm; give a positive number, or Infinity for an open cell',
  ],
  [
    'a line that floats now and then',
    { voltages: [[1, undefined]], resistances: [[1]] },
    'word line 1 floats in 1 of 2 vectors; let a line float in all of them or in none',
  ],
  [
    'a result beyond memory',
    { voltages: [new Array<number>(100_000_000)], resistances: [[1]] },
    '100000000 vectors of 1 x 1 cells are 500000000 numbers, expected at most 250000000; compute fewer vectors at a ' +
      'time, or set "inside" to false',
  ],
])('%s is refused', (_, input, message) => {
  expect(() => computeArray(input)).toThrow(message);
});
