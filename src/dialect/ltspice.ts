import { plainStatement, transientLine, type Dialect } from './dialect.js';
import type { Statement } from './statement.js';

/** HSPICE numbers BSIM4 54, LTspice (and Berkeley) 14; BSIM3 49 and 8. */
const LEVELS: Readonly<Record<string, string>> = { '54': '14', '49': '8' };

/** Damping of the trapezoidal rule, which LTspice has no option for. */
const NGSPICE_DAMPING = 'xmu';

/** Berkeley options and analyses as they are; other numbers for the MOS models. */
export const ltspice: Dialect = {
  title: 'LTspice',
  extension: 'ltspice.net',
  remarks: ['LTspice has BSIM4 4.6.1: cards of version 4.5 are read by it'],
  head: [],
  statement,
  tail: ({ temperature, options, initial, transient, vectors }) => {
    const known = new Map([...options].filter(([name]) => name !== NGSPICE_DAMPING));
    return [
      ...(temperature === undefined ? [] : plainStatement({ kind: 'temperature', celsius: temperature })),
      ...(known.size === 0 ? [] : plainStatement({ kind: 'options', options: known })),
      ...initial.flatMap((entry) => plainStatement({ kind: 'initial', ...entry })),
      `.save ${vectors.join(' ')}`,
      transientLine(transient),
      '.end',
    ];
  },
};

function statement(given: Statement): readonly string[] {
  if (given.kind !== 'model') return plainStatement(given);
  const parameters = given.parameters.map(
    ([name, value]) => [name, name === 'level' ? (LEVELS[value] ?? value) : value] as const,
  );
  return plainStatement({ ...given, parameters });
}
