import { plainStatement, transientLine, type Dialect } from './dialect.js';

/**
 * TODO: which manual this follows, and what its simulator wants otherwise than ngspice. Devices, nodes, sources and
 * values stay the same lines in all dialects.
 */
export const camelName: Dialect = {
  title: 'Plain name',
  extension: 'kebab-name.cir',
  remarks: [],
  head: [],
  statement: plainStatement,
  tail: ({ temperature, options, initial, transient, vectors }) => [
    ...(temperature === undefined ? [] : plainStatement({ kind: 'temperature', celsius: temperature })),
    ...(options.size === 0 ? [] : plainStatement({ kind: 'options', options })),
    ...initial.flatMap((entry) => plainStatement({ kind: 'initial', ...entry })),
    `.print tran ${vectors.join(' ')}`,
    transientLine(transient),
    '.end',
  ],
};
