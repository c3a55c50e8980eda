import type { LibraryMismatch, Polarity, Transistor } from '../process/process.js';

/** A transistor of a circuit. */
export interface PlacedTransistor extends Pick<Transistor, 'handles'> {
  /** Instance of the composition, and the transistor's name in its cell: what people and reports call it. */
  readonly instance: string;
  readonly device: string;
  /** Full hierarchical name, `xdut.xsynapse.xtrace_x.mtau`. */
  readonly path: string;
  /** Name that its random numbers belong to; the path when absent. */
  readonly draws?: string;
  readonly polarity: Polarity;
  /** Gate area, m2, of all parallel devices together. */
  readonly area: number;
  /** Its mismatch as the library of its process has it; absent where the process has no library of its own. */
  libraryMismatch?(this: void): LibraryMismatch | undefined;
}
