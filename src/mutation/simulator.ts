import { keptSimulator } from '../node/store/kept-simulator.js';
import type { RunRecord } from '../node/store/run-record.js';
import type { RunStore } from '../node/store/run-store.js';
import type { Simulator } from '../engine/simulator.js';
import { plant, type Mutant } from './mutant.js';

/**
 * Where a fault is: in every deck, as a wrong template would be, or in transients only, so that the model is that of
 * the right circuit.
 */
export type Reach = 'everywhere' | 'transients';

/** A simulator in whose circuits a fault is planted. What it simulates, it keeps in `store`. */
export function mutatedSimulator(simulator: Simulator, mutant: Mutant, reach: Reach, store: RunStore): Simulator {
  const kept = keptSimulator(simulator, store, { own: true, failures: true });
  return {
    capabilities: kept.capabilities,
    info: () => kept.info(),
    runDeck: (deck, options) => kept.runDeck(deck, options),
    // The engine is not this one's to end.
    dispose: () => Promise.resolve(),
    open: (circuit) => {
      const whole = kept.open({ ...circuit, text: plant(circuit.text, mutant) });
      if (reach === 'everywhere') return whole;
      const right = kept.open(circuit);
      return Promise.resolve({
        run: async (analysis, options) => (await (analysis.kind === 'tran' ? whole : right)).run(analysis, options),
        alter: () => Promise.reject(new Error('a mutant is verified without samples')),
        close: async () => {
          await (await whole).close();
          await (await right).close();
        },
      });
    },
  };
}

/** Keeps runs in memory; finds those of `base` too. */
export function memoryStore(base?: RunStore): RunStore {
  const records = new Map<string, RunRecord>();
  return {
    get: async (key) => records.get(key) ?? (await base?.get(key)),
    set: (key, record) => {
      records.set(key, record);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
