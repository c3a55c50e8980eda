/**
 * A run that gave no trustworthy result: a simulation that failed, a model that cannot answer. What was asked of it is
 * then an `error` in the report, and the rest goes on.
 */
export abstract class RunFailure extends Error {
  /** What went wrong, for a caller. */
  abstract readonly kind: string;
}

/**
 * Whether a failure is a result: here and nowhere else it is decided. Anything that is no failed run is a bad spec or a
 * defect of ours and must not look like one; after an interruption nothing is.
 * @throws the error itself when it is no result
 */
export function failedRun(error: unknown, signal?: AbortSignal): RunFailure {
  if (signal?.aborted === true || !(error instanceof RunFailure)) throw error;
  return error;
}
