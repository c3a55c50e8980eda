/**
 * The behavioural model cannot answer: a state left its calibrated range, or the integration found no step. Never a
 * verdict.
 */
export class ModelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelError';
  }
}
