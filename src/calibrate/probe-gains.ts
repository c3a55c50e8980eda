import type { DcSweep, Simulator } from '../engine/simulator.js';
import { column } from '../waveform/waveforms.js';
import { axisSource, type AxisName } from './axes.js';
import { readTurns, takingTurns, turnPoints, type Probe } from './noise-probes.js';
import type { ForcedContact, Rig } from './rig.js';
import { axisSets } from './sweeps.js';

/** Points of each unit axis; a quarter of an axis is one of them. */
export const PLACES = 9;
const LAST = PLACES - 1;
const MIDDLE = LAST / 2;

/** What every probe changes per ampere, DC, in a vector of the rig, over the places of the states. */
export interface ProbeGains {
  /**
   * Over `inner` and, if given, `outer` (inner fastest), other axes at mid range; of a vector on the probe's island.
   */
  grid(vector: string, probe: Probe, inner: AxisName, outer: AxisName | undefined): Float64Array;
}

/**
 * Measures them with all events off or all on: a sweep over the turns of all probes for every place of every two axes
 * that meet in a channel.
 *
 * @throws SimulationError when a sweep fails
 */
export async function probeGains(
  rig: Rig,
  probes: readonly Probe[],
  eventsOn: boolean,
  vectors: readonly string[],
  simulator: Simulator,
  run: RunOptions,
): Promise<ProbeGains> {
  const bench: GainBench = { rig, probes, eventsOn, vectors, simulator, run };
  const measured = await Promise.all(
    axisSets(rig.forced).map(async ([first = 'ua', second]): Promise<Measured> => ({
      axes: second ? [first, second] : [first],
      rows: await Promise.all(
        Array.from({ length: second ? PLACES : 1 }, (_, outer) => rowOf(bench, first, second, outer)),
      ),
    })),
  );
  return { grid: (vector, { turn }, inner, outer) => gridOf(measured, vector, turn, inner, outer) };
}

interface RunOptions {
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

/** What every sweep has in common. */
interface GainBench {
  readonly rig: Rig;
  readonly probes: readonly Probe[];
  readonly eventsOn: boolean;
  readonly vectors: readonly string[];
  readonly simulator: Simulator;
  readonly run: RunOptions;
}

/** Vector, then place, then turn. */
type Row = ReadonlyMap<string, readonly (readonly number[])[]>;

/** A row for every place of the second axis of a set; one where there is none. */
interface Measured {
  readonly axes: readonly AxisName[];
  readonly rows: readonly Row[];
}

/** Row of places along the first axis of a set, the second one at a place. */
async function rowOf(
  { rig, probes, eventsOn, vectors, simulator, run }: GainBench,
  first: AxisName,
  second: AxisName | undefined,
  outer: number,
): Promise<Row> {
  const turns = takingTurns(probes);
  const place = ({ axis }: ForcedContact): number => (axis === second ? outer : MIDDLE) / LAST;
  const text = [rig.text({ eventsOn, swept: [first], place }).trimEnd(), ...turns.lines, ''].join('\n');
  const session = await simulator.open({ title: 'noise gains', text });
  try {
    const { source, from, to, step } = turns;
    const sweeps: [DcSweep, DcSweep] = [
      { source, from, to, step },
      { source: axisSource(first), from: 0, to: 1, step: 1 / LAST },
    ];
    const result = await session.run({ kind: 'dc', sweeps }, { save: vectors, ...run });
    return new Map(vectors.map((vector) => [vector, placesOf(column(result, vector), turnPoints(probes))]));
  } finally {
    await session.close();
  }
}

/** Readings of the turns by place. @param expected points of one place */
function placesOf(values: Float64Array, expected: number): number[][] {
  if (values.length !== expected * PLACES)
    throw new Error(`the noise gains have ${values.length} points instead of ${expected * PLACES}`);
  return Array.from({ length: PLACES }, (_, at) => readTurns(values.subarray(at * expected, (at + 1) * expected)));
}

function gridOf(
  measured: readonly Measured[],
  vector: string,
  turn: number,
  inner: AxisName,
  outer: AxisName | undefined,
): Float64Array {
  const found = measured.find(({ axes }) => axes.includes(inner) && (outer === undefined || axes.includes(outer)));
  if (!found) throw new Error(`no noise gains over ${inner} and ${outer ?? 'itself'}`);
  const innerIsFirst = found.axes[0] === inner;
  const single = found.rows.length === 1;
  const at = (first: number, second: number): number =>
    found.rows[single ? 0 : second]?.get(vector)?.[first]?.[turn] ?? NaN;
  return Float64Array.from({ length: PLACES * (outer === undefined ? 1 : PLACES) }, (_, index) => {
    const [own, other] = [index % PLACES, outer === undefined ? MIDDLE : Math.floor(index / PLACES)];
    return innerIsFirst ? at(own, other) : at(other, own);
  });
}
