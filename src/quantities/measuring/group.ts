import { interpolateLinear } from '../../compare/sampled.js';
import type { Measurement } from '../../compare/measurement.js';
import { quantityNames, type Rule } from '../../rule/rule.js';
import { scalesIn } from '../../rule/scale.js';
import { TRAINS } from '../../spec/quantity-vocabulary.js';
import { eventTimes } from '../../stimulus/experiment.js';
import { uniformGrid } from '../../waveform/interpolate.js';
import type { Evidence, Quantity } from '../quantity.js';
import { stateOf, type Recording } from './recording.js';

/*
 * What is measured of a group of synapses. A regulated mean is taken at the end, over whole intervals between events; a
 * budget just before events, when the outputs have settled.
 */

/** The mean is taken over this part of a run, before its last event. */
const LAST_PART = 0.1;
/** Points of a mean. */
const POINTS = 2000;

/** One run of each road. */
export interface GroupRuns extends Pick<Evidence, 'spec' | 'rule' | 'against'> {
  readonly circuit: Recording;
  readonly other: Recording;
  /** The number to compare with, where the rule prescribes one and is asked. */
  readonly prescribed: number | undefined;
}

/** What has to be said of a number that a group of synapses has; the rest of the quantity follows from it. */
export type GroupDefinition = Pick<Quantity, 'name' | 'title' | 'description' | 'fits' | 'prescribed'> & {
  readonly measure: (runs: GroupRuns) => Measurement;
};

/** A number of a group of synapses that trains of events drive. */
export function ofGroup({ measure, ...about }: GroupDefinition): Quantity {
  return {
    ...about,
    spellings: [],
    unit: '1',
    metric: 'relative-error',
    stimuli: TRAINS,
    sees: quantityNames,
    sampled: true,
    reads: 'recordings',
    compare: ({ circuit: [circuit], other: [other], spec, rule, against }) => {
      if (!circuit || !other) return { reason: 'no recording' };
      const prescribed = against === 'rule' ? about.prescribed?.(spec, rule) : undefined;
      const found = measure({ spec, rule, against, circuit, other, prescribed });
      if (Number.isFinite(found.measured) || found.reason !== undefined) return found;
      return { ...found, reason: `${about.name} is undefined: nothing flows in the circuit or in the ${against}` };
    },
  };
}

/** A rule that holds the mean activity of its synapses. */
export function hasScale(rule: Rule): boolean {
  return scalesIn(rule).length > 0;
}

/** A rule whose outputs share a budget. */
export function sharesBudget({ readouts }: Rule): boolean {
  return readouts.some(({ divisor }) => divisor.length > 0);
}

/** The scaled traces of a group. */
export function scaledTraces(rule: Rule): string[] {
  return scalesIn(rule).flatMap(({ synapses }) => synapses.map(({ trace }) => trace));
}

/** Time averages over whole intervals between events in the last part of a run, or the last part before `end` (s). */
export function means(recording: Recording, states: readonly string[], end = Infinity): number[] {
  const onsets = onsetsOf(recording).filter((onset) => onset <= end);
  const last = onsets.at(-1) ?? NaN;
  const first = onsets.find((onset) => onset >= last - LAST_PART * recording.experiment.duration) ?? NaN;
  const grid = uniformGrid(first, last, POINTS + 1).subarray(0, POINTS);
  return states.map((state) => sum(interpolateLinear(stateOf(recording, state), grid)) / POINTS);
}

/** Of the measured part, s. */
export function middle({ experiment: { duration, measuredFrom = 0 } }: Recording): number {
  return (measuredFrom + duration) / 2;
}

/** Outputs that share a budget. */
export function sharingOutputs({ readouts }: Rule): string[] {
  return readouts.filter(({ divisor }) => divisor.length > 0).map(({ name }) => name);
}

/** A state just before every event of the measured part but its first. */
export function settled(recording: Recording, state: string): number[] {
  const onsets = onsetsOf(recording).filter((onset) => onset >= (recording.experiment.measuredFrom ?? 0));
  return [...interpolateLinear(stateOf(recording, state), Float64Array.from(onsets.slice(1)))];
}

/** The largest of relative deviations. */
export function worstOf(
  found: readonly number[],
  expected: readonly number[],
  against: Evidence['against'],
): Measurement {
  const deviations = found.map((value, index) => Math.abs(value / (expected[index] ?? NaN) - 1));
  const worst = deviations.indexOf(Math.max(...deviations));
  if (worst < 0) return { reason: `the ${against} has no shares before any event but the first to compare with` };
  return {
    measured: deviations[worst] ?? NaN,
    value: found[worst] ?? NaN,
    reference: expected[worst] ?? NaN,
    unit: '1',
  };
}

/** The relative deviation of one number from another. */
export function relative(value: number, reference: number): Measurement {
  return { measured: Math.abs(value / reference - 1), value, reference, unit: '1' };
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function onsetsOf({ experiment }: Recording): number[] {
  const onsets = Object.keys(experiment.events).flatMap((event) => [...eventTimes(experiment, event)]);
  return [...new Set(onsets)].sort((a, b) => a - b);
}
