import type { Measurement } from '../../compare/measurement.js';
import type { MeasuredQuantity } from '../../compare/quantity.js';
import type { Metric } from '../../result/verdict.js';
import type { NetworkCheck, NetworkSpec } from '../../spec/network.js';
import type { NetworkRecording } from '../synapse.js';

/** What a check of a network can name. */
export type NetworkQuantityName = NetworkCheck['quantity'];

type CheckOf<Name extends NetworkQuantityName> = Extract<NetworkCheck, { readonly quantity: Name }>;

/** What a network did on the circuit's road, and on the one it is compared with. */
export interface NetworkEvidence<Name extends NetworkQuantityName> {
  readonly check: CheckOf<Name>;
  readonly network: NetworkSpec;
  readonly circuit: NetworkRecording;
  readonly reference: NetworkRecording;
}

/** What can be verified of a network in closed loop; `src/spec/network-schema.ts` has how a check of it is written. */
export interface NetworkQuantity<Name extends NetworkQuantityName = NetworkQuantityName> extends MeasuredQuantity<
  NetworkEvidence<Name>,
  Measurement
> {
  readonly name: Name;
  readonly metric: Metric;
  /** Largest value of the metric that a check allows. */
  limit(check: CheckOf<Name>): number;
}
