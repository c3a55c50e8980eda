import type { AnalysisKind, Waveforms } from '../waveform/waveforms.js';

/** What `points` counts: those of a decade, of an octave, or all of them. */
export type SweepScale = 'lin' | 'dec' | 'oct';

/**
 * One analysis to run on a circuit; all numbers plain SI. Points of a `tran` before `start` are not kept; `scale` of a
 * `noise` is `dec` when not given.
 */
export type Analysis =
  | { readonly kind: 'op' }
  | { readonly kind: 'dc'; readonly sweeps: readonly [DcSweep] | readonly [DcSweep, DcSweep] }
  | {
      readonly kind: 'ac';
      readonly scale: SweepScale;
      readonly points: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'tran';
      readonly step: number;
      readonly stop: number;
      readonly start?: number;
      readonly maxStep: number;
      readonly useInitialConditions?: boolean;
    }
  | {
      readonly kind: 'noise';
      readonly output: string;
      readonly source: string;
      readonly scale?: SweepScale;
      readonly points: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      /** Small-signal transfer from a source to an output at zero frequency, with the resistance seen at both. */
      readonly kind: 'tf';
      readonly output: string;
      readonly source: string;
    }
  | {
      readonly kind: 'pz';
      /** Input and output, two nodes each. */
      readonly nodes: readonly [string, string, string, string];
      /** Whether the input is driven by a current or by a voltage. */
      readonly transfer: 'cur' | 'vol';
      readonly find: 'pol' | 'zer' | 'pz';
    }
  | {
      /** Derivative of an output by every parameter of every device; at zero frequency where there is no sweep. */
      readonly kind: 'sens';
      readonly output: string;
      readonly sweep?: {
        readonly scale: SweepScale;
        readonly points: number;
        readonly from: number;
        readonly to: number;
      };
    };

/** `.dc source from to step`; the second sweep of a pair is the outer (slow) one. */
export interface DcSweep {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/**
 * Circuit text without title, analysis and `.end`: includes models, subcircuits, sources, options, temperature, initial
 * conditions.
 */
export interface Circuit {
  readonly title: string;
  readonly text: string;
}

/**
 * Change of one instance parameter in place, e.g. `{ instance: 'i_tau', parameter: 'dc', value: 1.2e-12 }`.
 * Hierarchical names use dots: `xdut.x1.mtau`.
 */
export interface Alteration {
  readonly instance: string;
  readonly parameter: string;
  readonly value: number;
}

export interface RunOptions {
  /** Vectors to keep, e.g. `v(syn)`, `i(vf)`. Never empty: saving everything costs gigabytes on binned models. */
  readonly save: readonly string[];
  /** Wall-clock limit in seconds; at the limit the worker is killed and the run is an error. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** Fraction done in [0, 1], where the engine can tell. */
  readonly onProgress?: (fraction: number) => void;
  /** What answers the `external` sources of the circuit, where the engine can (capabilities.externalSources). */
  readonly coupling?: Coupling;
}

/**
 * The other half of a closed loop: sources written `v1 a 0 dc 0 external` (or `i1 ...`) take their values from it while
 * a transient runs. Its functions run in the caller's thread. Names have dots: `i1` of `xdut` is `xdut.i1`. The engine
 * also asks for times that it gives up again (a rejected step), so `source` must not change anything; `onPoint` is told
 * accepted points only, in order.
 */
export interface Coupling {
  /** Vectors whose values `onPoint` is given, in this order: `v(out)`, `i(v1)`. */
  readonly watch: readonly string[];
  /** Value (V or A) of an `external` source at a time, s. Asked once for every time that the engine tries. */
  source(name: string, time: number): number;
  /**
   * Next time strictly after `time` at which a source changes abruptly: a time point falls on it exactly. Infinity for
   * none.
   */
  nextEvent(time: number): number;
  /** Every accepted time point, with the values of `watch`; the array is the caller's to keep. */
  onPoint(time: number, values: Float64Array): void;
}

export interface Capabilities {
  /** Parameters change without parsing the circuit again. */
  readonly inPlaceParameters: boolean;
  readonly progress: boolean;
  readonly externalSources: boolean;
  /** Runs at a time. */
  readonly parallel: number;
}

export interface EngineInfo {
  readonly name: string;
  readonly version: string;
  /** What `--engine` has to say to get this engine. */
  readonly option: string;
  /** Digest of what runs, where one version can be several builds. */
  readonly build?: string;
}

/** A circuit loaded into an engine; several analyses may follow each other. */
export interface Session {
  run(analysis: Analysis, options: RunOptions): Promise<Waveforms>;
  alter(changes: readonly Alteration[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * One way of simulating. Every run passes the guard (src/engine/guard.ts): a failed, truncated, stale or
 * non-finite result is thrown as a SimulationError, never returned.
 */
export interface Simulator {
  readonly capabilities: Capabilities;
  /** Runs so far, where earlier ones are kept (src/node/store/kept-simulator.ts). */
  readonly runs?: RunCounts;
  info(): Promise<EngineInfo>;
  open(circuit: Circuit): Promise<Session>;
  /** Runs a complete deck that carries its own analyses; one Waveforms per analysis, in the order of the deck. */
  runDeck(deck: string, options?: Omit<RunOptions, 'save'>): Promise<readonly DeckResult[]>;
  dispose(): Promise<void>;
}

export interface RunCounts {
  readonly simulated: number;
  /** Found among those that earlier commands kept. */
  readonly cached: number;
}

export interface DeckResult {
  readonly analysis: AnalysisKind;
  readonly waveforms: Waveforms;
}
