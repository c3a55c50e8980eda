import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import type { Dialect } from './dialect.js';
import { ltspice } from './ltspice.js';
import { ngspice } from './ngspice.js';
import { spectre } from './spectre.js';
import { xyce } from './xyce.js';

/** One line per dialect. */
const DIALECTS = { ngspice, xyce, ltspice, spectre } satisfies Record<string, Dialect>;

/** Names for `--dialect`. */
export const dialectNames = Object.keys(DIALECTS) as readonly (keyof typeof DIALECTS)[];

/** A dialect by name. @throws UserError with a suggestion when there is none */
export function findDialect(name: string): Dialect {
  if (Object.hasOwn(DIALECTS, name)) return DIALECTS[name as keyof typeof DIALECTS];
  throw new UserError([
    {
      message:
        `there is no dialect "${name}"${didYouMean(name, dialectNames)}; choose one of ` + `${dialectNames.join(', ')}`,
    },
  ]);
}
