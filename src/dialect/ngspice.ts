import { plainStatement, transientLine, type Dialect } from './dialect.js';

/** The dialect rulespice thinks in. */
export const ngspice: Dialect = {
  title: 'ngspice',
  foundryNames: true,
  likeNgspice: true,
  extension: 'cir',
  remarks: [],
  head: [],
  statement: plainStatement,
  tail: ({ temperature, options, initial, transient, vectors }) => [
    ...(temperature === undefined ? [] : plainStatement({ kind: 'temperature', celsius: temperature })),
    ...(options.size === 0 ? [] : plainStatement({ kind: 'options', options })),
    ...initial.flatMap((entry) => plainStatement({ kind: 'initial', ...entry })),
    `.save ${vectors.join(' ')}`,
    `.print tran ${vectors.join(' ')}`,
    transientLine(transient),
    '.end',
  ],
};
