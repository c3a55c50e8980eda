import { findCell } from '../cells/registry.js';
import type { Targets } from '../cells/cell.js';
import { DesignRefusal, type Process } from '../process/process.js';
import { driftTerm, updateEquation } from '../rule/equations.js';
import { reads, singleFactor, traceStates, weightStates, type Rule, type TraceState, type Update } from '../rule/rule.js';
import type { CircuitSpec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import { CompositionBuilder } from './builder.js';
import type { Composition } from './composition.js';
import { encode, type Encoding } from './encoding.js';
import { traceCells } from './vocabulary.js';

/** A rule as a graph of cells, and how its variables are carried. */
export interface Elaboration {
  readonly composition: Composition;
  readonly encoding: Encoding;
}

/**
 * Turns a rule into cells, term by term: a decaying state is a trace cell, a constant increment is its event, a state that
 * keeps its value is a weight capacitor with a buffered dump node, `c * x` on an event is a gated mirror of the trace x,
 * sourcing for c > 0 and sinking for c < 0.
 *
 * @throws UserError when a term has no circuit, or the chosen trace cell cannot be read by a mirror
 */
export function elaborate(name: string, rule: Rule, circuit: CircuitSpec, process: Process): Elaboration {
  refuseUnbuilt(rule);
  const encoding = encode(rule, circuit, process);
  const events = [...new Set(rule.updates.map(({ event }) => event))].sort((a, b) => (a === b ? 0 : a === 'pre' ? -1 : 1));
  const builder = new CompositionBuilder(name, `${rule.kind} rule with ${circuit.trace.cell} traces`, events);
  const readable = new Map<string, string>();
  for (const state of traceStates(rule)) {
    const gate = addTrace(builder, rule, state, circuit, encoding);
    if (gate !== undefined) readable.set(state.name, gate);
  }
  const [weight] = weightStates(rule);
  if (weight) {
    builder.add('cw', 'weight-capacitor', { w: weight.name }, { capacitance: encoding.weight?.capacitance ?? NaN });
    builder.add('buffer', 'dump-buffer', { in: weight.name, out: 'dump' }, {});
    builder.output({ net: weight.name, kind: 'voltage', state: weight.name });
    for (const update of rule.updates.filter(({ state }) => state === weight.name)) addUpdate(builder, update, readable, encoding, circuit);
  }
  return { composition: builder.build(), encoding };
}

/** What the normal form can say and no cell does. */
function refuseUnbuilt(rule: Rule): void {
  const [drift] = rule.drifts;
  const set = rule.updates.find(({ operation }) => operation === 'set');
  const weights = weightStates(rule);
  const refuse = (message: string): never => {
    throw new UserError([{ message }]);
  };
  if (drift) refuse(`the drift "d${drift.state}/dt = ... ${driftTerm(drift)}" has no circuit yet`);
  if (set) refuse(`"${updateEquation(set)}" has no circuit yet; the nearest that has is "+="`);
  if (weights.length > 1) refuse(`the rule has ${weights.length} weights, and a circuit carries one so far`);
}

function addTrace(builder: CompositionBuilder, rule: Rule, state: TraceState, circuit: CircuitSpec, encoding: Encoding): string | undefined {
  const update = rule.updates.find((candidate) => candidate.state === state.name);
  if (!update || update.factors.length > 0 || rule.updates.filter((candidate) => candidate.state === state.name).length > 1) {
    throw new UserError([{ message: `state ${state.name}: a trace cell takes one constant increment of one event; nothing else has a circuit yet` }]);
  }
  if (update.coefficient <= 0) {
    throw new UserError([{ message: `state ${state.name}: a trace of ${update.coefficient} per event would need a negative current; use a positive one and a negative factor where it is read` }]);
  }
  const cell = findCell(circuit.trace.cell);
  if (!cell.targets.some(({ name }) => name === 'tau')) {
    throw new UserError([{ message: `cell ${cell.name} is no trace; choose one of ${traceCells().map(({ name }) => name).join(', ')}` }]);
  }
  const unit = encoding.traces.get(state.name) ?? NaN;
  const targets: Targets = {
    tau: state.tau,
    current: unit * update.coefficient,
    pulse: circuit.pulse,
    readers: rule.updates.filter((reader) => reads(reader, state.name)).length,
    ...(circuit.trace.capacitance === undefined ? {} : { capacitance: circuit.trace.capacitance }),
    ...(circuit.trace.area === undefined ? {} : { area: circuit.trace.area }),
  };
  const wants = (port: string): boolean => cell.ports.some(({ name, direction }) => name === port && direction === 'in');
  let nets: Readonly<Record<string, string>>;
  if (wants('event')) {
    nets = builder.add(state.name, cell.name, { event: update.event }, targets);
  } else {
    // A cell without an event of its own is fed packets by a gated sink, whose current its design asks for.
    const packet = `${state.name}_in`;
    nets = builder.add(state.name, cell.name, { in: packet }, targets);
    builder.add(`${state.name}_packet`, 'gated-sink', { on: update.event, out: packet, dump: 'vdd' }, { packet: 1 }, { instance: state.name, reference: 'i_in' });
  }
  if (nets.iout !== undefined) builder.output({ net: nets.iout, kind: 'current', state: state.name });
  return nets.syn;
}

function addUpdate(builder: CompositionBuilder, update: Update, readable: ReadonlyMap<string, string>, encoding: Encoding, circuit: CircuitSpec): void {
  const term = updateEquation(update);
  const factor = singleFactor(update);
  if (factor === undefined) {
    throw new UserError([{ message: `"${term}" has no circuit yet; the nearest that has is a coefficient times one trace` }]);
  }
  const gate = readable.get(factor);
  if (gate === undefined) {
    throw new DesignRefusal(`"${term}" reads the trace ${factor}, but the cell ${circuit.trace.cell} has no pFET gate output for a mirror`, 'choose the trace cell dpi or ramp');
  }
  const polarity = update.coefficient > 0 ? 'gated-source' : 'gated-sink';
  builder.add(`${update.state}_${update.event}`, polarity, { in: gate, on: update.event, out: update.state, dump: 'dump' }, { current: encoding.traces.get(factor) ?? NaN });
}
