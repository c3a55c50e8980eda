import { designOf } from '../netlist/dut.js';
import type { Simulator } from '../engine/simulator.js';
import type { Bench } from '../netlist/testbench.js';
import { contactKey } from './axes.js';
import { calibrationRig, GRID, type ForcedContact, type Rig } from './rig.js';
import { runSweeps } from './sweeps.js';
import { CurrentTable } from './table.js';

/** Currents that turn over within millivolts, by contactKey. */
export type Turns = ReadonlyMap<string, CurrentTable>;

/**
 * Sweeps every contact whose current turns over at a reference voltage around that voltage, on a grid of its own: that
 * of the whole range would see a step of 25 mV.
 *
 * @throws SimulationError when a sweep fails
 */
export async function measureTurns(
  bench: Bench,
  { forced }: Rig,
  ranges: Parameters<typeof calibrationRig>[1],
  simulator: Simulator,
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<Turns> {
  const turning = forced.filter(({ channels }) => channels.some(({ turns }) => turns));
  if (turning.length === 0) return new Map();
  const { sized } = designOf(bench.dut);
  const narrowed = new Map(turning.map((contact) => [keyOf(contact), around(contact, sized)] as const));
  const rig = calibrationRig(bench, ranges, narrowed);
  const plans = [...new Set(turning.map(({ axis }) => axis))].map((axis) => ({ axes: [axis], eventsOn: false }));
  const sweeps = await runSweeps(rig, simulator, [], run, plans);
  return new Map(
    rig.forced.flatMap((contact) => {
      const key = keyOf(contact);
      const [from, to] = narrowed.get(key) ?? [NaN, NaN];
      if (!narrowed.has(key)) return [];
      const currents = sweeps.grid(`i(${contact.source})`, contact.axis, undefined, false);
      return [[key, new CurrentTable({ from, to, points: GRID, held: true }, undefined, currents)] as const];
    }),
  );
}

function keyOf({ instance, net }: ForcedContact): string {
  return contactKey(instance.id, net);
}

/** Volts around the reference at which the current of a contact turns over. */
function around(
  { instance, channels }: ForcedContact,
  sized: ReadonlyMap<string, { readonly references: Readonly<Record<string, number>> }>,
): readonly [number, number] {
  const turns = channels.find((channel) => channel.turns)?.turns;
  const at = sized.get(instance.id)?.references[turns?.at ?? ''];
  if (turns === undefined || at === undefined)
    throw new Error(`${instance.id}: the reference ${turns?.at ?? ''}, at which a current turns over, has no value`);
  return [at - turns.within, at + turns.within];
}
