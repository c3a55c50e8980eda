import { designOf } from '../netlist/dut.js';
import type { Simulator } from '../engine/simulator.js';
import type { ChannelEnds } from '../netlist/noise-sources.js';
import { observedVectors, type Bench } from '../netlist/testbench.js';
import { GainTable } from './gain-table.js';
import { NO_LAG, type Shape } from './lag.js';
import { islandsOf } from './islands.js';
import { probesOf, type Probe } from './noise-probes.js';
import { PLACES, probeGains, type ProbeGains } from './probe-gains.js';
import { CANDIDATES, probeShapes, type Asked, type OperatingPoint } from './probe-shapes.js';
import { sweepRanges } from './ranges.js';
import { calibrationRig, type ForcedContact, type Rig } from './rig.js';
import { controlOf } from './sweeps.js';

/** What a small current beside a transistor's channel does elsewhere. */
export interface Transfer {
  /** State node (by id) or output (by state of the rule) that it reaches. */
  readonly to: { readonly node: string } | { readonly output: string };
  /** Nets of the events that switch it: `on` holds while one of them is on, `off` while none is. */
  readonly events: readonly string[];
  readonly off: TransferPath;
  readonly on: TransferPath;
}

export interface TransferPath {
  /** The gain at rest, which is their sum. */
  readonly terms: readonly GainTerm[];
  readonly shape: Shape;
}

/** A part of a gain as a function of the state nodes that the cell's channel depends on. */
export interface GainTerm {
  readonly table: GainTable;
  readonly inner: string;
  readonly outer?: string;
}

/** By path of the transistor. */
export type NoiseTransfers = ReadonlyMap<string, readonly Transfer[]>;

/** A transfer below this share moves nothing that can be seen. */
export const SMALLEST_GAIN = 1e-3;

/** By how much a place must be better than another for a change: each place costs a session. */
const MORE = 1.1;

/** The gain of a way with the states at these voltages. */
export function gainOf({ terms }: TransferPath, voltage: (node: string) => number): number {
  return terms.reduce(
    (sum, { table, inner, outer }) => sum + table.at(voltage(inner), outer === undefined ? 0 : voltage(outer)),
    0,
  );
}

/** A vector of the rig that noise is looked for in. */
interface Target {
  readonly to: Transfer['to'];
  readonly vector: string;
  readonly instance: string;
  readonly events: readonly string[];
  /** What its gain depends on: the contacts whose voltages are the axes of each term. */
  readonly terms: readonly { readonly inner: ForcedContact; readonly outer?: ForcedContact }[];
}

/**
 * How the noise of every transistor reaches the state nodes and the outputs, measured in the calibration rig with all
 * events off and with all on: what arrives at a contact depends on the states that the cell's channel there depends on,
 * and on its event. Gains come from DC over the range of these states, lags (what a bias chain filters) from `.ac` at
 * one place where much comes through.
 *
 * @throws SimulationError when an analysis fails
 */
export async function noiseTransfers(
  bench: Bench,
  channels: ReadonlyMap<string, ChannelEnds>,
  simulator: Simulator,
  signal?: AbortSignal,
): Promise<NoiseTransfers> {
  const run = { timeoutSeconds: 120, ...(signal ? { signal } : {}) };
  const rig = calibrationRig(bench, await sweepRanges(bench, simulator, run));
  const islands = islandsOf(rig, designOf(bench.dut).composition);
  const probes = probesOf(rig, designOf(bench.dut).composition, islands, channels);
  const targets = targetsOf(bench, rig);
  const seen = probes.flatMap((probe, index) =>
    targets
      .filter(({ instance }) => islands.get(instance) === probe.island)
      .map((target) => ({ probe, index, target })),
  );
  const search: Search = { rig, probes, vectors: targets.map(({ vector }) => vector), seen, simulator, run };
  const [off, on] = await Promise.all([paths(search, false), paths(search, true)]);
  const transfers = new Map(probes.map(({ path }) => [path, [] as Transfer[]]));
  seen.forEach(({ probe, target: { to, events } }, at) => {
    const transfer = { to, events, off: off[at] ?? NO_PATH, on: on[at] ?? NO_PATH };
    if (
      [transfer.off, ...(events.length > 0 ? [transfer.on] : [])].some(({ terms }) => largest(terms) >= SMALLEST_GAIN)
    )
      transfers.get(probe.path)?.push(transfer);
  });
  return transfers;
}

