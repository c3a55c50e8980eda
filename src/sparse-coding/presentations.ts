import type { Experiment } from '../stimulus/experiment.js';
import { inputEvent } from './layer.js';

/**
 * Patterns shown one after the other; an input that belongs to the pattern is active all the while, and its late pulse
 * follows.
 */
export interface Presentations {
  /** Active inputs of each pattern, counted from 0. */
  readonly patterns: readonly (readonly number[])[];
  /** Pattern of each presentation. */
  readonly order: readonly number[];
  /** How long a pattern is shown, and then learned, s. */
  readonly shown: number;
  /** Silence before each, s; longer than `shown`, because the pattern before is learned in it. */
  readonly pause: number;
}

/** When a presentation begins, s. */
export function onset(index: number, { shown, pause }: Presentations): number {
  return Number((index * (shown + pause) + pause).toPrecision(12));
}

/** The events of a series of presentations, for both roads. @param inputs of the layer */
export function presentationExperiment(presentations: Presentations, inputs: number): Experiment {
  const { patterns, order } = presentations;
  const onsets = (input: number): number[] =>
    order.flatMap((pattern, index) => (patterns[pattern]?.includes(input) ? [onset(index, presentations)] : []));
  return {
    name: 'spikes',
    label: `${order.length} presentations`,
    duration: onset(order.length, presentations),
    events: {
      pre: [],
      post: [],
      ...Object.fromEntries(Array.from({ length: inputs }, (_, input) => [inputEvent(input), onsets(input)])),
    },
  };
}
