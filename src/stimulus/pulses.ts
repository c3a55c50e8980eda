import { edgeOf } from '../spec/limits.js';

/** Time in seconds and value; between two points the waveform is a straight line, before and after them constant. */
export type WaveformPoint = readonly [time: number, value: number];

export interface PulseShape {
  /** Level at rest and level during an event (an active-low signal has `low` above `high`). */
  readonly low: number;
  readonly high: number;
  /** Duration of an event between the half-way points of its edges, seconds. */
  readonly width: number;
  /** Rise and fall time, seconds; that of events of this width when absent. */
  readonly edge?: number;
}

/**
 * The digital waveform of events: each starts to rise at its onset, and to fall `width` later, so that the time above
 * half-way and the area are exactly those of a pulse of `width`, half an edge after the onset. Onsets in seconds,
 * ascending.
 *
 * @throws RangeError for onsets that are negative, out of order, not finite, or within the pulse before them, and for a
 *   width within an edge
 */
export function pulseWaveform(
  onsets: readonly number[],
  { low, high, width, edge = edgeOf({ pulse: width }) }: PulseShape,
): WaveformPoint[] {
  if (!(edge > 0) || !(width > edge))
    throw new RangeError(`a pulse of ${width} s is not longer than its edge of ${edge} s`);
  // SPICE wants at least two points, also for a signal that never moves.
  if (onsets.length === 0)
    return [
      [0, low],
      [edge, low],
    ];
  const points: WaveformPoint[] = onsets[0] === 0 ? [] : [[0, low]];
  let free = -Infinity;
  for (const onset of onsets) {
    if (!Number.isFinite(onset) || onset < 0) throw new RangeError(`an event at ${onset} s`);
    if (onset <= free)
      throw new RangeError(`the event at ${onset} s starts before the pulse before it has ended at ${free} s`);
    free = decimal(onset + width + edge);
    points.push([onset, low], [decimal(onset + edge), high], [decimal(onset + width), high], [free, low]);
  }
  return points;
}

/** Without the binary rounding of sums: 0.010001, not 0.010001000000000001. */
function decimal(time: number): number {
  return Number(time.toPrecision(12));
}
