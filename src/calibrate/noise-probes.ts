import type { ChannelEnds } from '../netlist/noise-sources.js';
import type { Composition } from '../compose/composition.js';
import { spiceNumber } from '../units/format.js';
import type { Rig } from './rig.js';

/** Where a small current beside one transistor's channel enters the calibration rig. */
export interface Probe {
  /** Of the transistor. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
  /** Of the rig; what it does can be seen there only. */
  readonly island: number;
  /** Probes on different islands have theirs together. */
  readonly turn: number;
}

/** One for every transistor whose drain and source are not one net. */
export function probesOf(
  rig: Rig,
  composition: Composition,
  islands: ReadonlyMap<string, number>,
  channels: ReadonlyMap<string, ChannelEnds>,
): Probe[] {
  const taken = new Map<number, number>();
  return [...channels].flatMap(([path, { instance: id, from, to }]) => {
    const instance = composition.instances.find((candidate) => candidate.id === id);
    if (!instance) throw new Error(`no instance ${id}`);
    const ends = { from: rig.net(instance, from), to: rig.net(instance, to) };
    if (ends.from === ends.to) return [];
    const island = islands.get(id) ?? NaN;
    const turn = taken.get(island) ?? 0;
    taken.set(island, turn + 1);
    return [{ path, ...ends, island, turn }];
  });
}

/**
 * What a probe adds, A: a thousandth of the smallest current that has noise to speak of, and a thousand times what the
 * solver leaves of the microampere that flows at the corner of a range.
 */
export const PROBE_CURRENT = 3e-16;
/**
 * Points without a probe before the first: after a step of the outer axis Newton's method comes down to the last digit.
 */
const SETTLING = 6;
/**
 * Points with each probe on, of which the last is read: a source that hears of its turn from a node is a point late,
 * and a reference that turns a femtoampere into a picoampere needs another one to forget the probe before.
 */
const TURN = 3;

/**
 * Probes that take turns while one source is swept, so that a single `.dc` measures them all, each from the operating
 * point of the others: an analysis that starts anew for each would spend its time on finding that point.
 */
export function takingTurns(probes: readonly Probe[]): {
  readonly lines: readonly string[];
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
} {
  const during = (turn: number): string => {
    const [on, off] = [TURN * turn - 0.5, TURN * (turn + 1) - 0.5].map(spiceNumber);
    return `${spiceNumber(PROBE_CURRENT)}*(u(v(_turn)-(${on ?? ''}))-u(v(_turn)-(${off ?? ''})))`;
  };
  return {
    lines: [
      'v__turn _turn 0 dc 0',
      ...probes.map(({ from, to, turn }, index) => `b_probe${index} ${from} ${to} i=${during(turn)}`),
    ],
    source: 'v__turn',
    from: -SETTLING,
    to: TURN * turnsOf(probes) - 1,
    step: 1,
  };
}

function turnsOf(probes: readonly Probe[]): number {
  return probes.reduce((most, { turn }) => Math.max(most, turn + 1), 0);
}

/** Points of one sweep over all turns. */
export function turnPoints(probes: readonly Probe[]): number {
  return SETTLING + TURN * turnsOf(probes);
}

/**
 * What the probes changed, per ampere, in the values of one sweep, by turn: what is read from a vector is that of the
 * probe on its island.
 */
export function readTurns(values: Float64Array): number[] {
  const still = values[SETTLING - 1] ?? NaN;
  return Array.from(
    { length: (values.length - SETTLING) / TURN },
    (_, index) => ((values[SETTLING + TURN * index + TURN - 1] ?? NaN) - still) / PROBE_CURRENT,
  );
}
