import type { AnalysisKind } from '../waveform/waveforms.js';
import type { EngineInfo } from './simulator.js';

/** Wall-clock limit of a run that names none, s. */
const DEFAULT_TIMEOUT_SECONDS = 300;

/** What both kinds of engine take: a complete deck with exactly one analysis. */
export interface DeckJob {
  readonly deck: string;
  readonly analysis: AnalysisKind;
}

export interface RunLimits {
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

/** The limits of a run, with the default where none is named. */
export function runLimits(timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, signal?: AbortSignal): RunLimits {
  if (!(timeoutSeconds > 0)) throw new RangeError(`a limit of ${timeoutSeconds} s makes no sense`);
  return { timeoutSeconds, ...(signal ? { signal } : {}) };
}

/** Everything an engine said and wrote; no verdict yet, that is the guard's. */
export interface EngineOutput {
  /** SPICE3 rawfile; undefined when none was written. */
  readonly raw?: Uint8Array;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** The part in which engines without in-place parameters differ: run one deck, and say who they are. */
export interface DeckExecutor {
  /** Runs at a time. */
  readonly parallel: number;
  info(): Promise<EngineInfo>;
  /**
   * Runs one deck on an engine to which nobody has spoken, and lets `accept` judge the output. Whatever fails, what
   * `accept` throws included, the engine in which it failed runs no other deck.
   * @throws SimulationError of kind `timeout`, `aborted`, `crashed` or `engine-missing`, and what `accept` throws.
   */
  execute<T>(job: DeckJob, limits: RunLimits, accept: (output: EngineOutput) => T): Promise<T>;
  dispose(): Promise<void>;
}
