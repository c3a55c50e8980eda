import { analyseLearn } from '../../src/crossbar/analysis/learn.js';
import { devicesOf, initialStates } from '../../src/crossbar/analysis/array-cells.js';
import { analyseWindow } from '../../src/crossbar/analysis/window.js';
import { deviceCells } from '../../src/crossbar/cells/device.js';
import { settledSpiceWrite } from '../../src/crossbar/netlist/spice-write.js';
import { trapezoid } from '../../src/crossbar/pulse.js';
import { arrayCircuit, biasLines } from '../../src/crossbar/bias.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { applyPulse } from '../../src/crossbar/transient.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';

/**
 * Learning on both roads. Devices differ from cell to cell, so that an instance that got another cell's numbers would
 * show.
 */
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('auto', { jobs: 2 });
});
afterAll(() => simulator.dispose());

const HEAD = `rulespice: 1
name: t
crossbar:
  rows: 4
  columns: 4
  device: { set: memdiode-tio2, parameters: { i_min: 39 nA, i_max: 4.74 uA, c_p: 1 fF }, variation: { seed: 3 } }
  conductance: { uniform: 6 uS }
  wires: { word: 2 ohm, bit: 2 ohm, driver: 50 ohm, sense: 50 ohm }
`;

test('4 x 4 in closed loop: after every pattern, each state of the twin is that of SPICE to 1e-4', async () => {
  const { crossbar, learn } = parseCrossbar(
    `${HEAD}learn:
  patterns: [{ input: "1100", output: "1010" }, { input: "0011", output: "0110" }]
  target: 0.2
  read: 0.1 V
  potentiation: { voltage: 1.3 V, width: 10 us, edge: 1 us }
  depression: { voltage: -2.6 V, width: 0.6 ms, edge: 50 us }
  presentations: 4
  gain: 20
  noise: 0.3
verify: [{ quantity: learn-agreement, max: 0.0001 }]
`,
    't.yaml',
  );
  const { measured } = await analyseLearn(crossbar, learn!, { folder: '.', simulator });
  expect(measured.get('learn-agreement')).toBeLessThan(1e-4);
  expect(measured.get('learn-agreement')).toBeGreaterThan(0);
});

test('the same with program-and-verify', async () => {
  const { crossbar, learn } = parseCrossbar(
    `${HEAD.replaceAll('4\n', '2\n')}learn:
  patterns: [{ input: "10", output: "01" }]
  target: 0.2
  read: 0.1 V
  potentiation: { voltage: 1.3 V, width: 10 us, edge: 1 us }
  depression: { voltage: -2.6 V, width: 0.6 ms, edge: 50 us }
  presentations: 4
  gain: 20
  attempts: 2
  method: verify
verify: [{ quantity: learn-agreement, max: 0.0001 }]
`,
    't.yaml',
  );
  const { measured } = await analyseLearn(crossbar, learn!, { folder: '.', simulator });
  expect(measured.get('learn-agreement')).toBeLessThan(1e-4);
});

test('a circuit whose rates are 5 % off is seen', async () => {
  const { crossbar } = parseCrossbar(
    `${HEAD}write: { pulses: [{ cell: [2, 3], voltage: 1.3 V, width: 10 us, edge: 1 us }] }\nverify: [{ ` +
      `quantity: write-agreement, max: 0.0001 }]\n`,
    't.yaml',
  );
  const devices = devicesOf(crossbar);
  const state = initialStates(crossbar, devices, { folder: '.' });
  const cells = deviceCells(devices, state);
  const circuit = arrayCircuit(crossbar.wires, biasLines('v/2', { rows: [1], columns: [2], voltage: 1.3 }, crossbar));
  const shape = trapezoid(10e-6, 1e-6);
  const twin = (await applyPulse(circuit, cells.element, state, shape)).state;
  const worst = async (damage: (line: string) => string): Promise<number> => {
    const spice = { ...cells.spice, subcircuits: cells.spice.subcircuits.map(damage) };
    const { states, moved } = await settledSpiceWrite(simulator, circuit, spice, shape, { maxStep: 1e-7 });
    expect(moved).toBeLessThan(2e-5);
    return Math.max(...states.map((value, at) => Math.abs(value - twin[at]!)));
  };
  expect(await worst((text) => text)).toBeLessThan(1e-4);
  expect(await worst((text) => text.replace('? 1e-9*', '? 1.05e-9*'))).toBeGreaterThan(1e-4);
});

test.each([
  ['one device', 'rows: 1, columns: 1', '[1, 1]'],
  [
    'a synapse of an array with wires',
    'rows: 3, columns: 3, wires: { word: 20 ohm, bit: 20 ohm, driver: 100 ohm, sense: 100 ohm }',
    '[2, 3]',
  ],
])('the window of %s: twin and SPICE within 0.1 %%', async (_name, array, cell) => {
  const { crossbar, window } = parseCrossbar(
    `rulespice: 1
name: t
crossbar: { ${array},
  device: { set: vteam-b, parameters: { k_off: 0.3 m/s, iv: 1, c_p: 1 fF } }, conductance: { uniform: 30 uS } }
window:
  spike: { height: 0.55 V, width: 20 ns, tail: 0.25 V, decay: 400 ns, edge: 1 ns }
  intervals: { from: -200 ns, to: 200 ns, step: 50 ns }
  cell: ${cell}
verify: [{ quantity: window-agreement, max: 0.1 % }]
`,
    't.yaml',
  );
  const { measured, output } = await analyseWindow(crossbar, window!, { folder: '.', simulator });
  expect(measured.get('window-agreement')).toBeLessThan(1e-3);
  expect(measured.get('window-potentiation')).toBeGreaterThan(0.05);
  expect(output).toMatchObject({ headers: ['dt (s)', 'dw', 'dw_spice'] });
});
