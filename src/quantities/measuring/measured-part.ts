import type { Sampled } from '../../compare/sampled.js';
import { stateOf, type Recording } from './recording.js';

/** Time after an event's falling edge at which its displacement current is over, s. */
export const SETTLED = 2e-6;

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
