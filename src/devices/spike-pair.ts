import type { DrivePoint } from './device.js';
import { voltsAt } from './drive.js';

/**
 * A neuron's pulse for learning by overlap: `height` volts for `width` seconds, then `-tail` volts that rise straight
 * back to 0 within `decay` seconds. Alone neither part reaches the threshold of the device between two neurons; where
 * the pulse of one meets the tail of the other, their difference does, and the tail tells how long ago the other fired.
 * The device is the learning rule (Linares-Barranco, Serrano-Gotarredona, Nature Precedings 2009; Zamarreno-Ramos et
 * al., Front. Neurosci. 5:26, 2011).
 */
export interface SpikeShape {
  readonly height: number;
  readonly width: number;
  readonly tail: number;
  readonly decay: number;
  /** Rise and fall time, s. */
  readonly edge: number;
}

/** One spike at `onset` seconds as PWL points; 0 V before and after. */
export function spike({ height, width, tail, decay, edge }: SpikeShape, onset: number): DrivePoint[] {
  const at = (time: number): number => Number((onset + time).toPrecision(12));
  return [
    [0, 0],
    [at(0), 0],
    [at(edge), height],
    [at(edge + width), height],
    [at(2 * edge + width), -tail],
    [at(2 * edge + width + decay), 0],
  ];
}

/**
 * Voltage across a device between a presynaptic and a postsynaptic neuron, over `duration` seconds: pre minus post,
 * exact at every corner of both.
 */
export function across(pre: readonly DrivePoint[], post: readonly DrivePoint[], duration: number): DrivePoint[] {
  const times = [...new Set([...pre, ...post].map(([time]) => time).concat(0, duration))]
    .filter((time) => time <= duration)
    .sort((a, b) => a - b);
  return times.map((time) => [time, voltsAt(pre, time) - voltsAt(post, time)]);
}

/** The drive of one pair: post fires `interval` seconds after pre (before it when negative). */
export function spikePair(shape: SpikeShape, interval: number): DrivePoint[] {
  const length = 2 * shape.edge + shape.width + shape.decay;
  const first = 2 * shape.edge;
  const [pre, post] = interval >= 0 ? [first, first + interval] : [first - interval, first];
  return across(
    spike(shape, pre),
    spike(shape, post),
    Number((first + Math.abs(interval) + length + shape.edge).toPrecision(12)),
  );
}
