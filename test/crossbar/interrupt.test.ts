import { arrayCircuit, biasLines } from '../../src/crossbar/bias.js';
import { deviceCells } from '../../src/crossbar/cells/device.js';
import { trapezoid } from '../../src/crossbar/pulse.js';
import { applyPulse } from '../../src/crossbar/transient.js';
import { findParameterSet } from '../../src/devices/parameter-set.js';

test('a write hears Ctrl-C while it runs', async () => {
  const size = 32;
  const cells = deviceCells(findParameterSet('vteam-b'), new Float64Array(size * size).fill(0.5));
  const circuit = arrayCircuit(
    { word: 2, bit: 2, driver: 50, sense: 50, ends: 'one' },
    biasLines('v/2', { rows: [3], columns: [5], voltage: -1.4 }, { rows: size, columns: size }),
  );
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort(new Error('stopped by the user'));
  }, 20);
  // Steps that would take minutes.
  await expect(
    applyPulse(circuit, cells.element, cells.state, trapezoid(50e-9, 2e-9), {
      maxStep: 1e-13,
      signal: controller.signal,
    }),
  ).rejects.toThrow('stopped by the user');
});
