import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import { createEecircuit } from './eecircuit.js';
import { createNative } from './native.js';
import type { Simulator } from './simulator.js';

/** Options every engine understands. */
export interface EngineOptions {
  /** Simulations at a time; default: one per processor. */
  readonly jobs?: number;
}

interface Engine {
  readonly summary: string;
  readonly create: (options: EngineOptions) => Simulator;
}

/** One line per engine. */
const ENGINES = {
  embedded: { summary: 'ngspice in WebAssembly (npm package eecircuit-engine)', create: createEecircuit },
  native: { summary: 'ngspice installed on this machine', create: createNative },
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof ENGINES;

/** The engines a user can choose, in the order of `doctor`. */
export const engineNames = Object.keys(ENGINES) as readonly EngineName[];

/**
 * A simulator by name. Nothing is started before the first run; call `dispose` at the end.
 * @throws UserError when there is no such engine.
 */
export function createSimulator(name: string, options: EngineOptions = {}): Simulator {
  const engine = (ENGINES as Readonly<Record<string, Engine>>)[Object.hasOwn(ENGINES, name) ? name : ''];
  if (!engine) throw new UserError([{ message: `there is no engine "${name}"${didYouMean(name, engineNames)}; choose one of ${engineNames.join(', ')}` }]);
  return engine.create(options);
}

export interface EngineAvailability {
  readonly name: EngineName;
  readonly summary: string;
  readonly available: boolean;
  /** Present when available. */
  readonly version?: string;
  /** Present when not: why, and what to do. */
  readonly reason?: string;
}

/** Tries every engine and says which can be used, for `doctor`. Never throws. */
export async function listEngines(): Promise<readonly EngineAvailability[]> {
  const result: EngineAvailability[] = [];
  for (const name of engineNames) {
    const simulator = createSimulator(name, { jobs: 1 });
    const about = { name, summary: ENGINES[name].summary };
    try {
      const { version } = await simulator.info();
      result.push({ ...about, available: true, version });
    } catch (error) {
      result.push({ ...about, available: false, reason: error instanceof Error ? error.message : String(error) });
    } finally {
      await simulator.dispose();
    }
  }
  return result;
}
