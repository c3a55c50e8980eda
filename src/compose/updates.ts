import { updateEquation } from '../rule/equations.js';
import type { CircuitSpec } from '../spec/types.js';
import type { CompositionBuilder } from './builder.js';
import { swing, termCurrent, voltageOf, type Encoding } from './encoding.js';
import { instanceNames } from './instance-names.js';
import { dumpNet, gateOf, restNet } from './states.js';
import type { Term } from './terms.js';

/** What every term may look at. */
export interface TermContext {
  readonly builder: CompositionBuilder;
  readonly encoding: Encoding;
  readonly circuit: CircuitSpec;
  /** Gate voltage by which mirrors read a trace. */
  readonly gates: ReadonlyMap<string, string | undefined>;
}

/** A kind of term that has a circuit. */
export interface TermForm {
  readonly name: string;
  makes(this: void, term: Term): boolean;
  /** Adds the cells that make it, under the term's id. */
  place(this: void, term: Term, context: TermContext): void;
}

/** Every kind of term that has a circuit; the first that makes a term places its cells. */
const FORMS: readonly TermForm[] = [
  { name: 'a signed voltage, read by a transconductor', makes: ({ signed }) => signed !== undefined, place: addReader },
  { name: 'currents, let in by a mirror', makes: () => true, place: addMirror },
];

/** Adds the cells of one term. */
export function addTerm(term: Term, context: TermContext): void {
  FORMS.find(({ makes }) => makes(term))?.place(term, context);
}

/** A signed voltage is read by a transconductor: to the weight, or from it when its inputs are exchanged. */
function addReader(term: Term, { builder, encoding, circuit }: TermContext): void {
  const { update, id, signed = '' } = term;
  const state = voltageOf(encoding, signed);
  const gain = termCurrent(term, encoding.voltages, circuit.pulse) / swing(state);
  const [plus, minus] = update.coefficient > 0 ? [signed, restNet(signed)] : [restNet(signed), signed];
  builder.add(
    instanceNames.reader(id),
    'modulator-gate',
    { plus, minus, on: update.event, out: update.state, dump: dumpNet(update.state) },
    { gain, reference: state.range[0] },
  );
}

/**
 * The current of the term's factors, and a mirror that lets it into the voltage while the event lasts, from the supply
 * for a positive coefficient and to ground for a negative one.
 */
function addMirror(term: Term, context: TermContext): void {
  const { update, id, bounded } = term;
  const { builder, encoding, circuit } = context;
  const source = factorGate(term, context);
  const current = termCurrent(term, encoding.voltages, circuit.pulse);
  const nets = {
    ...(source === undefined ? {} : { in: source }),
    on: update.event,
    out: update.state,
    dump: dumpNet(update.state),
  };
  const polarity = update.coefficient > 0 ? 'source' : 'sink';
  const mirror = instanceNames.mirror(id, update.coefficient);
  if (bounded) builder.add(mirror, `soft-${polarity}`, nets, { current, bound: middleOf(update.state, encoding) });
  else builder.add(mirror, `gated-${polarity}`, nets, { current });
}

/** Two currents that are one but for rounding. */
const SAME = 1e-9;

/**
 * The gate voltage that stands for the product of the traces; undefined for a constant, which the mirror's own
 * reference makes. A trace whose unit is what this term needs is read as it is; where another term has set the unit,
 * and for two traces, a multiplier stands between, whose I_n makes the product of the units the term's own current.
 */
function factorGate(term: Term, { builder, encoding, gates, circuit }: TermContext): string | undefined {
  const { traces, update, id } = term;
  const gateBy = (trace: string): string => gateOf(gates, trace, updateEquation(update), circuit);
  const unitOf = (trace: string): number => encoding.traces.get(trace) ?? NaN;
  const [first, second] = traces;
  if (first === undefined) return undefined;
  const current = termCurrent(term, encoding.voltages, circuit.pulse);
  const multiplier = instanceNames.multiplier(id);
  if (second === undefined) {
    if (Math.abs(unitOf(first) / current - 1) < SAME) return gateBy(first);
    return builder.add(multiplier, 'multiplier', { a: gateBy(first) }, { current, a: unitOf(first), b: current }).out;
  }
  return builder.add(
    multiplier,
    'multiplier',
    { a: gateBy(first), b: gateBy(second) },
    { current, a: unitOf(first), b: unitOf(second) },
  ).out;
}

function middleOf(state: string, { voltages }: Encoding): number {
  const voltage = voltageOf({ voltages }, state);
  return voltage.range[0] + swing(voltage) / 2;
}
