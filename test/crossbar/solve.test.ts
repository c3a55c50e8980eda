import { ohmic } from '../../src/crossbar/cell-element.js';
import type { CrossbarCircuit } from '../../src/crossbar/circuit.js';
import { ArraySolver, solveArray } from '../../src/crossbar/solver/solve.js';
import { describeWithSharedData } from '../support/shared-data.js';
import { difference, driven, logUniform, random } from './arrays.js';

const uniform = (cells: number, resistance: number): Float64Array => new Float64Array(cells).fill(1 / resistance);
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('analytic solutions', () => {
  // Floating scheme, uniform background, ideal wires: R_sneak = R/(n-1) + R/((m-1)(n-1)) + R/(m-1) beside the selected
  // cell.
  test.each([
    [2, 2],
    [4, 4],
    [8, 3],
    [3, 17],
    [64, 64],
  ])('sneak resistance of %i x %i ideal lines', (m, n) => {
    const resistance = 12e3;
    const circuit = driven({ rows: m, columns: n }, [1, ...Array<undefined>(m - 1)], [0, ...Array<undefined>(n - 1)]);
    const { bitCurrent } = solveArray(circuit, ohmic(uniform(m * n, resistance)));
    const sneak = resistance / (n - 1) + resistance / ((m - 1) * (n - 1)) + resistance / (m - 1);
    expect(difference([bitCurrent[0]!], [1 / sneak + 1 / resistance])).toBeLessThan(1e-12);
  });

  // One row, ideal bit lines: the ladder v_j = V cosh((n + 1/2 - j) th) / cosh((n + 1/2) th), cosh th = 1 + r / 2R.
  test.each([
    [64, 1, 10e3, 0.88016],
    [128, 2.5, 10e3, 0.47352],
    [512, 1, 10e3, 0.19432],
  ])('ladder of %i cells, %f ohm', (n, r, resistance, mean) => {
    const { word, wordCurrent } = solveArray(
      driven({ rows: 1, columns: n, word: r }, [1]),
      ohmic(uniform(n, resistance)),
    );
    const theta = Math.acosh(1 + r / (2 * resistance));
    const expected = Array.from(
      { length: n },
      (_, j) => Math.cosh((n - 0.5 - j) * theta) / Math.cosh((n + 0.5) * theta),
    );
    expect(difference(word, expected)).toBeLessThan(1e-11);
    expect((wordCurrent[0]! * resistance) / n).toBeCloseTo(mean, 5);
  });

  test('the same ladder along a bit line', () => {
    const [m, r, resistance] = [96, 3, 5e3];
    const { bit } = solveArray(
      driven({ rows: m, columns: 1, bit: r }, Array<number>(m).fill(1)),
      ohmic(uniform(m, resistance)),
    );
    const theta = Math.acosh(1 + r / (2 * resistance));
    const expected = Array.from(
      { length: m },
      (_, i) => 1 - Math.cosh((i + 0.5) * theta) / Math.cosh((m + 0.5) * theta),
    );
    expect(difference(bit, expected)).toBeLessThan(1e-11);
  });

  test('without wires the currents are the vector-matrix product', () => {
    const [m, n, next] = [37, 23, random(3)];
    const conductance = logUniform(m * n, 1e3, 1e7, next);
    const inputs = Array.from({ length: m }, () => next() - 0.5);
    const { bitCurrent } = solveArray(driven({ rows: m, columns: n }, inputs), ohmic(conductance));
    const product = Array.from({ length: n }, (_, j) =>
      inputs.reduce((total, v, i) => total + v * conductance[i * n + j]!, 0),
    );
    expect(difference(bitCurrent, product)).toBeLessThan(1e-13);
  });

  test('drivers and sense resistances of ideal lines are in series with one cell', () => {
    const { bitCurrent } = solveArray(
      driven({ rows: 1, columns: 1, driver: 300, sense: 200 }, [1]),
      ohmic(uniform(1, 500)),
    );
    expect(bitCurrent[0]).toBeCloseTo(1e-3, 15);
  });
});

