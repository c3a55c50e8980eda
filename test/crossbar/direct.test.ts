import { spawnSync } from 'node:child_process';
import { arrayCircuit } from '../../src/crossbar/bias.js';
import { ohmic } from '../../src/crossbar/cell-element.js';
import type { CrossbarCircuit } from '../../src/crossbar/circuit.js';
import { FactoredArray } from '../../src/crossbar/solver/direct/factored-array.js';
import { ArraySolver } from '../../src/crossbar/solver/solve.js';
import { difference, driven, logUniform, random } from './arrays.js';

const factored = (circuit: CrossbarCircuit, conductance: Float64Array): FactoredArray => {
  const found = FactoredArray.of(circuit, conductance);
  if (!found) throw new Error('too large');
  return found;
};

test('two cells on one word line, by hand', () => {
  // Source - 1 ohm - node a - 1 ohm - node b; 2 ohm from a and 3 ohm from b to ideal bit lines at 0 V.
  // Seen from a: 2 ohm beside 1 + 3 ohm is 4/3 ohm, so 7/3 ohm in all; 7 V drive 3 A, a is at 4 V, b at 3 V.
  const circuit: CrossbarCircuit = {
    rows: 1,
    columns: 2,
    wordSegment: 1,
    bitSegment: 0,
    words: [{ first: { voltage: 7, resistance: 0 } }],
    bits: [0, 1].map(() => ({ last: { voltage: 0, resistance: 0 } })),
  };
  const array = factored(circuit, Float64Array.of(1 / 2, 1 / 3));
  const [ports] = array.currents([circuit]);
  const [all] = [...array.solve([circuit])];
  expect(difference(ports!.bitCurrent, [2, 1])).toBeLessThan(1e-15);
  expect(ports!.wordCurrent[0]).toBeCloseTo(3, 14);
  expect(ports!.delivered).toBeCloseTo(21, 13);
  expect(difference(all!.word, [4, 3])).toBeLessThan(1e-15);
});

/** Circuits of one array at several voltages, and the array's cells. */
function several(rows: number, columns: number, options: Partial<Parameters<typeof arrayCircuit>[0]>, floats = false) {
  const next = random(rows * 1000 + columns);
  const wires = { word: 1, bit: 2, driver: 50, sense: 20, ends: 'one' as const, ...options };
  const circuits = Array.from({ length: 6 }, () =>
    arrayCircuit(wires, {
      words: Array.from({ length: rows }, (_, row) => (floats && row % 4 === 1 ? undefined : next() - 0.3)),
      bits: Array.from({ length: columns }, (_, column) => (floats && column % 3 === 1 ? undefined : 0.1 * next())),
    }),
  );
  const conductance = logUniform(rows * columns, 1e4, 1e6, next).map((value) => (next() < 0.1 ? 0 : value));
  return { circuits, conductance };
}

test.each([
  ['one driven end', 9, 14, {}, false],
  ['both ends', 14, 9, { ends: 'both' as const }, false],
  ['ideal lines', 7, 9, { word: 0, bit: 0 }, false],
  ['ideal lines and drivers', 7, 9, { word: 0, bit: 0, driver: 0, sense: 0 }, false],
  ['ideal word lines', 8, 20, { word: 0 }, false],
  ['ideal bit lines', 20, 8, { bit: 0 }, false],
  ['held word lines', 8, 13, { word: 0, driver: 0 }, false],
  ['floating lines', 12, 13, {}, true],
  ['floating ideal lines', 12, 13, { word: 0, bit: 0 }, true],
  ['wires of microohms', 24, 24, { word: 1e-6, bit: 1e-6 }, false],
  ['wires as resistive as the cells', 40, 30, { word: 1e4, bit: 1e4 }, false],
] as const)('%s: as the iterative solver to 1e-9', (_, rows, columns, options, floats) => {
  const { circuits, conductance } = several(rows, columns, options, floats);
  const array = factored(circuits[0]!, conductance);
  const ports = array.currents(circuits);
  const all = [...array.solve(circuits)];
  const solver = new ArraySolver(rows, columns);
  circuits.forEach((circuit, at) => {
    const wanted = solver.solve(circuit, ohmic(conductance));
    const scale = wanted.bitCurrent.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const found of [ports[at]!, all[at]!]) {
      expect(difference(found.bitCurrent, wanted.bitCurrent, 1e-3 * scale)).toBeLessThan(1e-9);
      expect(difference(found.wordCurrent, wanted.wordCurrent, 1e-3 * scale)).toBeLessThan(1e-9);
    }
    expect(difference(all[at]!.word, wanted.word, 1e-3)).toBeLessThan(1e-9);
    expect(difference(all[at]!.bit, wanted.bit, 1e-3)).toBeLessThan(1e-9);
    expect(ports[at]!.delivered / wanted.power.delivered).toBeCloseTo(1, 9);
  });
});

