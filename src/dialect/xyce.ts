import { assignments, plainStatement, transientLine, type Dialect } from './dialect.js';

/**
 * Xyce splits ngspice's options over packages (Xyce Reference Guide, `.OPTIONS`): gmin and the temperature belong to
 * the devices, tolerances to the time integrator and to Newton's method. It has no .temp, no .save, and prints what it
 * is told.
 */
export const xyce: Dialect = {
  title: 'Xyce',
  extension: 'xyce.cir',
  remarks: ['Xyce has BSIM4 4.6.1 and later only: cards of version 4.5 are read by the nearest one'],
  head: [],
  statement: plainStatement,
  tail: ({ temperature, options, initial, transient, vectors }) => {
    const device = [
      assignments(options, { gmin: 'gmin' }),
      ...(temperature === undefined ? [] : [`temp=${temperature}`]),
    ]
      .filter((text) => text !== '')
      .join(' ');
    const integrator = assignments(options, { reltol: 'reltol', vntol: 'abstol', method: 'method' });
    const newton = assignments(options, { itl4: 'maxstep', reltol: 'reltol', abstol: 'abstol' });
    const start = assignments(options, { itl1: 'maxstep', reltol: 'reltol', abstol: 'abstol' });
    const line = (name: string, text: string): string[] => (text === '' ? [] : [`.options ${name} ${text}`]);
    return [
      ...line('device', device),
      ...line('timeint', integrator),
      ...line('nonlin', start),
      ...line('nonlin-tran', newton),
      ...initial.flatMap((entry) => plainStatement({ kind: 'initial', ...entry })),
      transientLine(transient),
      `.print tran ${vectors.join(' ')}`,
      '.end',
    ];
  },
};