describeWithSharedData('crossbar', 'reference solutions of badcrossbar', (read) => {
  test.each([
    ['a16x12', 1, 1],
    ['b5x4', 0.5, 0.25],
  ])('%s', (name, word, bit) => {
    const resistance = read(`${name}_R_ohm.csv`);
    const [rows, columns] = [resistance.length, resistance[0]!.length];
    const cells = ohmic(Float64Array.from(resistance.flat(), (value) => 1 / value));
    const inputs = read(`${name}_V_volt.csv`);
    const outputs = read(`${name}_Iout_amp.csv`);
    const solver = new ArraySolver(rows, columns);
    outputs.forEach((expected, vector) => {
      const solution = solver.solve(
        driven(
          { rows, columns, word, bit },
          inputs.map((row) => row[vector]),
        ),
        cells,
      );
      expect(difference(solution.bitCurrent, expected)).toBeLessThan(1e-9);
      if (vector > 0) return;
      expect(difference(solution.word, read(`${name}_Vwl_volt.csv`).flat())).toBeLessThan(1e-9);
      expect(difference(solution.bit, read(`${name}_Vbl_volt.csv`).flat())).toBeLessThan(1e-9);
    });
  });
});

/**
 * Arrays that try the solver: asymmetric wires, signed inputs, floating lines, both ends driven, nine decades of
 * resistance.
 */
function hardArrays(): [string, CrossbarCircuit, Float64Array][] {
  const next = random(11);
  const signed = (count: number): number[] => Array.from({ length: count }, () => next() - 0.5);
  const open = (count: number, at: number, voltage: number): (number | undefined)[] =>
    Array.from({ length: count }, (_, index) => (index === at ? voltage : undefined));
  const both = driven({ rows: 20, columns: 30, word: 2, bit: 5 }, signed(20));
  return [
    [
      'asymmetric wires, signed inputs',
      driven({ rows: 48, columns: 31, word: 7, bit: 0.3, driver: 100, sense: 20 }, signed(48)),
      logUniform(48 * 31, 1e3, 1e6, next),
    ],
    [
      'one line of each kind driven, all else floating',
      driven({ rows: 40, columns: 40, word: 10, bit: 10 }, open(40, 7, 1), open(40, 31, 0)),
      logUniform(1600, 1e3, 1e5, next),
    ],
    [
      'nine decades of resistance',
      driven({ rows: 25, columns: 40, word: 1e-3, bit: 50 }, signed(25)),
      logUniform(1000, 10, 1e10, next),
    ],
    [
      'wires as resistive as the cells',
      driven({ rows: 64, columns: 64, word: 1e3, bit: 1e3 }, signed(64)),
      logUniform(4096, 1e3, 1e4, next),
    ],
    [
      'ideal word lines behind drivers, resistive bit lines',
      driven({ rows: 30, columns: 20, bit: 4, driver: 50 }, signed(30)),
      logUniform(600, 1e3, 1e5, next),
    ],
    [
      'both ends driven',
      {
        ...both,
        words: both.words.map(({ first }) => ({ ...(first ? { first, last: first } : {}) })),
        bits: both.bits.map(({ last }) => (last ? { first: { voltage: 0.1, resistance: 10 }, last } : {})),
      },
      logUniform(600, 1e3, 1e6, next),
    ],
  ];
}

