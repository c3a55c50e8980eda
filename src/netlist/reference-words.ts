import type { ReferenceInput } from '../compose/composition.js';

/** How a reference is supplied at its port, for people. */
export function suppliedAs(direction: ReferenceInput['direction']): string {
  if (direction === 'voltage') return 'held at the port';
  return direction === 'to-ground' ? 'out of the port to ground' : 'from the supply into the port';
}

/** Unit of a reference's value. */
export function referenceUnit(direction: ReferenceInput['direction']): 'A' | 'V' {
  return direction === 'voltage' ? 'V' : 'A';
}
