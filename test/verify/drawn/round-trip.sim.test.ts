import { join } from 'node:path';
import { compile } from '../../../src/compile.js';
import { loadSpec } from '../../../src/load-spec.js';
import { fileCache } from '../../../src/node/store/cache.js';
import { createSimulator } from '../../../src/node/engine/registry.js';
import type { Simulator } from '../../../src/engine/simulator.js';
import { ComposedDut } from '../../../src/netlist/composed-dut.js';
import { withFoundryNames } from '../../../src/process/foundry.js';
import type { Spec } from '../../../src/spec/types.js';
import type { RuleResult } from '../../../src/result/rule.js';
import { verifySpec } from '../../../src/verify/verify.js';
import { describeWithPdk } from '../../support/pdk.js';
import { drawnSpec } from '../../support/composed-as-drawn.js';
import { DrawnProject } from '../../support/drawn.js';

/** What rulespice composed, read back as a circuit that somebody drew, gives the figures of the original. */

/** Share of a figure by which the way there and back may move it. */
const SAME = 0.005;

let simulator: Simulator;
const project = new DrawnProject();
beforeAll(() => {
  simulator = createSimulator();
});
afterAll(async () => {
  await simulator.dispose();
  project.remove();
});

/** The example as it is, without trim and without what only a circuit of ours has. */
function original(name: string): Spec {
  const spec = loadSpec(join('examples', `${name}.yaml`));
  const verify = spec.verify.filter(({ against, metric }) => against === 'rule' && metric !== 'spread');
  return {
    ...spec,
    verify,
    variations: { corners: [], temperatures: [], supplies: [], capacitors: [], biases: [], grid: 'full' },
    simulation: { ...spec.simulation, trim: false },
  };
}

async function figures(spec: Spec, file: string): Promise<RuleResult> {
  return verifySpec(spec, { simulator, cache: fileCache() }, { file, folder: 'examples' });
}

function expectSame(drawn: RuleResult, composed: RuleResult): void {
  expect(drawn.verdicts.map(({ quantity }) => quantity)).toEqual(composed.verdicts.map(({ quantity }) => quantity));
  for (const [index, { quantity, value, measured = NaN, status }] of composed.verdicts.entries()) {
    const other = drawn.verdicts[index]!;
    expect({ quantity, status: other.status, reason: other.reason }).toMatchObject({ quantity, status });
    expect(Math.abs((other.measured ?? NaN) - measured)).toBeLessThan(SAME);
    if (value !== undefined) expect(Math.abs(other.value! / value - 1)).toBeLessThan(SAME);
  }
}

const EXAMPLES = ['trace-20ms', 'stdp-additive', 'stdp-multiplicative', 'three-factor'];

describe('on the cards that ship', () => {
  test.each(EXAMPLES)('%s', async (name) => {
    const spec = original(name);
    const composed = await compile(spec, { simulator, cache: fileCache() });
    project.write({ spec: drawnSpec(name, composed, 'sky130'), netlist: composed.dut.text() });
    expectSame(await figures(loadSpec(project.spec), project.spec), await figures(spec, name));
  });
});

describeWithPdk('with the foundry’s transistors, on the installed sky130A', () => {
  test.each(EXAMPLES)('%s', async (name) => {
    const spec = original(name);
    const composed = await compile(spec, { simulator, cache: fileCache() });
    const foundry = new ComposedDut(composed.design, withFoundryNames(composed.process));
    project.write({ spec: drawnSpec(name, composed, 'sky130A'), netlist: foundry.text() });
    expectSame(await figures(loadSpec(project.spec), project.spec), await figures(spec, name));
  });
});
