import type { Simulator } from '../engine/simulator.js';
import { designOf } from '../netlist/dut.js';
import { observedVectors, type Bench } from '../netlist/testbench.js';
import { measureCapacitances, type Capacitances } from './capacitance.js';
import type { Calibration, CalibratedNode, Contribution, Coupling } from './calibration.js';
import { sweepRanges } from './ranges.js';
import { calibrationRig, GRID, type ForcedContact, type Rig } from './rig.js';
import { stateNodes, type ContactChannel } from './state-nodes.js';
import { controlOf, runSweeps, type Sweeps } from './sweeps.js';
import { measureTurns } from './turns.js';
import { CurrentTable, type Axis } from './table.js';

/**
 * Calibrates a designed circuit: nested DC sweeps (all events off, all on) and a few AC points,
 * with one operating point before them where a range asks for it.
 *
 * @throws SimulationError when a sweep fails
 */
export async function calibrate(bench: Bench, simulator: Simulator, signal?: AbortSignal): Promise<Calibration> {
  const { composition } = designOf(bench.dut);
  const run = { timeoutSeconds: 120, ...(signal ? { signal } : {}) };
  const ranges = await sweepRanges(bench, simulator, run);
  const rig = calibrationRig(bench, ranges);
  const outputs = [...observedVectors(bench.dut)].filter(([, vector]) => vector.startsWith('i('));
  const [sweeps, capacitances, turns] = await Promise.all([
    runSweeps(
      rig,
      simulator,
      outputs.map(([, vector]) => vector),
      run,
    ),
    measureCapacitances(rig, simulator, run),
    measureTurns(bench, rig, ranges, simulator, run),
  ]);

  const nodes = stateNodes(composition).map((node): CalibratedNode => {
    const touching = rig.forced.filter((contact) => contact.node.id === node.id);
    const own = touching.map((contact) => capacitances.between(contact, contact));
    return {
      node,
      range: ranges.get(node.id) ?? [NaN, NaN],
      contributions: touching.flatMap((contact) =>
        contact.channels.map((channel, index) => {
          const turned = channel.turns && turns.get(contact.key);
          return turned ? { idle: turned } : contribution(contact, channel, index > 0, rig.forced, sweeps);
        }),
      ),
      capacitance: own.reduce((sum, values) => sum.map((value, index) => value + (values[index] ?? NaN))),
      couplings: touching.flatMap((contact) => couplings(contact, rig.forced, capacitances)),
    };
  });
  return {
    nodes,
    outputs: new Map(outputs.map(([state, vector]) => [state, outputTable(state, vector, rig, sweeps, bench)])),
  };
}

/**
 * One channel's current out of the sweeps; `counted` from the control's hold point when another channel carries the
 * rest.
 */
function contribution(
  contact: ForcedContact,
  channel: ContactChannel,
  counted: boolean,
  forced: readonly ForcedContact[],
  sweeps: Sweeps,
): Contribution {
  const { of, control: controlled, event } = channel;
  const inner = of ? controlOf(contact, of.net, forced) : contact;
  const own: Axis = { from: inner.range[0], to: inner.range[1], points: GRID };
  const control = controlled && controlOf(contact, controlled.net, forced);
  const outer: Axis | undefined = control && { from: control.range[0], to: control.range[1], points: GRID };
  const read = (eventsOn: boolean): Float64Array => {
    const sent: Sent = { contact, inner, control, eventsOn };
    const beside = of || control ? undefined : controlBeside(contact, forced);
    if (beside) return currentAtHold(sent, beside, sweeps);
    return counted && control ? addedByControl(sent, control, of !== undefined, sweeps) : currentOf(sent, sweeps);
  };
  const idle = read(false);
  return {
    ...(of ? { of: of.node.id } : {}),
    ...(controlled ? { control: controlled.node.id } : {}),
    ...(event === undefined
      ? {}
      : {
          event,
          added: new CurrentTable(
            own,
            outer,
            read(true).map((current, index) => current - (idle[index] ?? NaN)),
          ),
        }),
    idle: new CurrentTable(own, outer, idle),
  };
}

/** What a cell sends into a contact, over the voltages that it depends on. */
interface Sent {
  readonly contact: ForcedContact;
  readonly inner: ForcedContact;
  readonly control: ForcedContact | undefined;
  readonly eventsOn: boolean;
}

/** The control of another channel into this contact, which carries what that adds from its hold point on. */
function controlBeside(contact: ForcedContact, forced: readonly ForcedContact[]): ForcedContact | undefined {
  const also = contact.channels.find((other) => other.of === undefined && other.control !== undefined)?.control;
  return also && controlOf(contact, also.net, forced);
}

/** The branch current of the source that forces a node runs out of it through the source: what the cell sends in. */
function currentOf({ contact, inner, control, eventsOn }: Sent, sweeps: Sweeps): Float64Array {
  return sweeps.grid(`i(${contact.source})`, inner.axis, control?.axis, eventsOn);
}

function currentAtHold(sent: Sent, beside: ForcedContact, sweeps: Sweeps): Float64Array {
  return currentOf({ ...sent, control: beside }, sweeps).slice(beside.hold * GRID, (beside.hold + 1) * GRID);
}

/** Against the current with the control at its hold point; of another contact, with that one at its own, too. */
function addedByControl(sent: Sent, control: ForcedContact, ofAnother: boolean, sweeps: Sweeps): Float64Array {
  const grid = currentOf(sent, sweeps);
  if (ofAnother) return grid.map((current) => current - (grid[control.hold * GRID + sent.inner.hold] ?? NaN));
  const base = grid.slice(control.hold * GRID, (control.hold + 1) * GRID);
  return grid.map((current, index) => current - (base[index % GRID] ?? NaN));
}

/** What the declared neighbours in the cell that owns a node put on it. */
function couplings(contact: ForcedContact, forced: readonly ForcedContact[], capacitances: Capacitances): Coupling[] {
  if (contact.node.owner !== contact.instance) return [];
  return (contact.node.storage.coupledTo ?? []).flatMap((net) => {
    // A port that is no state here stands still.
    const mover = forced.find((other) => other.instance === contact.instance && other.net === net);
    return mover ? [{ node: mover.node.id, capacitance: capacitances.between(contact, mover) }] : [];
  });
}

/** An observed current as a function of the state node of the cell that sends it. */
function outputTable(
  state: string,
  vector: string,
  rig: Rig,
  sweeps: Sweeps,
  bench: Bench,
): { node: string; table: CurrentTable } {
  const output = bench.dut.outputs.find((candidate) => candidate.state === state);
  const sender = designOf(bench.dut).composition.instances.find(({ nets }) =>
    Object.values(nets).includes(output?.net ?? ''),
  );
  const carrier = rig.forced.find(({ instance, net }) => instance === sender && net === instance.cell.storage[0]?.net);
  if (!carrier) throw new Error(`no state node carries the output ${state}`);
  const grid = sweeps.grid(vector, carrier.axis, undefined, false);
  return {
    node: carrier.node.id,
    table: new CurrentTable({ from: carrier.range[0], to: carrier.range[1], points: GRID }, undefined, grid),
  };
}
