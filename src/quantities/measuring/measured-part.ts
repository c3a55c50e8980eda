import type { Sampled } from '../../compare/sampled.js';
import { edgeOf } from '../../spec/limits.js';
import type { CircuitSpec } from '../../spec/types.js';
import { stateOf, type Recording } from './recording.js';

/** Edges after an event's edge at which its displacement current is over. */
const SETTLED_EDGES = 2;

/** When the displacement current of an edge that starts at a time is over; seconds. */
export function settled(start: number, circuit: Pick<CircuitSpec, 'pulse' | 'edge'>): number {
  const edge = edgeOf(circuit);
  return start + edge + SETTLED_EDGES * edge;
}

/** A state's curve without the history: it starts at the last sample before the measured part. */
export function measuredPart(recording: Recording, state: string): Sampled {
  const curve = stateOf(recording, state);
  const from = recording.experiment.measuredFrom ?? 0;
  const first = Math.max(
    0,
    curve.x.findLastIndex((time) => time <= from),
  );
  return first === 0 ? curve : { x: curve.x.subarray(first), y: curve.y.subarray(first) };
}