describe.each(hardArrays())('%s', (_name, circuit, conductance) => {
  const solution = solveArray(circuit, ohmic(conductance));
  const { rows, columns } = circuit;

  test('settles to rounding', () => expect(solution.accuracy).toBeLessThan(1e-10));

  test('what flows in flows out, at every node and over all', () => {
    const scale = solution.wordCurrent.reduce((total, value) => total + Math.abs(value), 0);
    expect(Math.abs(sum(solution.wordCurrent) - sum(solution.bitCurrent)) / scale).toBeLessThan(1e-12);
    // Kirchhoff along each line: its ends carry what its cells carry.
    for (let row = 0; row < rows; row += 1) {
      const cells = sum(solution.current.subarray(row * columns, (row + 1) * columns));
      expect(Math.abs(cells - solution.wordCurrent[row]!) / scale).toBeLessThan(1e-12);
    }
  });

  test('the sources deliver what is dissipated', () => {
    const { delivered, cells, wires, ends } = solution.power;
    expect(difference([cells + wires + ends], [delivered])).toBeLessThan(1e-10);
  });

  test('no node lies beyond the sources', () => {
    const volts = [...circuit.words, ...circuit.bits]
      .flatMap(({ first, last }) => [first?.voltage, last?.voltage])
      .filter((value) => value !== undefined);
    const [low, high] = [Math.min(...volts) - 1e-12, Math.max(...volts) + 1e-12];
    expect([...solution.word, ...solution.bit].every((value) => value >= low && value <= high)).toBe(true);
  });

  test('the transposed array with its ends turned around is the same array', () => {
    const turned = Float64Array.from(
      conductance,
      (__, index) => conductance[(index % rows) * columns + Math.floor(index / rows)]!,
    );
    const mirror = solveArray(
      {
        rows: columns,
        columns: rows,
        wordSegment: circuit.bitSegment,
        bitSegment: circuit.wordSegment,
        words: circuit.bits,
        bits: circuit.words,
      },
      ohmic(turned),
    );
    expect(
      difference(
        mirror.bitCurrent.map((value) => -value),
        solution.wordCurrent,
      ),
    ).toBeLessThan(1e-9);
    expect(
      difference(
        mirror.wordCurrent.map((value) => -value),
        solution.bitCurrent,
      ),
    ).toBeLessThan(1e-9);
  });
});

test('reciprocity: the transfer from any driver to any sense is the same both ways', () => {
  const [rows, columns] = [12, 9];
  const conductance = ohmic(logUniform(rows * columns, 1e3, 1e5, random(5)));
  const zeros = (count: number, at: number): number[] =>
    Array.from({ length: count }, (_, index) => (index === at ? 1 : 0));
  const shape = { rows, columns, word: 20, bit: 3, driver: 40, sense: 15 };
  const forward = solveArray(driven(shape, zeros(rows, 3), zeros(columns, -1)), conductance).bitCurrent[5]!;
  const backward = -solveArray(driven(shape, zeros(rows, -1), zeros(columns, 5)), conductance).wordCurrent[3]!;
  expect(difference([backward], [forward])).toBeLessThan(1e-11);
});

test('a start from another solution changes nothing', () => {
  const circuit = driven({ rows: 16, columns: 16, word: 5, bit: 5 }, Array<number>(16).fill(0.3));
  const [a, b] = [logUniform(256, 1e3, 1e5, random(1)), logUniform(256, 1e3, 1e5, random(2))];
  const cold = solveArray(circuit, ohmic(a));
  const warm = solveArray(circuit, ohmic(a), { start: solveArray(circuit, ohmic(b)) });
  expect(difference(warm.bitCurrent, cold.bitCurrent)).toBeLessThan(1e-11);
});

describe('refusals', () => {
  const cells = ohmic(uniform(4, 1e3));
  const shape = { rows: 2, columns: 2 };
  test.each<[string, CrossbarCircuit]>([
    ['the word-line resistance per segment is -1 ohm', driven({ ...shape, word: -1 }, [1, 1])],
    ['word line 2 is driven with NaN V', driven(shape, [1, NaN])],
    ['1 word-line drives for 2 rows', driven(shape, [1])],
    ['no line of the array is driven', driven(shape, [undefined, undefined], [undefined, undefined])],
    [
      'word line 1 is a short between two ideal sources',
      {
        ...driven(shape, [1, 1]),
        words: Array(2).fill({ first: { voltage: 1, resistance: 0 }, last: { voltage: 0, resistance: 0 } }),
      },
    ],
  ])('%s', (message, circuit) => expect(() => solveArray(circuit, cells)).toThrow(message));

  test('a line that nothing holds', () => {
    const conductance = Float64Array.from([1e-3, 0, 0, 0]);
    expect(() => solveArray(driven(shape, [1, undefined]), ohmic(conductance))).toThrow('word line 2 floats');
  });
});
