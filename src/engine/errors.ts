import { RunFailure } from '../units/run-failure.js';

/** What went wrong, so that a caller can act on the kind and a person can read the message. */
export type SimulationErrorKind =
  | 'unknown-model'
  | 'undefined-parameter'
  | 'singular-matrix'
  | 'timestep-too-small'
  | 'no-convergence'
  | 'syntax'
  | 'missing-vector'
  | 'truncated'
  | 'stale'
  | 'not-started'
  | 'not-finite'
  | 'no-output'
  | 'memory'
  | 'coupling'
  | 'timeout'
  | 'aborted'
  | 'refused-deck'
  | 'unknown-instance'
  | 'unsupported'
  | 'engine-missing'
  | 'crashed'
  | 'unclassified';

/** A simulation that produced no trustworthy result. Never a verdict: the caller reports `error`, exit code 3. */
export class SimulationError extends RunFailure {
  constructor(
    readonly kind: SimulationErrorKind,
    message: string,
    /** The engine's own words, for the log. */
    readonly log: string = '',
    options?: { readonly cause: unknown },
  ) {
    super(message, options);
    this.name = 'SimulationError';
  }
}
