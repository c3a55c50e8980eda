import type { Simulator } from '../../engine/simulator.js';

/** What an analysis gets beside its section of the document. */
export interface AnalysisContext {
  /** Folder of the spec, where its CSV files lie. */
  readonly folder: string;
  /** Present when agreement with SPICE is checked. */
  readonly simulator?: Simulator;
  readonly signal?: AbortSignal;
}
