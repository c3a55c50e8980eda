import type { Process } from '../process/process.js';
import { pathOf } from '../rule/path.js';
import type { Rule } from '../rule/rule.js';
import { scaleWith } from '../rule/scale.js';
import type { CircuitSpec } from '../spec/types.js';
import { CompositionBuilder } from './builder.js';
import { carriersOf } from './carriers.js';
import type { Composition } from './composition.js';
import { encode, type Encoding } from './encoding.js';
import { eventInputs } from './events.js';
import { addScale, scalesOf, synapseTargets } from './scales.js';
import { addShare, shareTargets, sharesOf } from './shares.js';
import { addLeaky, addTrace, addWeight, gateOf } from './states.js';
import { termsOf } from './terms.js';
import { unitCurrent } from './unit-current.js';
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
 * Turns a rule into cells, state by state and term by term: a trace that events push up is a trace cell, a state that
 * keeps its value is a weight capacitor with a buffered dump node, a signed trace is a leaky one, and what an event
 * adds to it is a current steered into it. A gain that regulates traces is a homeostat, outputs that share a budget are
 * normalisers.
 *
 * @throws UserError when a term has no circuit, naming the term and the nearest that has; DesignRefusal when cells do
 *   not fit
 */
export function elaborate(
  name: string,
  rule: Rule,
  { circuit, process, temperature }: ElaborationSettings,
): Elaboration {
  const scales = scalesOf(rule);
  const shares = sharesOf(rule);
  const carriers = carriersOf(rule, scales);
  const terms = termsOf(rule, carriers);
  const encodeAt = (unit: number): Encoding =>
    encode(rule, carriers, terms, circuit, process, temperature, scales, unit);
  const encoding = encodeAt(unitCurrent(carriers.currents, terms, circuit, process, encodeAt));
  const late = new Set(carriers.currents.filter((state) => state.late).map(({ update }) => update.event));
  const builder = new CompositionBuilder(
    name,
    `${rule.kind} rule${circuit.trace.cell === undefined ? '' : ` with ${circuit.trace.cell} traces`}`,
    eventInputs(rule, late),
    { namesNets: true },
  );
  const serve = (state: string): void => {
    builder.serve(['rule', 'states', state]);
  };
  // The gain of a group is a net of its traces before it has a cell.
  for (const { gain } of scales) {
    serve(gain.name);
    builder.net(gain.name, `the state ${gain.name}`);
  }
  const gates = new Map(
    carriers.currents.map((current) => {
      serve(current.state.name);
      const scale = scaleWith(scales, current.state.name);
      const { gateCurrent } = process.constants;
      const shared = shareTargets(shares, current.state.name, rule, encoding, gateCurrent);
      const group = scale
        ? { gain: scale.gain.name, targets: synapseTargets(scale, current.state.name, encoding, gateCurrent) }
        : shared && { targets: shared };
      return [current.state.name, addTrace(builder, rule, current, circuit, encoding, group)];
    }),
  );
  for (const weight of carriers.weights) {
    serve(weight);
    addWeight(builder, weight, encoding);
  }
  for (const state of carriers.leaky) {
    serve(state.name);
    addLeaky(builder, state, encoding);
  }
  const gate = (trace: string, term: string): string => gateOf(gates, trace, term, circuit);
  for (const scale of scales) {
    serve(scale.gain.name);
    addScale(builder, scale, (trace) => gate(trace, `d${scale.gain.name}/dt`), encoding);
  }
  shares.forEach((share, index) => {
    addShare(builder, index, share, gate, encoding);
  });
  for (const term of terms) {
    builder.serve(pathOf(term.update));
    addTerm(term, { builder, encoding, circuit, gates });
  }
  return { composition: builder.build(), encoding };
}
