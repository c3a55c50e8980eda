import type { Analysis } from './analysis.js';
import type { RunListeners } from './listeners.js';
import type { Plot, Vector } from './vectors.js';

/** Sparse for small circuits and KLU for large ones, or always the one named. */
export type Solver = 'auto' | 'sparse' | 'klu';

export interface NgspiceSettings {
  /** Files that `.include` and `.lib` see, by absolute path. Nothing else exists for them. */
  readonly mounts?: Readonly<Record<string, string | Uint8Array>>;
  /** The engine's memory never grows beyond; 2 GiB when not given. */
  readonly memoryLimitBytes?: number;
  readonly maxNetlistCharacters?: number;
  readonly solver?: Solver;
  /** Number of unknowns from which `auto` takes KLU. */
  readonly kluThreshold?: number;
  /**
   * A BSIM4.5 transistor whose voltages are within this of where it was evaluated last is continued with its
   * derivatives, V, in the first iteration of a time point within a fiftieth of it; 0 evaluates it in every iteration.
   * 50 uV when not given.
   */
  readonly linearRange?: number;
}

export interface RunOptions extends RunListeners {
  /** Vectors to keep: `v(out)`, `i(v1)`, `@m1[gm]`. Without it the `.save` lines decide; without those, all nodes. */
  readonly save?: readonly string[];
}

/** Lines that ngspice printed; most of those on stderr are warnings. */
export interface Messages {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export interface RunResult extends Plot {
  readonly analysis: Analysis['kind'];
  readonly title: string;
  /** Vector by the name a user would write, e.g. `v(out)`. @throws NgspiceError of kind `missing-vector` */
  get(name: string): Vector;
  /** Noise: `onoise_total`, `inoise_total`. */
  readonly totals: ReadonlyMap<string, number>;
  readonly statistics: {
    readonly iterations: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly kluFactorisations: number;
    /** Transistors continued instead of evaluated. */ readonly continued: number;
  };
  readonly log: string;
  readonly messages: Messages;
}

/** Change of a parameter in place. Instances inside subcircuits have dots: `xdut.x1.m1`. */
export interface Alteration {
  readonly instance: string;
  readonly parameter: string;
  readonly value: number;
}

export interface ModelAlteration {
  readonly model: string;
  readonly parameter: string;
  readonly value: number;
}
