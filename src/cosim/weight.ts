import type { CompiledSpec } from '../compile.js';
import { weightState } from '../rule/rule.js';
import type { SynapseSpec } from '../spec/network.js';

/** Voltage at which the weight capacitor of a synapse starts, V. */
export function presetOf({ rule, encoding }: CompiledSpec, { initial }: SynapseSpec): number {
  const weight = weightState(rule);
  const range = weight && encoding.voltages.get(weight.name)?.range;
  if (!range) throw new Error('a rule without a weight has no synapse');
  const [low, high] = range;
  return low + (initial ?? weight.initial) * (high - low);
}
