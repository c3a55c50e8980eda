import { UserError } from '../units/user-error.js';
import { spiceNumber } from '../units/format.js';
import { assignments, plainStatement, type Dialect } from './dialect.js';

/** Words of Spectre's own language, which no net there may be called (Spectre Circuit Simulator Reference). */
const KEYWORDS = new Set(
  (
    'altergroup analogmodel check correlate else end ends export for function global ic if include info inline ' +
    'invisible library local march model nodeset parameters paramset plot print protect pwr real return save scale ' +
    'section sens shell simulator statistics subckt to truncate unprotect values vary'
  ).split(' '),
);

/** @throws UserError for a net that Spectre would read as a word of its language */
function requireName(net: string): string {
  if (!KEYWORDS.has(net.toLowerCase())) return net;
  throw new UserError([
    { message: `"${net}" is a word of Spectre's language, and cannot be a net there; call the state something else` },
  ]);
}

/** `i(v_out)` is the terminal current of the source, `v(w)` the node itself. */
function saved(vector: string): string {
  const match = /^([iv])\(([^()]+)\)$/.exec(vector);
  if (!match) throw new Error(`Spectre cannot save "${vector}"`);
  return match[1] === 'i' ? `${match[2] ?? ''}:p` : requireName(match[2] ?? '');
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
    const settings = [tolerances, temperature === undefined ? '' : `temp=${temperature}`].filter((text) => text !== '');
    return [
      'simulator lang=spectre',
      `tolerances options ${settings.join(' ')}`,
      ...(initial.length === 0 ? [] : [`ic ${initial.map(({ node, voltage }) => `${node}=${voltage}`).join(' ')}`]),
      `save ${vectors.map(saved).join(' ')}`,
      `transient tran ${analysis.join(' ')}`,
    ];
  },
};
