import { noCache } from '../../src/characterise/content-cache.js';
import { compile } from '../../src/compile.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { loadSpec } from '../../src/load-spec.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { stateOf } from '../../src/quantities/measuring/recording.js';
import { runCircuit } from '../../src/roads/roads.js';

describe('capacitor currents under the trapezoidal rule', () => {
  let simulator: Simulator;
  beforeAll(() => {
    simulator = createSimulator('embedded', { jobs: 1 });
  });
  afterAll(() => simulator.dispose());

  /**
   * Largest distance of a point of the trace from the geometric mean of its neighbours, as a share, four to six time
   * constants after the event.
   */
  async function zigzag(options: Readonly<Record<string, number>>): Promise<number> {
    const compiled = await compile(loadSpec('examples/trace-20ms.yaml'), { simulator, cache: noCache });
    const experiment = expandExperiments(compiled.spec, { folder: 'examples' }).find(({ name }) => name === 'impulse')!;
    const bench = { dut: compiled.dut, process: compiled.process, conditions: compiled.conditions, options };
    const { recording } = await runCircuit(compiled, bench, experiment, { simulator, cache: noCache });
    const { x, y } = stateOf(recording, 'x');
    const [from, to] = [4, 6].map((constants) => experiment.events.pre![0]! + constants * 20e-3) as [number, number];
    const even = [...x.keys()].filter(
      (at) => x[at]! > from && x[at]! < to && Math.abs((x[at + 1]! - x[at]!) / (x[at]! - x[at - 1]!) - 1) < 1e-6,
    );
    expect(even.length).toBeGreaterThan(50);
    return Math.max(...even.map((at) => Math.abs(Math.sqrt(y[at - 1]! * y[at + 1]!) / y[at]! - 1)));
  }

  test('they do not ring through the late tail of a trace; undamped they do', async () => {
    expect(await zigzag({})).toBeLessThan(1e-4);
    // 15 % in the traces of stdp-additive: it depends on where the steps fall.
    expect(await zigzag({ xmu: 0.5 })).toBeGreaterThan(1e-3);
  });
});
