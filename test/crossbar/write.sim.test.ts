import { arrayCircuit, biasLines } from '../../src/crossbar/bias.js';
import { ARRAY_DEVICE, vteamCells } from '../../src/crossbar/cells/vteam.js';
import { spiceWrite } from '../../src/crossbar/netlist/spice-write.js';
import { trapezoid } from '../../src/crossbar/pulse.js';
import { applyPulse } from '../../src/crossbar/transient.js';
import { describeEachEngine } from '../support/engines.js';
import { random } from './arrays.js';

/** A write of one cell at V/2 with 0.7 V on half-selected cells whose threshold is 0.6 V: they are disturbed on purpose. */
function disturbingWrite(size: number) {
  const next = random(size);
  const cells = vteamCells(ARRAY_DEVICE, Float64Array.from({ length: size * size }, () => 0.1 + 0.8 * next()));
  const wires = { word: 2, bit: 2, driver: 50, sense: 50, ends: 'one' } as const;
  const circuit = arrayCircuit(wires, biasLines('v/2', { rows: [3], columns: [size - 2], voltage: -1.4 }, { rows: size, columns: size }));
  return { cells, circuit, shape: trapezoid(50e-9, 2e-9) };
}

describeEachEngine('a write with half-select disturb', (simulator) => {
  test('16 x 16: every state of the twin agrees with SPICE to 1e-4', async () => {
    const { cells, circuit, shape } = disturbingWrite(16);
    const twin = applyPulse(circuit, cells.element, cells.state, shape);
    const spice = await spiceWrite(simulator(), circuit, cells.spice, shape, { maxStep: 0.1e-9 });
    const worst = Math.max(...spice.map((value, cell) => Math.abs(value - twin.state[cell]!)));
    expect(worst).toBeLessThan(1e-4);
    // The test sees something: the selected cell switches, half-selected cells move, the others stay.
    const moved = twin.state.map((value, cell) => Math.abs(value - cells.state[cell]!));
    expect(moved[3 * 16 + 14]).toBeGreaterThan(0.05);
    expect(moved[3 * 16 + 2]).toBeGreaterThan(0.005);
    expect(Math.max(moved[0]!, moved[16]!)).toBe(0);
  });
}, 1);
