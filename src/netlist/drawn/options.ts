import { traceStates, type Rule } from '../../rule/rule.js';
import type { Spec } from '../../spec/types.js';
import { defaultOptions } from '../options.js';

/** gmin of a trace of a second, S: 2e-6 of the conductance at which 100 fF decay with its time constant. */
const GMIN = 2e-19;
/** ngspice's own gmin, S: no circuit is so fast that it needs more. */
const LARGEST_GMIN = 1e-12;

/**
 * Simulator options of a drawn circuit beside those of src/netlist/options.ts, which are for traces of picoamperes. The
 * faster a circuit is, the more gmin it stands, and floating nets, which drawn circuits have, find their operating
 * point with it: with 1e-15 S a synapse of microseconds does not at every corner.
 */
export function drawnOptions({ circuit }: Pick<Spec, 'circuit'>, rule: Rule): Record<string, number> {
  const slowest = Math.max(...traceStates(rule).map(({ tau }) => tau), circuit.pulse);
  const gmin = Math.min(Math.max(GMIN / slowest, Number(defaultOptions['gmin'])), LARGEST_GMIN);
  // What abstol leaves open is no more than what gmin takes at a volt.
  return { gmin: round(gmin), abstol: round(Math.max(gmin, Number(defaultOptions['abstol']))) };
}

function round(value: number): number {
  return Number(value.toPrecision(2));
}
