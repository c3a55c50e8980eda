import { createSimulator } from '../../src/engine/registry.js';
import type { SimulationError } from '../../src/engine/errors.js';
import type { EngineName } from '../../src/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { describeWithNative } from './native.js';

/** The same tests over every engine; each group gets an engine of its own, disposed afterwards. */
export function describeEachEngine(title: string, define: (simulator: () => Simulator, name: EngineName) => void, jobs = 2): void {
  const group = (name: EngineName) => (): void => {
    let simulator: Simulator;
    beforeAll(() => {
      simulator = createSimulator(name, { jobs });
    });
    afterAll(() => simulator.dispose());
    define(() => simulator, name);
  };
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
