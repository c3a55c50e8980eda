import type { Measurement } from '../../compare/measurement.js';
import type { Verdict } from '../../result/verdict.js';
import type { NetworkCheck } from '../../spec/network.js';
import type { NetworkEvidence, NetworkQuantity, NetworkQuantityName } from './quantity.js';
import { spikes } from './spikes.js';
import { weights } from './weights.js';

/** Every quantity that a network's check can name; a name of the schema without a quantity does not compile. */
export const networkQuantities: { readonly [Name in NetworkQuantityName]: NetworkQuantity<Name> } = {
  spikes,
  w: weights,
};

/** What a verdict says of the check that was asked. */
export function askedOf(
  check: NetworkCheck,
): Pick<Verdict, 'quantity' | 'meaning' | 'against' | 'metric' | 'limit' | 'line'> {
  const quantity = quantityOf(check);
  return {
    quantity: check.quantity,
    against: check.against,
    metric: quantity.metric,
    limit: quantity.limit(check),
    ...(check.line === undefined ? {} : { line: check.line }),
  };
}

/** Measures one check. */
export function measureNetwork(evidence: NetworkEvidence<NetworkQuantityName>): Measurement {
  return quantityOf(evidence.check).compare(evidence);
}

/** The quantity of a check; a check is looked up under its own name, so that it is of the kind which that one takes. */
function quantityOf({ quantity }: NetworkCheck): NetworkQuantity {
  return networkQuantities[quantity] as NetworkQuantity;
}
