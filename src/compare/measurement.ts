import type { Over } from '../result/verdict.js';

/** A measured comparison; `measured` NaN or absent means that nothing could be measured. */
export interface Measurement {
  readonly measured?: number;
  readonly value?: number;
  readonly reference?: number;
  readonly unit?: string;
  readonly reason?: string;
  /** The reason is something that the circuit does, to be said first. */
  readonly headline?: true;
  /** What of the experiment the metric was taken over, where that is not all of it. */
  readonly over?: Over;
  /** Where it was worst, of several places. */
  readonly where?: string;
  /** Every simulation that it was measured on was done by an earlier command. */
  readonly cached?: true;
  /** What had to change for a simulation to converge. */
  readonly recovered?: string;
  /** What it was when it was measured again, by what changed; no number where there was none. */
  readonly numerics?: readonly { readonly name: string; readonly measured?: number }[];
}
