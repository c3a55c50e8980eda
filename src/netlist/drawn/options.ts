import { traceStates, type Rule } from '../../rule/rule.js';
import type { Spec } from '../../spec/types.js';

/** The options of src/netlist/options.ts are for traces of this time constant and longer, s. */
const SLOW = 10e-3;
/** Traces faster than a microsecond by this factor ask for no more than ngspice's own options. */
const FASTEST = 1e6;

/**
 * Simulator options of a drawn circuit beside those of src/netlist/options.ts. What leaks through gmin in one time
 * constant, and what abstol leaves open, is the same share of its charges as in a slow circuit; floating nets, which
 * drawn circuits have, find their operating point with it.
 */
export function drawnOptions({ circuit }: Pick<Spec, 'circuit'>, rule: Rule): Record<string, number> {
  const slowest = Math.max(...traceStates(rule).map(({ tau }) => tau), circuit.pulse);
  const faster = Math.min(Math.max(SLOW / slowest, 1), FASTEST);
  if (faster === 1) return {};
  return { gmin: round(1e-18 * faster), abstol: round(1e-16 * faster) };
}

function round(value: number): number {
  return Number(value.toPrecision(2));
}
