import { vectorName } from '../waveform/plots.js';
import { SimulationError, type SimulationErrorKind } from './errors.js';
import { missingVectors } from './guard.js';
import type { Analysis } from './simulator.js';

/** A failure that our own engine names itself, as plain data. */
export interface EngineFailure {
  readonly kind: SimulationErrorKind | 'refused';
  readonly message: string;
  readonly log: string;
  /** The vectors there are, when one is missing. */
  readonly known?: readonly string[];
}

/** The failure as every simulator tells it; vectors that are missing are named as they were asked for. */
export function failureError(
  { kind, message, log, known }: EngineFailure,
  analysis?: Analysis,
  save: readonly string[] = [],
): SimulationError {
  if (kind === 'missing-vector' && known && analysis) {
    const missing = save.map((name) => vectorName(name)).filter((name) => !known.includes(name));
    return new SimulationError(kind, missingVectors(analysis.kind, missing, known), log);
  }
  return new SimulationError(kind === 'refused' ? 'refused-deck' : kind, message, log);
}
