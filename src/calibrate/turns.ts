import { designOf } from '../netlist/dut.js';
import type { Simulator } from '../engine/simulator.js';
import type { Bench } from '../netlist/testbench.js';
import { calibrationRig, GRID, type ForcedContact, type Rig } from './rig.js';
import { runSweeps, type Sweeps } from './sweeps.js';
import { CurrentTable, type Current } from './table.js';

type Range = readonly [number, number];

/** Currents that turn over within millivolts, by contactKey. */
export type Turns = ReadonlyMap<string, Current>;

/**
 * Sweeps every contact whose current turns over at a reference voltage on two grids of its own: around that voltage,
 * where that of the whole range would see one step, and on the side where next to nothing flows, where that step would
 * reach far.
 *
 * @throws SimulationError when a sweep fails
 */
export async function measureTurns(
  bench: Bench,
  { forced }: Rig,
  ranges: ReadonlyMap<string, Range>,
  simulator: Simulator,
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<Turns> {
  const turning = forced.filter(({ channels }) => channels.some(({ turns }) => turns));
  if (turning.length === 0) return new Map();
  const { sized } = designOf(bench.dut);
  const places = turning.map((contact) => ({ key: contact.key, ...placeOf(contact, sized) }));
  const plans = [...new Set(turning.map(({ axis }) => axis))].map((axis) => ({ axes: [axis], eventsOn: false }));
  const over = async (of: 'turn' | 'quiet'): Promise<ReadonlyMap<string, CurrentTable>> => {
    const narrowed = new Map(places.map((place) => [place.key, place[of]]));
    const rig = calibrationRig(bench, ranges, narrowed);
    const sweeps = await runSweeps(rig, simulator, [], run, plans);
    return new Map(
      rig.forced.flatMap((contact) => {
        const range = narrowed.get(contact.key);
        return range ? [[contact.key, tableOf(contact, range, sweeps)] as const] : [];
      }),
    );
  };
  const [turn, quiet] = await Promise.all([over('turn'), over('quiet')]);
  return new Map(places.map((place) => [place.key, joined(place, turn.get(place.key), quiet.get(place.key))]));
}

function tableOf(contact: ForcedContact, [from, to]: Range, sweeps: Sweeps): CurrentTable {
  const currents = sweeps.grid(`i(${contact.source})`, contact.axis, undefined, false);
  return new CurrentTable({ from, to, points: GRID }, undefined, currents);
}

/** The turn within its grid, which holds its last current on the side that conducts, and what is quiet beyond it. */
function joined(
  { turn: [low, high], conducts }: Place,
  turn: CurrentTable | undefined,
  quiet: CurrentTable | undefined,
): Current {
  if (!turn || !quiet) throw new Error('a current that turns over was not swept');
  const isQuiet = conducts === 'below' ? (v: number) => v > high : (v: number) => v < low;
  return {
    at: (voltage) => (isQuiet(voltage) ? quiet.at(voltage) : turn.at(Math.min(Math.max(voltage, low), high))),
  };
}

/** Volts around the reference at which the current of a contact turns over, and those on its quiet side. */
interface Place {
  readonly turn: Range;
  readonly quiet: Range;
  readonly conducts: 'below' | 'above';
}

function placeOf(
  { instance, channels, range }: ForcedContact,
  sized: ReadonlyMap<string, { readonly references: Readonly<Record<string, number>> }>,
): Place {
  const turns = channels.find((channel) => channel.turns)?.turns;
  const at = sized.get(instance.id)?.references[turns?.at ?? ''];
  if (turns === undefined || at === undefined)
    throw new Error(`${instance.id}: the reference ${turns?.at ?? ''}, at which a current turns over, has no value`);
  const turn = [at - turns.within, at + turns.within] as const;
  const { conducts } = turns;
  return { turn, conducts, quiet: conducts === 'below' ? [turn[1], range[1]] : [range[0], turn[0]] };
}
