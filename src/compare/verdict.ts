import type { Conditions } from '../process/conditions.js';
import type { Check } from '../spec/types.js';

export type { Conditions } from '../process/conditions.js';

/** `not-checked` and `error` can never be read as a pass. */
export type VerdictStatus = 'pass' | 'fail' | 'not-checked' | 'error';

export interface Verdict {
  readonly check: Check;
  readonly status: VerdictStatus;
  readonly conditions: Conditions;
  readonly experiment: string;
  /** The metric as measured (fraction), absent when it could not be measured. */
  readonly measured?: number;
  readonly limit: number;
  /** limit - measured; negative when out of limits. */
  readonly margin?: number;
  /** The quantity in the circuit and its reference, in rule units or SI, where they are single numbers. */
  readonly value?: number;
  readonly reference?: number;
  readonly unit?: string;
  /** Why it is not a pass, in one sentence. */
  readonly reason?: string;
  /** One command that runs exactly this check again. */
  readonly replay: string;
}
