import { arrayCircuit, biasLines, BIAS_SCHEMES } from '../../src/crossbar/bias.js';
import { ohmic } from '../../src/crossbar/cell-element.js';
import { solveArray } from '../../src/crossbar/solver/solve.js';

const wires = { word: 0, bit: 0, driver: 0, sense: 0, ends: 'one' } as const;
const access = { rows: [1], columns: [2], voltage: 1.2 };
const size = { rows: 4, columns: 5 };

/** Voltage across a cell: the selected one, one on its word line, one on its bit line, one on neither. */
function cellVoltages(scheme: (typeof BIAS_SCHEMES)[number], voltage: number): number[] {
  const solution = solveArray(
    arrayCircuit(wires, biasLines(scheme, { ...access, voltage }, size)),
    ohmic(new Float64Array(20).fill(1e-4)),
  );
  return [7, 5, 2, 0].map((cell) => Number((solution.word[cell]! - solution.bit[cell]!).toFixed(12)));
}

test.each([
  ['v/2', 1.2, [1.2, 0.6, 0.6, 0]],
  ['v/2', -1.2, [-1.2, -0.6, -0.6, 0]],
  ['v/3', 1.2, [1.2, 0.4, 0.4, -0.4]],
  ['v/3', -1.2, [-1.2, -0.4, -0.4, 0.4]],
  ['ground', 1.2, [1.2, 1.2, 0, 0]],
] as const)('%s at %f V', (scheme, voltage, expected) => expect(cellVoltages(scheme, voltage)).toEqual(expected));

test('ideal lines driven at both ends are at the voltage of their sources', () => {
  const lines = biasLines('v/2', access, size);
  const cells = ohmic(new Float64Array(20).fill(1e-4));
  const [one, both] = (['one', 'both'] as const).map((ends) =>
    solveArray(arrayCircuit({ ...wires, ends }, lines), cells),
  );
  expect([...both!.bitCurrent]).toEqual([...one!.bitCurrent]);
});

test('floating: the voltage divides over the sneak path of equal cells', () => {
  const [selected, word, bit, none] = cellVoltages('floating', 1.2);
  // R/(n-1), R/((m-1)(n-1)) and R/(m-1) in series carry the same current.
  const total = 1 / 4 + 1 / 12 + 1 / 3;
  expect(selected).toBe(1.2);
  expect(word).toBeCloseTo((1.2 * (1 / 4)) / total, 10);
  expect(bit).toBeCloseTo((1.2 * (1 / 3)) / total, 10);
  expect(none).toBeCloseTo((-1.2 * (1 / 12)) / total, 10);
});

test.each([1.2, -1.2])('no line is ever below ground at %f V', (voltage) => {
  for (const scheme of BIAS_SCHEMES) {
    const { words, bits } = biasLines(scheme, { ...access, voltage }, size);
    expect([...words, ...bits].every((value) => value === undefined || value >= 0)).toBe(true);
  }
});

// Static leak of 64 x 64 cells of 10 kohm at 1 V: 126 cells at V/2, or 4095 at V/3.
test.each([
  ['v/2', (126 * 0.5 ** 2) / 10e3],
  ['v/3', 4095 / 9 / 10e3],
] as const)('leak power of %s', (scheme, leak) => {
  const lines = biasLines(scheme, { rows: [5], columns: [9], voltage: 1 }, { rows: 64, columns: 64 });
  const { power } = solveArray(arrayCircuit(wires, lines), ohmic(new Float64Array(4096).fill(1e-4)));
  expect(power.cells - 1e-4).toBeCloseTo(leak, 12);
});

test('refusals', () => {
  expect(() => biasLines('v/2', { ...access, rows: [4] }, size)).toThrow(
    'row 5 is selected and the array has rows 1 to 4',
  );
  expect(() => biasLines('floating', { rows: [0], columns: [0], voltage: 1 }, { rows: 1, columns: 1 })).toThrow(
    'the scheme "floating" biases lines that are not selected, and all 1 x 1 lines are',
  );
  expect(() => biasLines('v/2', { ...access, columns: [] }, size)).toThrow('no column is selected');
});
