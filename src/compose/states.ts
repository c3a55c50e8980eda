import { findCell } from '../cells/registry.js';
import type { CellDefinition, Targets } from '../cells/cell.js';
import { DesignRefusal } from '../process/process.js';
import { updateEquation } from '../rule/equations.js';
import { pathOf } from '../rule/path.js';
import { reads, type Rule, type TraceState, type Update } from '../rule/rule.js';
import type { CircuitSpec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import type { CompositionBuilder } from './builder.js';
import type { CurrentState } from './carriers.js';
import { lateNet } from './events.js';
import type { ElaborationSettings } from './draft.js';
import { voltageOf, type Encoding } from './encoding.js';
import { instanceNames } from './instance-names.js';
import { traceCells } from './vocabulary.js';

/** Net of the dump node that follows a voltage. */
export function dumpNet(state: string): string {
  return `${state}_dump`;
}

/** Net of the voltage at which a signed trace rests. */
export function restNet(state: string): string {
  return `${state}_zero`;
}

/** Port of a trace cell by which a homeostat sets the gain of its events. */
const GAIN_PORT = 'gw';

/** A trace in a group: what the group asks of its cell, and the net that sets its gain if another state does. */
export interface Member {
  readonly gain?: string;
  readonly targets: Targets;
}

/**
 * Adds a trace cell. @returns the gate voltage by which mirrors read it, if the cell has one
 * @throws UserError when the cell is no trace or does not do what the rule's event does, DesignRefusal never
 */
export function addTrace(
  builder: CompositionBuilder,
  rule: Rule,
  { state, update, late }: CurrentState,
  settings: ElaborationSettings,
  encoding: Encoding,
  member?: Member,
): string | undefined {
  const { circuit } = settings;
  const cell = traceCell(settings, update.operation);
  if (member?.gain !== undefined && !hasGain(cell)) throw withoutGain(cell, update);
  if ((update.operation === 'set') !== (cell.sets ?? false)) throw otherOperation(cell, update);
  const targets: Targets = {
    tau: state.tau,
    current: (encoding.traces.get(state.name) ?? NaN) * update.coefficient,
    pulse: circuit.pulse,
    readers:
      rule.updates.filter((reader) => reads(reader, state.name)).length +
      rule.readouts.filter(({ terms }) => terms.some((term) => reads(term, state.name))).length +
      (member?.gain === undefined ? 0 : 1),
    ...(cell.targets.some(({ name }) => name === 'gate') ? member?.targets : {}),
    ...(circuit.trace.capacitance === undefined ? {} : { capacitance: circuit.trace.capacitance }),
    ...(circuit.trace.area === undefined ? {} : { area: circuit.trace.area }),
  };
  const event = late ? lateNet(update.event) : update.event;
  const synapse = member ? { member: state.name } : {};
  const nets = cell.ports.some(({ name, direction }) => name === 'event' && direction === 'in')
    ? builder.add(
        { ...instanceNames.trace(state.name), ...synapse },
        cell.name,
        { event, ...(member?.gain === undefined ? {} : { [GAIN_PORT]: member.gain }) },
        targets,
      )
    : addPacketed(builder, state.name, cell, event, targets, synapse);
  if (nets.iout !== undefined) builder.output({ net: nets.iout, kind: 'current', state: state.name });
  return nets.syn;
}

/** A cell without an event of its own is fed packets by a gated sink, whose current its design asks for. */
function addPacketed(
  builder: CompositionBuilder,
  state: string,
  cell: CellDefinition,
  event: string,
  targets: Targets,
  synapse: { readonly member?: string },
): Readonly<Record<string, string>> {
  const packet = builder.net(`${state}_in`, `the packets of ${state}`);
  const nets = builder.add({ ...instanceNames.trace(state), ...synapse }, cell.name, { in: packet }, targets);
  builder.add(
    { ...instanceNames.packet(state), ...synapse },
    'gated-sink',
    { on: event, out: packet, dump: 'vdd' },
    { packet: 1 },
    { instance: state, reference: 'i_in' },
  );
  return nets;
}

function hasGain({ ports }: CellDefinition): boolean {
  return ports.some(({ name }) => name === GAIN_PORT);
}

function withoutGain({ name: own }: CellDefinition, update: Update): UserError {
  const fitting = traceCells()
    .filter(hasGain)
    .map(({ name }) => name);
  return new UserError([
    {
      message:
        `"${updateEquation(update)}" has no circuit with ${own} traces: the gain of the cell is not a gate ` +
        `of its own; choose circuit.trace.cell: ${fitting.join(' or ')}`,
    },
  ]);
}

function otherOperation({ name: own }: CellDefinition, update: Update): UserError {
  const fitting = traceCells()
    .filter(({ sets = false }) => sets === (update.operation === 'set'))
    .map(({ name }) => name);
  const does =
    update.operation === 'set' ? 'sets the trace, and the cell adds' : 'adds to the trace, and the cell sets it';
  return new UserError([
    {
      path: pathOf(update),
      message: `"${updateEquation(update)}" ${does}: circuit.trace.cell is ${own}; choose ${fitting.join(', ')}`,
    },
  ]);
}

/**
 * A weight: a capacitor that keeps its voltage, clamps at the ends of its range, and a buffer that lets the dump node
 * of its mirrors follow it.
 */
export function addWeight(
  builder: CompositionBuilder,
  state: string,
  rule: Rule,
  circuit: CircuitSpec,
  encoding: Encoding,
): void {
  const w = builder.net(state, `the state ${state}`);
  const out = builder.net(dumpNet(state), `the dump node of ${state}`);
  const changes = rule.updates.filter((update) => update.state === state);
  builder.add(
    instanceNames.capacitor(state),
    'weight-capacitor',
    { w },
    {
      capacitance: voltageOf(encoding, state).capacitance,
      given: circuit.weight.capacitance === undefined ? 0 : 1,
      clamped: 1,
      sources: changes.filter(({ coefficient }) => coefficient > 0).length,
      sinks: changes.filter(({ coefficient }) => coefficient < 0).length,
    },
  );
  builder.add(instanceNames.buffer(state), 'dump-buffer', { in: w, out }, {});
  addClamps(builder, state, encoding);
  builder.output({ net: w, kind: 'voltage', state });
}

/** Both ends of a range; they share the bias of their amplifiers. */
function addClamps(builder: CompositionBuilder, state: string, encoding: Encoding): void {
  const {
    range: [low, high],
  } = voltageOf(encoding, state);
  const { gb = '' } = builder.add(instanceNames.lowerClamp(state), 'lower-clamp', { w: state }, { bound: low });
  builder.add(instanceNames.upperClamp(state), 'upper-clamp', { w: state, gb }, { bound: high });
}

/** The largest excursion that a leaky capacitor must let decay linearly, V: its cell's own limit. */
const SIGNED_SWING = 50e-3;

/** A signed trace: a capacitor that a transconductor restores to the voltage of 0, and a buffer for its dump node. */
export function addLeaky(builder: CompositionBuilder, { name, tau }: TraceState, encoding: Encoding): void {
  const {
    range: [reference],
    capacitance,
  } = voltageOf(encoding, name);
  const e = builder.net(name, `the state ${name}`);
  const out = builder.net(restNet(name), `the rest voltage of ${name}`);
  const dump = builder.net(dumpNet(name), `the dump node of ${name}`);
  const capacitor = instanceNames.capacitor(name);
  const { vref = '', gleak = '' } = builder.add(
    capacitor,
    'leaky-capacitor',
    { e },
    { tau, reference, capacitance, given: 0, swing: SIGNED_SWING },
  );
  // Its transconductor has an offset of some millivolts; a copy at rest shows it to whoever reads the state.
  builder.add(
    instanceNames.rest(name),
    'rest-replica',
    { vref, gleak, out },
    { reference },
    { instance: capacitor.id, reference: 'i_leak' },
  );
  builder.add(instanceNames.buffer(name), 'dump-buffer', { in: e, out: dump }, {});
  builder.output({ net: e, kind: 'voltage', state: name });
}

/** The gate voltage of a trace, for a term that reads it. @throws DesignRefusal when its cell offers none */
export function gateOf(
  gates: ReadonlyMap<string, string | undefined>,
  trace: string,
  term: string,
  circuit: CircuitSpec,
): string {
  const gate = gates.get(trace);
  if (gate !== undefined) return gate;
  const readable = traceCells()
    .filter(isReadable)
    .map(({ name }) => name);
  throw new DesignRefusal(
    `"${term}" reads the trace ${trace}, but the cell ${circuit.trace.cell ?? 'of this trace'} has no ` +
      `pFET gate output for a mirror`,
    `choose the trace cell ${readable.join(' or ')}`,
  );
}

/** Whether mirrors can read the trace. */
function isReadable({ ports }: CellDefinition): boolean {
  return ports.some(({ kind, direction }) => kind === 'gate-p' && direction === 'out');
}

/**
 * The cell the spec names, or the first that does what the event does: where events add, every one alike, unless plain
 * cells are asked for.
 */
export function traceCell(
  { circuit, traces = 'alike' }: ElaborationSettings,
  operation: 'add' | 'set',
): CellDefinition {
  if (circuit.trace.cell === undefined) {
    const able = traceCells().filter(({ sets = false }) => sets === (operation === 'set'));
    const first = able.find((cell) => traces === 'alike' && cell.addsAlike && isReadable(cell)) ?? able[0];
    if (first) return first;
    throw new Error(`no trace cell can ${operation}`);
  }
  const cell = findCell(circuit.trace.cell);
  if (traceCells().includes(cell)) return cell;
  throw new UserError([
    {
      message: `cell ${cell.name} is no trace; choose one of ${traceCells()
        .map(({ name }) => name)
        .join(', ')}`,
    },
  ]);
}
