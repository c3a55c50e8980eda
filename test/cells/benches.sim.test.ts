import { noCache } from '../../src/characterise/content-cache.js';
import { designContext } from '../../src/characterise/characterise.js';
import type { DesignContext } from '../../src/cells/cell.js';
import { allCells } from '../../src/cells/registry.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { cellBench, measuredValue } from '../../src/netlist/cell-bench.js';
import { loadProcess } from '../../src/process/load.js';

/** Every cell's own testbench on the embedded engine: what theory expects must come out. */
describe('cell testbenches, sky130 tt 27 C', () => {
  const simulator = createSimulator('embedded', { jobs: 2 });
  let context: DesignContext;
  beforeAll(async () => {
    const process = loadProcess('sky130');
    const conditions = { process: process.name, corner: 'tt', temperature: 27, supply: process.supply.nominal };
    context = await designContext(process, conditions, simulator, noCache);
  });
  afterAll(() => simulator.dispose());

  test.each(allCells().map((cell) => [cell.name, cell] as const))('%s', async (_name, cell) => {
    const { circuit, runs } = cellBench(cell, context);
    expect(runs.length).toBeGreaterThan(0);
    for (const { analysis, save, measures } of runs) {
      const session = await simulator.open(circuit);
      const result = await session.run(analysis, { save, timeoutSeconds: 60 });
      await session.close();
      for (const measure of measures) {
        const { name, tolerance, absolute } = measure.measure;
        const value = measuredValue(measure, result);
        const allowed = absolute ? tolerance : tolerance * Math.abs(measure.expected);
        const passes = Math.abs(value - measure.expected) <= allowed;
        expect({ name, value, expected: measure.expected, allowed, passes }).toEqual({
          name,
          value,
          expected: measure.expected,
          allowed,
          passes: true,
        });
      }
    }
  });
});
