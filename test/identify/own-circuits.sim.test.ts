import { join } from 'node:path';
import { compile } from '../../src/compile.js';
import { vocabulary } from '../../src/compose/vocabulary.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { identify } from '../../src/identify/identify.js';
import { loadSpec } from '../../src/load-spec.js';
import { fileCache } from '../../src/node/store/cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { IdentifyResult } from '../../src/result/identify.js';
import { readCircuit } from '../../src/spec/circuit-document.js';
import type { Conditions } from '../../src/process/conditions.js';
import { trimDesign } from '../../src/trim/trim-design.js';
import { drawnSpec } from '../support/composed-as-drawn.js';
import { DrawnProject } from '../support/drawn.js';

/** Circuits of ours, whose rule we know: read back as somebody's netlist, they are found to have it. */

let simulator: Simulator;
const project = new DrawnProject();
beforeAll(() => {
  simulator = createSimulator();
});
afterAll(async () => {
  await simulator.dispose();
  project.remove();
});

async function identified(name: string): Promise<IdentifyResult> {
  const tools = { simulator, cache: fileCache() };
  const composed = await compile(loadSpec(join('examples', `${name}.yaml`)), tools);
  const conditions: Conditions = composed.conditions;
  const { dut } = await trimDesign(
    composed,
    { dut: composed.dut, process: composed.process, conditions, options: {} },
    tools,
  );
  project.write({ spec: drawnSpec(name, { ...composed, dut }, 'sky130'), netlist: dut.text() });
  return identify(readCircuit(project.spec, vocabulary()), tools, { replay: 'none' });
}

const inside = ({ parameters }: IdentifyResult, name: string, truth: number): void => {
  const { low, high } = parameters.find((one) => one.name === name)!;
  expect({ name, inside: low! <= truth && truth <= high!, low, high }).toMatchObject({ name, inside: true });
};

test.each(['stdp-additive', 'stdp-multiplicative'])(
  '%s',
  async (name) => {
    const { rule } = loadSpec(join('examples', `${name}.yaml`));
    if (rule.kind !== 'stdp') throw new Error(`${name} is no pair rule`);
    const found = await identified(name);
    const half = rule.dependence === 'multiplicative' ? 0.5 : 1;
    process.stderr.write(`${found.rule} ${JSON.stringify(found.parameters.map((p) => [p.name, p.low, p.high]))} ${JSON.stringify(found.trains.map((t) => t.error))}\n`);
    inside(found, 'a+', rule.potentiation.amplitude * half);
    inside(found, 'tau+', rule.potentiation.tau);
    inside(found, 'a-', -rule.depression.amplitude * half);
    inside(found, 'tau-', rule.depression.tau);
    expect(found.status).toBe('pass');
  },
  600_000,
);
