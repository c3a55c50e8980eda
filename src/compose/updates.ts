import { updateEquation } from '../rule/equations.js';
import type { CircuitSpec } from '../spec/types.js';
import type { CompositionBuilder } from './builder.js';
import { isTailed, readGain, swing, termCurrent, voltageOf, type Encoding } from './encoding.js';
import { instanceNames, type InstanceName } from './instance-names.js';
import { dumpNet, gateOf, restNet } from './states.js';
import type { Term } from './terms.js';
import type { WeightCurve } from './weight-curves.js';

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

/**
 * A signed voltage is read by a transconductor: to the weight, or from it when its inputs are exchanged. Traces and
 * weights that multiply it are its tail.
 */
function addReader(term: Term, context: TermContext): void {
  const { builder, encoding } = context;
  const { update, id, signed = '' } = term;
  const state = voltageOf(encoding, signed);
  const gain = readGain(term, encoding.voltages, context.circuit.pulse);
  const [plus, minus] = update.coefficient > 0 ? [signed, restNet(signed)] : [restNet(signed), signed];
  const tail = isTailed(term) ? { gb: addTail(term, context) } : {};
  builder.add(
    instanceNames.reader(id),
    'modulator-gate',
    { plus, minus, ...tail, on: update.event, out: update.state, dump: dumpNet(update.state) },
    { gain, reference: state.range[0] },
  );
}

/** The gate of a tail that carries the current of the term's factors. */
function addTail(term: Term, context: TermContext): string {
  const source = factorGate(term, context);
  const current = termCurrent(term, context.encoding.voltages, context.circuit.pulse);
  const nets = source === undefined ? {} : { in: source };
  return context.builder.add(instanceNames.tail(term.id), 'tail-copy', nets, { current }).out ?? '';
}

/**
 * The current of the term's factors, and a mirror that lets it into the voltage while the event lasts, from the supply
 * for a positive coefficient and to ground for a negative one.
 */
function addMirror(term: Term, context: TermContext): void {
  const { update, id } = term;
  const { builder, encoding, circuit } = context;
  const current = termCurrent(term, encoding.voltages, circuit.pulse);
  const bound = current < SMALLEST_STEERED ? undefined : term.bound;
  const source = factorGate(term, context, curvesBefore(term, bound));
  const nets = {
    ...(source === undefined ? {} : { in: source }),
    on: update.event,
    out: update.state,
    dump: dumpNet(update.state),
  };
  const polarity = update.coefficient > 0 ? 'source' : 'sink';
  const mirror = instanceNames.mirror(id, update.coefficient);
  if (bound) builder.add(mirror, `soft-${polarity}`, nets, { current, bound: voltageAt(bound, encoding) });
  else builder.add(mirror, `gated-${polarity}`, nets, { current });
}

/**
 * The gate voltage that stands for the product of traces and weights; undefined for a constant alone. What pairs would
 * bend by their leakage is multiplied at a larger current and divided down behind them.
 */
function factorGate(term: Term, context: TermContext, curves = term.weights): string | undefined {
  const { builder, encoding, circuit } = context;
  const current = termCurrent(term, encoding.voltages, circuit.pulse);
  const inner = curves.length > 0 && current < SMALLEST_STEERED ? STEERED : current;
  const gate = curves.reduce<string | undefined>(
    (before, curve, index) => {
      const nets = {
        ...(before === undefined ? {} : { in: before }),
        [curve.complement ? 'minus' : 'plus']: curve.state,
      };
      const name = instanceNames.weightFactor(term.id, index);
      return builder.add(name, 'weight-factor', nets, { current: inner, bound: voltageAt(curve, encoding) }).out;
    },
    traceGate(term, inner, context),
  );
  if (inner === current || gate === undefined) return gate;
  return divided(instanceNames.divider(term.id), gate, inner, current, context);
}

/** A current that a trace carries, times a constant. */
function divided(
  name: InstanceName,
  gate: string,
  from: number,
  to: number,
  { builder }: TermContext,
): string | undefined {
  return builder.add(name, 'multiplier', { a: gate }, { current: to, a: from, b: to }).out;
}

/** The pairs before a mirror: also its own bound, where that is not in the mirror. */
function curvesBefore({ weights, bound }: Term, inMirror: WeightCurve | undefined): readonly WeightCurve[] {
  return bound && !inMirror ? [...weights, bound] : weights;
}

/** Least current of a pair (its cells' own limit), and what it steers instead, A. */
const SMALLEST_STEERED = 5e-12;
const STEERED = 20e-12;
/** Largest I_a I_b / I_out of one multiplier (its own limit is 10 % above), and what it is in the first of two, A. */
const LARGEST_NORM = 90e-12;
const NORM = 50e-12;
/** Two currents that are one but for rounding. */
const SAME = 1e-9;

/**
 * The gate voltage that stands for the product of the traces; undefined for a constant, which the mirror's own
 * reference makes. A trace whose unit is what this term needs is read as it is; where another term has set the unit,
 * and for two traces, a multiplier stands between, whose I_n makes the product of the units the term's own current. A
 * product that is small against its factors is made in two steps, each with an I_n that the multiplier carries.
 */
function traceGate(term: Term, current: number, context: TermContext): string | undefined {
  const { builder, encoding, gates, circuit } = context;
  const { traces, update, id } = term;
  const gateBy = (trace: string): string => gateOf(gates, trace, updateEquation(update), circuit);
  const unitOf = (trace: string): number => encoding.traces.get(trace) ?? NaN;
  const [first, second] = traces;
  if (first === undefined) return undefined;
  const multiplier = instanceNames.multiplier(id);
  const [a, b] = [unitOf(first), second === undefined ? current : unitOf(second)];
  if (second === undefined) {
    if (Math.abs(a / current - 1) < SAME) return gateBy(first);
    return divided(multiplier, gateBy(first), a, current, context);
  }
  const inner = (a * b) / current > LARGEST_NORM ? (a * b) / NORM : current;
  const product = builder.add(
    multiplier,
    'multiplier',
    { a: gateBy(first), b: gateBy(second) },
    { current: inner, a, b },
  );
  if (inner === current || product.out === undefined) return product.out;
  return divided(instanceNames.quotient(id), product.out, inner, current, context);
}

/** The voltage of the weight at which half of a pair's current flows. */
function voltageAt({ state, middle }: WeightCurve, { voltages }: Encoding): number {
  const voltage = voltageOf({ voltages }, state);
  return voltage.range[0] + middle * swing(voltage);
}
