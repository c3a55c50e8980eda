import { alteredCircuit, type ReadCircuit } from './deck.js';
import type { Alteration } from './simulator.js';

/** Changes that were asked for at once, as an engine can make them. */
export interface SortedChanges {
  readonly circuit: ReadCircuit;
  /** Those that an engine makes in the circuit that it holds. */
  readonly inPlace: readonly Alteration[];
}

/**
 * A parameter of a subcircuit instance is no parameter of the flat circuit: its statement changes, and the circuit is
 * loaded anew.
 */
export function sortedChanges(circuit: ReadCircuit, changes: readonly Alteration[]): SortedChanges {
  const inside = changes.filter(({ instance }) => /^x[^.]*$/i.test(instance));
  return {
    circuit: inside.length > 0 ? alteredCircuit(circuit, inside) : circuit,
    inPlace: changes.filter((change) => !inside.includes(change)),
  };
}

/** What a later change of the same parameter takes the place of. */
export function parameterKey({ instance, parameter }: Alteration): string {
  return `${instance} ${parameter}`.toLowerCase();
}
