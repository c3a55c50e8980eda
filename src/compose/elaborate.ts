import type { Process } from '../process/process.js';
import { driftTerm } from '../rule/equations.js';
import { pathOf } from '../rule/path.js';
import type { Rule } from '../rule/rule.js';
import type { CircuitSpec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import { CompositionBuilder } from './builder.js';
import { carriersOf } from './carriers.js';
import type { Composition } from './composition.js';
import { encode, type Encoding } from './encoding.js';
import { eventInputs } from './events.js';
import { addLeaky, addTrace, addWeight } from './states.js';
import { termsOf } from './terms.js';
import { addTerm } from './updates.js';

/** A rule as a graph of cells, and how its variables are carried. */
export interface Elaboration {
  readonly composition: Composition;
  readonly encoding: Encoding;
}

/** What a rule is elaborated for. */
export interface ElaborationSettings {
  readonly circuit: CircuitSpec;
  readonly process: Process;
  /** degrees Celsius */
  readonly temperature: number;
}

/**
 * Turns a rule into cells, state by state and term by term: a trace that events push up is a trace cell, a state that keeps its
 * value is a weight capacitor with a buffered dump node, a signed trace is a leaky one, and what an event adds to it is a current steered into it.
 *
 * @throws UserError when a term has no circuit, naming the term and the nearest that has; DesignRefusal when cells do not fit
 */
export function elaborate(name: string, rule: Rule, { circuit, process, temperature }: ElaborationSettings): Elaboration {
  const [drift] = rule.drifts;
  if (drift) throw new UserError([{ path: pathOf(drift), message: `the drift "d${drift.state}/dt = ... ${driftTerm(drift)}" has no circuit; the nearest that has is the same product at the periodic event "tick"` }]);
  const carriers = carriersOf(rule);
  const terms = termsOf(rule, carriers);
  const encoding = encode(rule, carriers, terms, circuit, process, temperature);
  const late = new Set(carriers.currents.filter((state) => state.late).map(({ update }) => update.event));
  const builder = new CompositionBuilder(name, `${rule.kind} rule${circuit.trace.cell === undefined ? '' : ` with ${circuit.trace.cell} traces`}`, eventInputs(rule, late));
  const gates = new Map(carriers.currents.map((state) => [state.state.name, addTrace(builder, rule, state, circuit, encoding)]));
  for (const weight of carriers.weights) addWeight(builder, weight, encoding);
  for (const state of carriers.leaky) addLeaky(builder, state, encoding);
  for (const term of terms) addTerm(term, { builder, encoding, circuit, gates });
  return { composition: builder.build(), encoding };
}
