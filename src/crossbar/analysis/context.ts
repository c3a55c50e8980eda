import type { Simulator } from '../../engine/simulator.js';

/** Where the files of a document are, and who is told how each was read. */
export interface FilesBeside {
  /** Folder of the spec, where its CSV files lie. */
  readonly folder: string;
  /** Gets one line a file. */
  readonly tell?: (reading: string) => void;
}

/** What an analysis gets beside its section of the document. */
export interface AnalysisContext extends FilesBeside {
  /** Present when agreement with SPICE is checked. */
  readonly simulator?: Simulator;
  readonly signal?: AbortSignal;
}
