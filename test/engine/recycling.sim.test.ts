import { createEecircuit } from '../../src/node/engine/eecircuit.js';
import { createNative } from '../../src/node/engine/native.js';
import { ngspiceWasmBuilt } from '../../src/node/engine/ngspice-wasm-package.js';
import { chooseEngine, createSimulator, engineNames, listEngines } from '../../src/node/engine/registry.js';
import { failureOf } from '../support/engines.js';

test('workers are replaced after their runs without a result getting lost', async () => {
  const simulator = createEecircuit({ jobs: 2, runsPerWorker: 2 });
  const runs = Array.from({ length: 7 }, async (_, index) => {
    const session = await simulator.open({ title: 'r', text: `v1 out 0 ${index}\nr1 out 0 1e3\n` });
    const result = await session.run({ kind: 'op' }, { save: ['v(out)'] });
    return result.columns.get('v(out)')!.values[0];
  });
  expect(await Promise.all(runs)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await simulator.dispose();
  const session = await simulator.open({ title: 'r', text: 'v1 out 0 1\nr1 out 0 1e3\n' });
  expect((await failureOf(session.run({ kind: 'op' }, { save: ['v(out)'] }))).kind).toBe('aborted');
});

test('an engine that is not installed says so', async () => {
  const simulator = createNative({ command: 'ngspice-that-is-not-there' });
  const error = await failureOf(simulator.info());
  expect(error.kind).toBe('engine-missing');
  expect(error.message).toMatch(/install ngspice/);
});

test('engines are listed with version or reason', async () => {
  const engines = await listEngines();
  expect(engines.map(({ name }) => name)).toEqual(expect.arrayContaining(['embedded', 'native']));
  expect(engines.find(({ name }) => name === 'embedded')).toMatchObject({
    available: true,
    version: expect.stringMatching(/^1\.8\.0 \(ngspice-45/) as string,
  });
  for (const engine of engines) expect(engine.available ? engine.version : engine.reason).toBeTruthy();
});

test('auto is no engine: what it takes is named, and without our build it says so', () => {
  const { name, notice } = chooseEngine();
  expect(name).toBe(ngspiceWasmBuilt() ? 'ngspice-wasm' : 'embedded');
  expect(notice === undefined).toBe(ngspiceWasmBuilt());
  expect(engineNames).not.toContain('auto');
});

test('exactly one engine is marked as what auto takes', async () => {
  expect((await listEngines()).filter(({ preferred }) => preferred).map(({ name }) => name)).toEqual([
    chooseEngine().name,
  ]);
});

test("an unknown engine is the user's mistake", () => {
  expect(() => createSimulator('nativ')).toThrow(/did you mean "native"/);
  expect(() => createSimulator('constructor')).toThrow(/there is no engine/);
});
