import type { ContentCache } from '../../characterise/content-cache.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError } from '../../units/user-error.js';
import { createEecircuit } from './eecircuit.js';
import { createNative } from './native.js';
import { keptSimulator, type KeepOptions } from '../store/kept-simulator.js';
import { createNgspiceWasm } from './ngspice-wasm.js';
import { locateNgspiceWasm } from './ngspice-wasm-package.js';
import type { RunStore } from '../store/run-store.js';
import type { Simulator } from '../../engine/simulator.js';

/** Options every engine understands. */
export interface EngineOptions {
  /** Simulations at a time; default: one per processor. */
  readonly jobs?: number;
  /**
   * Folder in which ngspice-wasm keeps its machine code between processes, so that the next one starts fast; none when
   * not given. Who can write to it can run code as this process, so a folder that others own or may write to is not
   * used.
   */
  readonly codeCache?: string;
  /** Where runs are kept and looked up; every run is simulated when not given. */
  readonly runs?: RunStore;
  /** Where engines' versions are kept, so that nobody starts one to ask; asked when not given. */
  readonly versions?: ContentCache;
  /** How the store is used. */
  readonly keep?: KeepOptions;
}

interface Engine {
  readonly summary: string;
  readonly create: (options: EngineOptions) => Simulator;
}

/** One line per engine. */
const ENGINES = {
  'ngspice-wasm': { summary: 'our own build of ngspice with KLU in WebAssembly', create: createNgspiceWasm },
  embedded: { summary: 'ngspice in WebAssembly (npm package eecircuit-engine)', create: createEecircuit },
  native: { summary: 'ngspice installed on this machine', create: createNative },
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof ENGINES;

/** The engines a user can choose, in the order of `doctor`. */
export const engineNames = Object.keys(ENGINES) as readonly EngineName[];

/** The default: the best engine that needs no installation. It is no engine, so nothing that ran is called so. */
export const AUTO = 'auto';

export interface EngineChoice {
  readonly name: EngineName;
  /** Why it is not the engine one would rather have; to be shown once. */
  readonly notice?: string;
}

/**
 * The engine that a name stands for. `auto` takes our own build, and where that has not been made, the npm package.
 * @throws UserError when there is no such engine
 */
export function chooseEngine(name: string = AUTO): EngineChoice {
  if (name === AUTO) {
    const place = locateNgspiceWasm();
    if ('file' in place) return { name: 'ngspice-wasm' };
    return {
      name: 'embedded',
      notice: `engine: embedded, the slower one; ${place.remedy} gives the faster one`,
    };
  }
  const known = engineNames.find((candidate) => candidate === name);
  if (known) return { name: known };
  const names = [AUTO, ...engineNames];
  throw new UserError([
    { message: `there is no engine "${name}"${didYouMean(name, names)}; choose one of ${names.join(', ')}` },
  ]);
}

/** The engine that gives a second opinion on the results of another. */
export function otherEngine(name: string = AUTO): EngineName {
  if (chooseEngine(name).name !== 'embedded') return 'embedded';
  return 'file' in locateNgspiceWasm() ? 'ngspice-wasm' : 'native';
}

/**
 * A simulator by name, `auto` when none is given. Nothing is started before the first run; call `dispose` at the end.
 * @throws UserError when there is no such engine.
 */
export function createSimulator(name: string = AUTO, options: EngineOptions = {}): Simulator {
  const simulator = ENGINES[chooseEngine(name).name].create(options);
  return options.runs ? keptSimulator(simulator, options.runs, options.keep) : simulator;
}

export interface EngineAvailability {
  readonly name: EngineName;
  readonly summary: string;
  readonly available: boolean;
  /** Whether `auto` takes it. */
  readonly preferred: boolean;
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
    const about = { name, summary: ENGINES[name].summary, preferred: name === chooseEngine().name };
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
