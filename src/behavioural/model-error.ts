import { RunFailure } from '../units/run-failure.js';

/**
 * The behavioural model cannot answer: a state left its calibrated range, or the integration found no step. Never a
 * verdict.
 */
export class ModelError extends RunFailure {
  override readonly kind = 'model';

  constructor(message: string) {
    super(message);
    this.name = 'ModelError';
  }
}
