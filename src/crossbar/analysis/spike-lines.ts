import type { DrivePoint } from '../../devices/device.js';
import { spike, type SpikeShape } from '../../devices/spike-pair.js';
import { arrayCircuit } from '../bias.js';
import type { CrossbarCircuit } from '../circuit.js';
import type { LineShapes, PulseShape } from '../pulse.js';
import type { ArraySpec } from '../spec/schema.js';

/** Lines of an array on which a pair of spikes runs. */
export interface SpikeDrive {
  readonly circuit: CrossbarCircuit;
  readonly course: LineShapes;
}

/**
 * The presynaptic neuron's pulse on a word line and the postsynaptic one's on a bit line; every other line is held at 0
 * V. A neuron without an onset is silent.
 * @param onsets seconds from 0
 */
export function spikeLines(
  array: ArraySpec,
  shape: SpikeShape,
  [row, column]: readonly [number, number],
  onsets: { readonly pre?: number; readonly post?: number },
): SpikeDrive {
  const last = Math.max(onsets.pre ?? 0, onsets.post ?? 0);
  const stop = Number((last + 3 * shape.edge + shape.width + shape.decay).toPrecision(12));
  const rest: PulseShape = [
    [0, 0],
    [stop, 0],
  ];
  const course = (onset: number | undefined): PulseShape =>
    onset === undefined ? rest : [...withoutDoubles(spike(shape, onset)), [stop, 0]];
  const lines = (count: number, selected: number) =>
    Array.from({ length: count }, (_, line) => (line === selected ? 1 : 0));
  const courses = (count: number, selected: number, onset: number | undefined) =>
    Array.from({ length: count }, (_, line) => (line === selected ? course(onset) : rest));
  return {
    // Courses are shares of 1 V.
    circuit: arrayCircuit(array.wires, { words: lines(array.rows, row), bits: lines(array.columns, column) }),
    course: { words: courses(array.rows, row, onsets.pre), bits: courses(array.columns, column, onsets.post) },
  };
}

/** Onsets of a pair at an interval t_post - t_pre, the earlier one shortly after 0. */
export function pairOnsets({ edge }: SpikeShape, interval: number): { readonly pre: number; readonly post: number } {
  const first = 2 * edge;
  return interval >= 0 ? { pre: first, post: first + interval } : { pre: first - interval, post: first };
}

function withoutDoubles(points: readonly DrivePoint[]): DrivePoint[] {
  return points.filter(([time], index) => index === 0 || time > points[index - 1]![0]);
}
