import { BSIM3 } from './names-bsim3.js';
import { BSIM4 } from './names-bsim4.js';
import { MOS } from './names-mos.js';
import { OTHERS } from './names-others.js';
import type { ModelNames } from './names.js';

const TABLES: Readonly<Record<string, ModelNames>> = { ...MOS, ...BSIM3, ...BSIM4, ...OTHERS };
const unfolded = new Map<string, ReadonlySet<string>>();

/** Words of every model: the level chooses the device, and an instance's multiplier is taken without a word. */
const COMMON = ['level', 'm', 'version'];

/** The parameters that a device's models take; undefined for a device whose parameters are not listed here. */
export function parametersOf(device: string): ReadonlySet<string> | undefined {
  const entry = TABLES[device];
  if (!entry) return undefined;
  const known = unfolded.get(device) ?? new Set([...COMMON, ...namesOf(entry)]);
  unfolded.set(device, known);
  return known;
}

function namesOf({ names, like, without = '' }: ModelNames): string[] {
  const base = like === undefined ? [] : words(TABLES[like]?.names ?? '');
  const removed = new Set(words(without));
  return [...base.filter((name) => !removed.has(name)), ...words(names)].flatMap((name) =>
    name.endsWith('*') ? ['', 'l', 'w', 'p'].map((letter) => letter + name.slice(0, -1)) : [name],
  );
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
