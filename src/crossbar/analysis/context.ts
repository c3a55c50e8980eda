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
  /** Told how far the analysis is. */
  readonly progress?: (done: number, total: number, label: string) => void;
  /** Where a long analysis keeps what it has, to go on from there. */
  readonly checkpoint?: Checkpoint;
}

export interface Checkpoint {
  /** For messages. */
  readonly name: string;
  /** What was kept; undefined at the first beginning. */
  load(): Promise<string | undefined> | string | undefined;
  save(text: string): Promise<void> | void;
}
