import type { Check, Spec } from './types.js';

/** The sections that are right in themselves; checks keep their position in the list. */
export type SpecParts = Partial<Omit<Spec, 'verify'>> & { readonly verify: readonly (Check | undefined)[] };
