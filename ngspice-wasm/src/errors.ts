/** What went wrong, as precisely as ngspice's words allow. */
export type NgspiceErrorKind =
  | 'unknown-model'
  | 'undefined-parameter'
  | 'unknown-instance'
  | 'syntax'
  | 'singular-matrix'
  | 'timestep-too-small'
  | 'no-convergence'
  | 'aborted'
  | 'timeout'
  | 'memory'
  | 'refused'
  | 'missing-vector'
  | 'truncated'
  | 'stale'
  | 'not-finite'
  | 'no-output'
  | 'crashed'
  | 'unclassified';

export interface NgspiceErrorDetails {
  /** ngspice's own words. */
  readonly log?: string;
  /** Node or device that ngspice names. */
  readonly at?: string;
  /** Time at which a transient failed, s. */
  readonly time?: number;
  /** What there is, when a vector is missing. */
  readonly known?: readonly string[];
  readonly cause?: unknown;
}

/** A circuit that cannot be loaded, or an analysis without a result to trust. */
export class NgspiceError extends Error {
  readonly log: string;
  readonly at?: string;
  readonly time?: number;
  readonly known?: readonly string[];

  constructor(
    readonly kind: NgspiceErrorKind,
    message: string,
    { log = '', at, time, known, cause }: NgspiceErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'NgspiceError';
    this.log = log;
    if (at !== undefined) this.at = at;
    if (time !== undefined) this.time = time;
    if (known !== undefined) this.known = known;
  }
}
