import { ohmicCells } from '../../src/crossbar/cells/ohmic.js';
import type { Cells } from '../../src/crossbar/cells/cells.js';
import { SeriesElement, seriesNetlist } from '../../src/crossbar/cells/series.js';
import { sinhCells, sinhVoltage } from '../../src/crossbar/cells/sinh.js';
import { transistorCells } from '../../src/crossbar/cells/transistor.js';
import { arrayCircuit, biasLines, type Wires } from '../../src/crossbar/bias.js';
import type { CrossbarCircuit, LineDrive } from '../../src/crossbar/circuit.js';
import { spiceRead } from '../../src/crossbar/netlist/spice-read.js';
import { solveArray } from '../../src/crossbar/solver/solve.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { describeEachEngine } from '../support/engines.js';
import { difference, driven, logUniform, random } from './arrays.js';

/**
 * SPICE solves for node voltages and keeps one of about 1 V to 2e-14 V (measured), so that 1e-9 can be asked of nodes
 * above 2e-5 V, and of currents that such a voltage drives through the end of a line; smaller ones (the leak of a row
 * of switched-off transistors is 0.5 pA) are compared with that.
 */
const SMALLEST_NODE = 2e-5;

/** Largest relative difference in any current or node between the line solver and SPICE. */
async function disagreement(
  simulator: Simulator,
  circuit: CrossbarCircuit,
  { element, spice }: Cells,
): Promise<number> {
  const twin = solveArray(circuit, element);
  const reading = await spiceRead(simulator, circuit, spice);
  const end = ([drive]: readonly LineDrive[], segment: number): number =>
    segment + (drive?.first ?? drive?.last ?? { resistance: 0 }).resistance;
  const smallest = (drives: readonly LineDrive[], segment: number): number =>
    end(drives, segment) === 0 ? 0 : SMALLEST_NODE / end(drives, segment);
  return Math.max(
    difference(twin.word, reading.word, SMALLEST_NODE),
    difference(twin.bit, reading.bit, SMALLEST_NODE),
    difference(twin.wordCurrent, reading.wordCurrent, smallest(circuit.words, circuit.wordSegment)),
    difference(twin.bitCurrent, reading.bitCurrent, smallest(circuit.bits, circuit.bitSegment)),
  );
}

function randomArray(size: number, seed: number): [CrossbarCircuit, Cells] {
  const next = random(seed);
  const circuit = driven(
    { rows: size, columns: size, word: 1.7, bit: 0.6, driver: 30, sense: 10 },
    Array.from({ length: size }, () => next() - 0.5),
  );
  return [circuit, ohmicCells(logUniform(size * size, 1e4, 1e6, next))];
}

describeEachEngine('ohmic arrays, asymmetric wires, signed inputs', (simulator) => {
  test.each([8, 16, 32, 64])('%i x itself agrees to 1e-9', async (size) => {
    expect(await disagreement(simulator(), ...randomArray(size, size))).toBeLessThan(1e-9);
  });

  const wires: Wires = { word: 2, bit: 3, driver: 50, sense: 25, ends: 'one' };
  test.each([
    ['v/2', 'one'],
    ['v/3', 'one'],
    ['floating', 'one'],
    ['ground', 'one'],
    ['floating', 'both'],
  ] as const)('scheme %s, lines driven at %s', async (scheme, ends) => {
    const lines = biasLines(scheme, { rows: [2], columns: [9], voltage: -1.2 }, { rows: 12, columns: 10 });
    const cells = ohmicCells(logUniform(120, 1e3, 1e6, random(7)));
    expect(await disagreement(simulator(), arrayCircuit({ ...wires, ends }, lines), cells)).toBeLessThan(1e-9);
  });

  test('ideal word lines', async () => {
    const circuit = driven({ rows: 6, columns: 5, bit: 2 }, [0.1, -0.2, 0.3, 0.4, -0.5, 0.6]);
    expect(await disagreement(simulator(), circuit, ohmicCells(logUniform(30, 1e3, 1e6, random(8))))).toBeLessThan(
      1e-9,
    );
  });
});

describeEachEngine('cells with access elements', (simulator) => {
  const [rows, columns] = [8, 6];
  const wires: Wires = { word: 2, bit: 3, driver: 50, sense: 25, ends: 'one' };
  const conductance = logUniform(rows * columns, 1e4, 1e6, random(9));
  const lines = (voltage: number) =>
    arrayCircuit(wires, biasLines('v/2', { rows: [3], columns: [4], voltage }, { rows, columns }));

  test.each([1.5, -1.5])('1S1R at %f V agrees to 1e-9', async (voltage) => {
    const selector = sinhCells(new Float64Array(rows * columns).fill(2e-9), sinhVoltage(1.5, 1000), 'xs');
    const device = ohmicCells(conductance);
    const cells = {
      element: new SeriesElement(device.element, selector.element, rows * columns),
      spice: seriesNetlist(device.spice, selector.spice),
    };
    expect(await disagreement(simulator(), lines(voltage), cells)).toBeLessThan(1e-9);
  });

  test.each([1.2, -1.2])('1T1R at %f V agrees to 1e-9', async (voltage) => {
    const gates = Array.from({ length: rows }, (_, row) => (row === 3 ? 2.5 : 0));
    const access = transistorCells({ threshold: 0.5, slope: 1.3, beta: 1e-3, temperature: 27 }, gates, columns);
    const device = ohmicCells(conductance);
    const cells = {
      element: new SeriesElement(device.element, access.element, rows * columns),
      spice: seriesNetlist(device.spice, access.spice),
    };
    expect(await disagreement(simulator(), lines(voltage), cells)).toBeLessThan(1e-9);
  });

  test('nonlinear cells without access element', async () => {
    const cells = sinhCells(
      Float64Array.from(conductance, (g) => 0.2 * g),
      0.2,
    );
    expect(await disagreement(simulator(), lines(1), cells)).toBeLessThan(1e-9);
  });
});

test('128 x 128 on the embedded engine, which has KLU, agrees to 1e-9', async () => {
  const simulator = createSimulator('embedded', { jobs: 1 });
  try {
    expect(await disagreement(simulator, ...randomArray(128, 128))).toBeLessThan(1e-9);
  } finally {
    await simulator.dispose();
  }
});
