import { formatPercent } from '../units/format.js';
import type { CompiledSpec } from '../compile.js';
import { stimulusOf } from '../spec/quantities.js';
import type { Check } from '../spec/types.js';

/**
 * Why a circuit that works as designed may still miss its rule: what the cells in it are known to do otherwise.
 * Isolated pairs (a window) are what cells are designed for; it is in trains that they depart.
 *
 * @param measured deviation from the rule, a share @returns the sentence for a failed check, nothing when no cell is
 *   known for it
 */
export function departure(check: Check, measured: number, { spec, design }: CompiledSpec): string | undefined {
  if (check.against !== 'rule' || check.quantity === 'trim' || stimulusOf(check, spec) === 'window') return undefined;
  const known = new Map<string, string[]>();
  for (const { id, cell } of design.composition.instances) {
    if (cell.departs !== undefined)
      known.set(`${cell.name}: ${cell.departs}`, [...(known.get(`${cell.name}: ${cell.departs}`) ?? []), id]);
  }
  if (known.size === 0) return undefined;
  const sentences = [...known].map(
    ([text, instances]) => `${instances.join(' and ')} ${instances.length === 1 ? 'is a' : 'are'} ${text}`,
  );
  return `${formatPercent(measured)} measured, ${formatPercent(check.max)} allowed; ${sentences.join('; ')}`;
}
