import type { Simulator } from '../engine/simulator.js';
import { column, type Waveforms } from '../waveform/waveforms.js';
import { observedVectors, type Bench } from '../netlist/testbench.js';
import type { Calibration, CalibratedNode, Contribution } from './calibration.js';
import { calibrationRig, type ForcedContact, type Rig } from './rig.js';
import { stateNodes } from './state-nodes.js';
import { CurrentTable, type Axis } from './table.js';

/** Points of each unit axis: 12.5 mV on a trace, where a current changes by half a neper. */
const GRID = 61;
/** Points at which the capacitance is measured. */
const CAPACITANCE_POINTS = 5;
const AC_FREQUENCY = 1e3;

/**
 * Calibrates a designed circuit: two nested DC sweeps (all events off, all on) and a few AC points (CIRCUITS.md section 6).
 *
 * @throws SimulationError when a sweep fails
 */
export async function calibrate(bench: Bench, simulator: Simulator, signal?: AbortSignal): Promise<Calibration> {
  const rig = calibrationRig(bench);
  const run = { timeoutSeconds: 120, ...(signal ? { signal } : {}) };
  const outputs = [...observedVectors(bench.design.composition)].filter(([, vector]) => vector.startsWith('i('));
  const currents = rig.forced.map(({ source }) => `i(${source})`);

  const sweep = async (eventsOn: boolean): Promise<Waveforms> => {
    const session = await simulator.open({ title: 'calibration', text: rig.text({ eventsOn, ua: 0, ub: 0 }) });
    try {
      const unit = { from: 0, to: 1, step: 1 / (GRID - 1) };
      const sweeps = [{ source: 'v_ua', ...unit }, { source: 'v_ub', ...unit }] as const;
      const result = await session.run({ kind: 'dc', sweeps }, { save: [...currents, ...outputs.map(([, vector]) => vector)], ...run });
      if (result.axis.values.length !== GRID * GRID) {
        throw new Error(`the calibration sweep returned ${result.axis.values.length} points instead of ${GRID * GRID}`);
      }
      return result;
    } finally {
      await session.close();
    }
  };
  const capacitances = (axis: 'ua' | 'ub'): Promise<ReadonlyMap<string, number>[]> =>
    Promise.all(Array.from({ length: CAPACITANCE_POINTS }, (_, index) => capacitanceAt(rig, simulator, axis, index / (CAPACITANCE_POINTS - 1), run)));

  const [off, on, onA, onB] = await Promise.all([sweep(false), sweep(true), capacitances('ua'), capacitances('ub')]);
  const nodes = stateNodes(bench.design.composition).map((node): CalibratedNode => {
    const touching = rig.forced.filter((contact) => contact.node.id === node.id);
    return {
      node,
      range: node.storage.sweep(bench.conditions.supply),
      contributions: touching.map((contact) => contribution(contact, rig.forced, off, on)),
      capacitance: Array.from({ length: CAPACITANCE_POINTS }, (_, index) =>
        touching.reduce((sum, contact) => sum + ((contact.axis === 'ua' ? onA : onB)[index]?.get(contact.source) ?? NaN), 0),
      ),
    };
  });
  return { nodes, outputs: new Map(outputs.map(([state, vector]) => [state, outputTable(state, vector, rig, off, bench)])) };
}

async function capacitanceAt(
  rig: Rig,
  simulator: Simulator,
  axis: 'ua' | 'ub',
  position: number,
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<ReadonlyMap<string, number>> {
  const middle = 0.5;
  const text = rig.text({ eventsOn: false, ua: axis === 'ua' ? position : middle, ub: axis === 'ub' ? position : middle, acAxis: axis });
  const session = await simulator.open({ title: 'capacitance', text });
  try {
    const swept = rig.forced.filter((contact) => contact.axis === axis);
    if (swept.length === 0) return new Map();
    const save = swept.map(({ source }) => `i(${source})`);
    const result = await session.run({ kind: 'ac', scale: 'lin', points: 1, from: AC_FREQUENCY, to: AC_FREQUENCY }, { save, ...run });
    return new Map(
      swept.map(({ source, range }) => {
        const imaginary = result.columns.get(`i(${source})`)?.imaginary?.[0] ?? NaN;
        return [source, -imaginary / (2 * Math.PI * AC_FREQUENCY * (range[1] - range[0]))];
      }),
    );
  } finally {
    await session.close();
  }
}

/** Reads one contact's current out of the two sweeps: own voltage inner, control voltage outer. */
function contribution(contact: ForcedContact, forced: readonly ForcedContact[], off: Waveforms, on: Waveforms): Contribution {
  const own: Axis = { from: contact.range[0], to: contact.range[1], points: GRID };
  const control = contact.control && forced.find((other) => other.instance === contact.instance && other.net === contact.control?.net);
  const outer: Axis | undefined = control && { from: control.range[0], to: control.range[1], points: GRID };
  const idle = gridOf(contact, off, outer !== undefined);
  const during = gridOf(contact, on, outer !== undefined);
  return {
    contact,
    idle: new CurrentTable(own, outer, idle),
    ...(contact.event === undefined ? {} : { added: new CurrentTable(own, outer, during.map((current, index) => current - (idle[index] ?? NaN))) }),
  };
}

/** One contact's current over the grid, own voltage fastest; the sweep has axis `ua` fastest. */
function gridOf(contact: ForcedContact, sweep: Waveforms, twoDimensional: boolean): Float64Array {
  // The forcing source's branch current runs from the node through the source: it is what the cell sends into the node.
  const values = column(sweep, `i(${contact.source})`);
  const grid = new Float64Array(GRID * (twoDimensional ? GRID : 1));
  for (let outer = 0; outer < grid.length / GRID; outer++) {
    for (let own = 0; own < GRID; own++) grid[outer * GRID + own] = values[contact.axis === 'ua' ? outer * GRID + own : own * GRID + outer] ?? NaN;
  }
  return grid;
}

/** An observed current as a function of the state node of the cell that sends it. */
function outputTable(state: string, vector: string, rig: Rig, off: Waveforms, bench: Bench): { node: string; table: CurrentTable } {
  const output = bench.design.composition.outputs.find((candidate) => candidate.state === state);
  const sender = bench.design.composition.instances.find(({ nets }) => Object.values(nets).includes(output?.net ?? ''));
  const carrier = rig.forced.find(({ instance, net }) => instance === sender && net === instance.cell.storage[0]?.net);
  if (!carrier) throw new Error(`no state node carries the output ${state}`);
  const values = column(off, vector);
  const stride = carrier.axis === 'ua' ? 1 : GRID;
  const grid = Float64Array.from({ length: GRID }, (_, index) => values[index * stride] ?? NaN);
  return { node: carrier.node.id, table: new CurrentTable({ from: carrier.range[0], to: carrier.range[1], points: GRID }, undefined, grid) };
}