/** Which probes are looked for in which vectors, and with what. */
interface Search {
  readonly rig: Rig;
  readonly probes: readonly Probe[];
  readonly vectors: readonly string[];
  /** Probes by their place among all, and targets that they can reach. */
  readonly seen: readonly { readonly probe: Probe; readonly index: number; readonly target: Target }[];
  readonly simulator: Simulator;
  readonly run: { readonly timeoutSeconds: number; readonly signal?: AbortSignal };
}

/** In the order of what is seen. */
async function paths(
  { rig, probes, vectors, seen, simulator, run }: Search,
  eventsOn: boolean,
): Promise<TransferPath[]> {
  const gains = await probeGains(rig, probes, eventsOn, vectors, simulator, run);
  const terms = seen.map(({ probe, target }) => termsOf(gains, probe, target));
  const asked = seen.map(({ index, target }, at): Asked | undefined => {
    const place = bestPlace(terms[at] ?? [], target);
    return place && { probe: index, vector: target.vector, place };
  });
  const found = asked.flatMap((one) => one ?? []);
  const shapes = await probeShapes(rig, probes, eventsOn, found, simulator, run);
  return terms.map((own, at) => ({ terms: own, shape: shapes.get(asked[at]) ?? NO_LAG }));
}

const NO_PATH: TransferPath = { terms: [], shape: NO_LAG };

function targetsOf({ dut }: Bench, rig: Rig): Target[] {
  const { composition } = designOf(dut);
  const nodes = rig.forced.map((contact): Target => ({
    to: { node: contact.node.id },
    vector: `i(${contact.source})`,
    instance: contact.instance.id,
    events: [...new Set(contact.channels.flatMap(({ event }) => event ?? []))],
    terms: contact.channels.map(({ of, control }) => ({
      inner: of ? controlOf(contact, of.net, rig.forced) : contact,
      ...(control ? { outer: controlOf(contact, control.net, rig.forced) } : {}),
    })),
  }));
  const outputs = [...observedVectors(dut)]
    .filter(([, vector]) => vector.startsWith('i('))
    .flatMap(([state, vector]): Target[] => {
      const output = composition.outputs.find((candidate) => candidate.state === state);
      const sender = composition.instances.find(({ nets }) => Object.values(nets).includes(output?.net ?? ''));
      const inner = rig.forced.find(
        ({ instance, net }) => instance === sender && net === instance.cell.storage[0]?.net,
      );
      return inner
        ? [{ to: { output: state }, vector, instance: inner.instance.id, events: [], terms: [{ inner }] }]
        : [];
    });
  return [...nodes, ...outputs];
}

/** Beyond the first term, what its own control adds to mid range, as the currents of a channel are counted. */
function termsOf(gains: ProbeGains, probe: Probe, { vector, terms }: Target): GainTerm[] {
  return terms.map(({ inner, outer }, index): GainTerm => {
    const grid = gains.grid(vector, probe, inner.axis, outer?.axis);
    const middle = ((PLACES - 1) / 2) * (outer ? PLACES : 0);
    const base = index === 0 ? undefined : grid.slice(middle, middle + PLACES);
    const values = base ? grid.map((gain, at) => gain - (base[at % PLACES] ?? NaN)) : grid;
    return {
      table: new GainTable(inner.range, outer?.range, PLACES, values),
      inner: inner.node.id,
      ...(outer ? { outer: outer.node.id } : {}),
    };
  });
}

function largest(terms: readonly GainTerm[]): number {
  return terms.reduce((sum, { table }) => sum + table.largest(), 0);
}

/** Where most comes through; none where what comes through anywhere is too little to have a lag. */
function bestPlace(terms: readonly GainTerm[], { terms: contacts }: Target): OperatingPoint | undefined {
  const gainAt = (place: OperatingPoint): number => {
    const voltages = new Map(
      contacts
        .flatMap(({ inner, outer }) => [inner, ...(outer ? [outer] : [])])
        .map(({ node, axis, range: [low, high] }) => [node.id, low + place[axis] * (high - low)]),
    );
    return Math.abs(gainOf({ terms, shape: NO_LAG }, (node) => voltages.get(node) ?? NaN));
  };
  return CANDIDATES.reduce<OperatingPoint | undefined>(
    (best, place) => (gainAt(place) >= (best ? gainAt(best) * MORE : SMALLEST_GAIN) ? place : best),
    undefined,
  );
}
