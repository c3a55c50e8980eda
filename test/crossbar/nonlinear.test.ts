import { arrayCircuit, BIAS_SCHEMES, biasLines, type BiasScheme } from '../../src/crossbar/bias.js';
import type { CellElement } from '../../src/crossbar/cell-element.js';
import type { CrossbarCircuit } from '../../src/crossbar/circuit.js';
import { conductanceRange, statesAt } from '../../src/crossbar/cells/device-state.js';
import { deviceElement } from '../../src/crossbar/cells/device.js';
import { SeriesElement } from '../../src/crossbar/cells/series.js';
import { sinhCells, sinhVoltage } from '../../src/crossbar/cells/sinh.js';
import { transistorCells } from '../../src/crossbar/cells/transistor.js';
import { solveArray } from '../../src/crossbar/solver/solve.js';
import type { ArraySolution } from '../../src/crossbar/solver/solution.js';
import { parameterSets } from '../../src/devices/parameter-set.js';
import { random } from './arrays.js';

/*
 * Newton's method on arrays of every device and access element, in what is hard for it: steep cells behind drivers of
 * kiloohms, floating lines, threshold switches. Whether a solution is one, Kirchhoff's law says, from the currents of
 * the cells and of the lines' ends, which the solver takes from different voltages.
 */

type Access = 'none' | 'selector' | 'transistor';
const SEEDS = 25;

function hardArray(
  access: Access,
  seed: number,
): { circuit: CrossbarCircuit; element: CellElement; state: Float64Array; scheme: BiasScheme } {
  const next = random(seed);
  const between = (low: number, high: number): number => low + (high - low) * next();
  const decades = (low: number, high: number): number => low * (high / low) ** next();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const set = pick(parameterSets().filter(({ device }) => !device.ports[2]));
  const [rows, columns] = [2 + Math.floor(between(0, 14)), 2 + Math.floor(between(0, 14))];
  const [low, high] = conductanceRange(set);
  const state = Float64Array.from(
    Array.from({ length: rows * columns }, () => [...statesAt(set, low * (high / low) ** next())]).flat(),
  );
  const { min = 0, max = 0 } = set.device.limits.find(({ quantity }) => quantity === 'v')!;
  const wires = {
    word: pick([0, decades(0.01, 1e3)]),
    bit: pick([0, decades(0.01, 1e3)]),
    driver: pick([0, decades(1, 1e5)]),
    sense: pick([0, decades(1, 1e5)]),
    ends: pick(['one', 'both'] as const),
  };
  // Floating lines of 1T1R arrays, which only leaks hold: docs/reference/arrays.md, limits.
  const scheme = pick(access === 'transistor' ? BIAS_SCHEMES.filter((each) => each !== 'floating') : BIAS_SCHEMES);
  const row = Math.floor(next() * rows);
  const circuit = arrayCircuit(
    wires,
    biasLines(scheme, { rows: [row], columns: [0], voltage: between(min, max) }, { rows, columns }),
  );
  const cells = rows * columns;
  const device = deviceElement(set);
  if (access === 'none') return { circuit, element: device, state, scheme };
  const lower =
    access === 'selector'
      ? sinhCells(new Float64Array(cells).fill(decades(1e-9, 1e-5)), sinhVoltage(1, decades(3, 1e5)))
      : transistorCells(
          { threshold: between(0.2, 0.8), slope: 1.3, beta: decades(1e-5, 1e-2), temperature: 27 },
          Array.from({ length: rows }, (_, at) => (at === row ? between(0.5, 4) : 0)),
          columns,
        );
  return { circuit, element: new SeriesElement(device, lower.element, cells), state, scheme };
}

/** Largest unbalanced current of a line, A, as a share of all the currents. */
function imbalance({ rows, columns, current, wordCurrent, bitCurrent }: ArraySolution): number {
  const [byRow, byColumn] = [new Float64Array(rows), new Float64Array(columns)];
  current.forEach((value, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    byRow[row] = byRow[row]! + value;
    byColumn[column] = byColumn[column]! + value;
  });
  const scale = [...wordCurrent, ...bitCurrent].reduce((sum, value) => sum + Math.abs(value), 1e-30);
  return (
    Math.max(
      ...byRow.map((value, row) => Math.abs(value - wordCurrent[row]!)),
      ...byColumn.map((value, column) => Math.abs(value - bitCurrent[column]!)),
    ) / scale
  );
}

test.each<Access>(['none', 'selector', 'transistor'])(`${SEEDS} hard arrays, access element: %s`, (access) => {
  const bad: unknown[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { circuit, element, state, scheme } = hardArray(access, seed);
    const error = imbalance(solveArray(circuit, element, { state }));
    if (!(error < 1e-8)) bad.push({ seed, scheme, error });
  }
  expect(bad).toEqual([]);
});

test('1T1R takes Newton its quadratic few steps, because both conductances are known', () => {
  const [rows, columns] = [16, 16];
  const next = random(5);
  const device = sinhCells(
    Float64Array.from({ length: 256 }, () => 1e-6 * 100 ** next()),
    0.5,
  );
  const access = transistorCells(
    { threshold: 0.5, slope: 1.3, beta: 1e-3, temperature: 27 },
    Array.from({ length: rows }, (_, row) => (row === 3 ? 1.2 : 0)),
    columns,
  );
  const element = new SeriesElement(device.element, access.element, 256);
  const circuit = arrayCircuit(
    { word: 5, bit: 5, driver: 1e3, sense: 1e3, ends: 'one' },
    biasLines('v/2', { rows: [3], columns: [8], voltage: -2 }, { rows, columns }),
  );
  const solved = (gated: boolean): number => {
    let evaluations = 0;
    const solution = solveArray(circuit, {
      linear: false,
      gated,
      evaluate: (voltages, state, response) => {
        evaluations += 1;
        element.evaluate(voltages, state, response);
      },
    });
    expect(imbalance(solution)).toBeLessThan(1e-8);
    return evaluations;
  };
  const newton = solved(true);
  expect(newton).toBeLessThan(12);
  // With the word line's conductance for both it settles on the same currents, in more steps.
  expect(solved(false)).toBeGreaterThan(newton);
});
