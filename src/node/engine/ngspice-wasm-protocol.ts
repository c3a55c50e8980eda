import type { Waveforms } from '../../waveform/waveforms.js';
import type { CouplingRequest } from '../../engine/coupling-protocol.js';
import type { CompiledEngine } from './ngspice-wasm-package.js';
import type { EngineFailure } from '../../engine/engine-failure.js';
import type { Alteration, Analysis } from '../../engine/simulator.js';

/** What a worker is born with. */
export interface NgspiceWorkerData {
  readonly module: CompiledEngine;
  readonly build: string;
}

/** What a worker does in one go, in this order; every step may be left out. */
export interface NgspiceJob {
  /** A netlist that replaces the circuit of the worker. */
  readonly load?: string;
  readonly alter: readonly Alteration[];
  readonly run?: NgspiceRun;
}

export interface NgspiceRun {
  readonly analysis: Analysis;
  /** Undefined: the `.save` lines of the circuit decide. */
  readonly save?: readonly string[];
  readonly progress: boolean;
  /** An Int32 that becomes 1 to stop the run. */
  readonly abort: SharedArrayBuffer;
  readonly coupling?: { readonly watch: readonly string[]; readonly memory: SharedArrayBuffer };
}

export type NgspiceEvent =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'coupling'; readonly request: CouplingRequest };

export type NgspiceOutcome =
  { readonly ok: true; readonly result?: NgspiceResult } | { readonly ok: false; readonly failure: EngineFailure };

export interface NgspiceResult {
  /** Title of the circuit that made the result. */
  readonly title: string;
  readonly waveforms: Waveforms;
  /** What was printed while the circuit was loaded and while it ran. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}
