import { DeckSimulator } from '../../engine/deck-simulator.js';
import { SimulationError } from '../../engine/errors.js';
import type { DeckExecutor, DeckJob, EngineOutput, RunLimits } from '../../engine/executor.js';
import type { EngineInfo, Simulator } from '../../engine/simulator.js';

/**
 * TODO: which simulator this is. What runs a whole deck is a `DeckExecutor`, and `DeckSimulator` makes the rest of it;
 * one that changes parameters in place implements `Simulator` itself (src/node/engine/ngspice-wasm.ts). What it
 * says goes through `accept`, the guard: nothing that failed, stopped early, is stale or not finite comes back.
 */
export function createPascalName({ jobs = 1 }: { readonly jobs?: number } = {}): Simulator {
  return new DeckSimulator(new PascalNameExecutor(jobs));
}

class PascalNameExecutor implements DeckExecutor {
  constructor(readonly parallel: number) {}

  info(): Promise<EngineInfo> {
    return Promise.reject(new SimulationError('engine-missing', 'kebab-name is not there: TODO, say how to get it'));
  }

  /** TODO: run `job.deck`, and return what `accept` makes of the rawfile and of what was said. */
  async execute<T>(_job: DeckJob, _limits: RunLimits, accept: (output: EngineOutput) => T): Promise<T> {
    await this.info();
    return accept({ stdout: [], stderr: [] });
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