test('every digit of a current is there where wires are 1e12 times better than cells', () => {
  const circuit = driven({ rows: 3, columns: 3, word: 1e-4, bit: 1e-4 }, [0.1, 0.2, 0.3]);
  const conductance = new Float64Array(9).fill(1e-8);
  const [found] = factored(circuit, conductance).currents([circuit]);
  // The drop along the wires is far below 1e-9, so the current is the product.
  expect(difference(found!.bitCurrent, [6e-9, 6e-9, 6e-9])).toBeLessThan(1e-10);
  const rest = factored(circuit, conductance).currents([
    driven({ rows: 3, columns: 3, word: 1e-4, bit: 1e-4 }, [0, 0, 0]),
  ]);
  expect([...rest[0]!.bitCurrent]).toEqual([0, 0, 0]);
});

test('another circuit is refused, and an array beyond memory is not tried', () => {
  const { circuits, conductance } = several(4, 5, {});
  const array = factored(circuits[0]!, conductance);
  expect(() => array.currents([{ ...circuits[0]!, wordSegment: 3 }])).toThrow('only its voltages may differ');
  expect(FactoredArray.of(circuits[0]!, conductance, 10)).toBeUndefined();
  const island = driven({ rows: 2, columns: 2, word: 1, bit: 1 }, [0.1, undefined]);
  expect(() => FactoredArray.of(island, Float64Array.of(1e-6, 1e-6, 0, 0))).toThrow('word line 2 floats');
});

const SCIPY = `
import json, sys
import numpy as np, scipy.sparse as sp, scipy.sparse.linalg as sl
d = json.load(sys.stdin)
m, n, r = d['rows'], d['columns'], d['wire']
g = np.array(d['g']).reshape(m, n); v = np.array(d['v']).T
w = np.arange(m * n).reshape(m, n); b = w + m * n; N = 2 * m * n
A = sp.lil_matrix((N, N))
def tie(i, j, s):
    A[i, i] += s; A[j, j] += s; A[i, j] -= s; A[j, i] -= s
for i in range(m):
    for j in range(n):
        tie(w[i, j], b[i, j], g[i, j])
        if j: tie(w[i, j - 1], w[i, j], 1 / r)
        if i: tie(b[i - 1, j], b[i, j], 1 / r)
R = np.zeros((N, v.shape[1]))
for i in range(m): A[w[i, 0], w[i, 0]] += 1 / r; R[w[i, 0]] = v[i] / r
for j in range(n): A[b[m - 1, j], b[m - 1, j]] += 1 / r
x = sl.splu(A.tocsc()).solve(R)
print(json.dumps((x[b[m - 1]] / r).T.tolist()))
`;
const python = ['/usr/bin/python3', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import scipy.sparse'], { encoding: 'utf8' }).status === 0,
);
// Skipped, and shown as skipped, where there is no scipy.
(python === undefined ? test.skip : test)('output currents of many vectors as with sparse LU of scipy, to 1e-9', () => {
  const [rows, columns] = [20, 17];
  const { circuits, conductance } = several(rows, columns, { word: 3, bit: 3, driver: 0, sense: 0 });
  const grounded = circuits.map((circuit) => ({
    ...circuit,
    bits: circuit.bits.map(() => ({ last: { voltage: 0, resistance: 0 } })),
  }));
  const { stdout } = spawnSync(python!, ['-c', SCIPY], {
    encoding: 'utf8',
    input: JSON.stringify({
      rows,
      columns,
      wire: 3,
      g: [...conductance],
      v: grounded.map(({ words }) => words.map(({ first }) => first!.voltage)),
    }),
  });
  const wanted = JSON.parse(stdout) as number[][];
  factored(grounded[0]!, conductance)
    .currents(grounded)
    .forEach(({ bitCurrent }, at) => expect(difference(bitCurrent, wanted[at]!, 1e-9)).toBeLessThan(1e-9));
});
