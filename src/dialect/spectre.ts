import { spiceNumber } from '../units/format.js';
import { assignments, plainStatement, type Dialect } from './dialect.js';

/** `i(v_out)` is the terminal current of the source, `v(w)` the node itself. */
function saved(vector: string): string {
  const match = /^([iv])\(([^()]+)\)$/.exec(vector);
  if (!match) throw new Error(`Spectre cannot save "${vector}"`);
  return match[1] === 'i' ? `${match[2] ?? ''}:p` : (match[2] ?? '');
}

const METHODS: Readonly<Record<string, string>> = { trap: 'traponly', gear: 'gear2only' };

/**
 * The circuit in Spectre's SPICE language, everything else in its own (Spectre Circuit Simulator Reference: options,
 * tran). `trtol` becomes `lteratio`, the ratio of truncation error to Newton tolerance.
 */
export const spectre: Dialect = {
  title: 'Spectre',
  extension: 'scs',
  remarks: [],
  head: ['simulator lang=spice'],
  statement: plainStatement,
  tail: ({ temperature, options, initial, transient, vectors }) => {
    const tolerances = assignments(options, {
      gmin: 'gmin',
      reltol: 'reltol',
      vntol: 'vabstol',
      abstol: 'iabstol',
      chgtol: 'chargeabstol',
    });
    const method = METHODS[options.get('method') ?? ''];
    const ratio = options.get('trtol');
    const analysis = [
      `stop=${spiceNumber(transient.stop)}`,
      `maxstep=${spiceNumber(transient.maxStep)}`,
      ...(method === undefined ? [] : [`method=${method}`]),
      ...(ratio === undefined ? [] : [`lteratio=${ratio}`]),
    ];
    return [
      'simulator lang=spectre',
      `tolerances options ` +
        `${[tolerances, ...(temperature === undefined ? [] : [`temp=${temperature}`])].filter((text) => text !== '').join(' ')}`,
      ...(initial.length === 0 ? [] : [`ic ${initial.map(({ node, voltage }) => `${node}=${voltage}`).join(' ')}`]),
      `save ${vectors.map(saved).join(' ')}`,
      `transient tran ${analysis.join(' ')}`,
    ];
  },
};
