import { createSimulator } from '../../src/node/engine/registry.js';
import type { SimulationError } from '../../src/engine/errors.js';
import { ngspiceWasmBuilt } from '../../src/node/engine/ngspice-wasm-package.js';
import type { EngineName } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { describeWithNative } from './native.js';

/** Registers tests that need our own build of ngspice, or one that says in the report that they did not run. */
export function describeWithNgspiceWasm(title: string, define: () => void): void {
  if (ngspiceWasmBuilt()) {
    describe(title, define);
    return;
  }
  test(`${title} - SKIPPED: ngspice-wasm is not built (npm run build:ngspice)`, () => {
    console.warn(`${title}: not checked, because ngspice-wasm is not built`);
  });
}

/** The same comparison with every other engine; what ours gave is asked for once. */
export function describeEachPeer<Result>(
  title: string,
  ours: () => Promise<Result>,
  compare: (ours: Result, peer: EngineName) => Promise<void>,
): void {
  let found: Promise<Result> | undefined;
  const against = (peer: EngineName) => (): void => {
    test(`${title} on engine ${peer}`, async () => compare(await (found ??= ours()), peer), 120_000);
  };
  against('embedded')();
  describeWithNative(title, against('native'));
}

/** The same tests over every engine; each group gets an engine of its own, disposed afterwards. */
export function describeEachEngine(
  title: string,
  define: (simulator: () => Simulator, name: EngineName) => void,
  jobs = 2,
): void {
  const group = (name: EngineName) => (): void => {
    let simulator: Simulator;
    beforeAll(() => {
      simulator = createSimulator(name, { jobs });
    });
    afterAll(() => simulator.dispose());
    define(() => simulator, name);
  };
  describeWithNgspiceWasm(`${title} (ngspice-wasm)`, group('ngspice-wasm'));
  describe(`${title} (embedded)`, group('embedded'));
  describeWithNative(`${title} (native)`, group('native'));
}

/** The SimulationError a promise rejects with; fails the test when it does anything else. */
export async function failureOf(run: Promise<unknown>): Promise<SimulationError> {
  const outcome: unknown = await run.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: 'SimulationError' });
  return outcome as SimulationError;
}
