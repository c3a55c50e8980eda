import type { TraceRecord } from './records.js';
import type { Guess, Shape } from './shapes.js';

/** What is known before a shape is fitted to waveforms. */
export interface Recorded {
  readonly shape: Shape;
  /** Of the waveforms. */
  readonly unit: string;
  /** Without samples that are held out. */
  readonly fitted: readonly TraceRecord[];
  readonly held: readonly TraceRecord[];
  /** Median time between two samples, s. */
  readonly step: number;
  /** Time from the sample before, in steps, by waveform. */
  readonly steps: readonly Float64Array[];
  readonly guess: Guess;
  /** Files with a rest of their own, or one name for all. */
  readonly sources: readonly string[];
}

/** Which rest a waveform has: that of the instrument and its range, so it belongs to the file. */
export function baselineOf({ sources }: Recorded, { file }: TraceRecord): number {
  return Math.max(sources.indexOf(file), 0);
}
