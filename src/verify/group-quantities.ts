import { interpolateLinear } from '../compare/sampled.js';
import type { Rule } from '../rule/rule.js';
import { scalesIn } from '../rule/scale.js';
import type { Quantity } from '../spec/types.js';
import { eventTimes } from '../stimulus/experiment.js';
import { uniformGrid } from '../waveform/interpolate.js';
import type { Measurement } from './measurement.js';
import { stateOf, type Recording } from './recording.js';

/*
 * What is measured of a group of synapses. A regulated mean is taken at the end, over whole intervals between events; a
 * budget just before events, when the outputs have settled.
 */

/** The mean is taken over this part of a run, before its last event. */
const LAST_PART = 0.1;
/** Points of a mean. */
const POINTS = 2000;

type Measure = (circuit: Recording, other: Recording, rule: Rule, against: 'rule' | 'model') => Measurement;

const measures = {
  /** Summed activity of a scale against its target (or the model). */
  mean: (circuit, other, rule, against) => {
    const total = (recording: Recording): number => sum(means(recording, traces(rule)));
    const [scale] = scalesIn(rule);
    return against === 'rule' && scale
      ? relative(total(circuit), scale.target)
      : relative(total(circuit), total(other));
  },
  /** Largest deviation of a synapse's part of the sum. */
  ratio: (circuit, other, rule) => {
    const parts = (recording: Recording): number[] =>
      means(recording, traces(rule)).map((mean, _, all) => mean / sum(all));
    const expected = parts(other);
    return {
      measured: Math.max(...parts(circuit).map((part, index) => Math.abs(part / (expected[index] ?? NaN) - 1))),
    };
  },
  /** The gain at the end over the gain before the middle: what a change of the rates in the middle asks for. */
  gain: (circuit, other, rule) => {
    const gains = scalesIn(rule).map(({ gain }) => gain.name);
    const change = (recording: Recording): number =>
      sum(means(recording, gains)) / sum(means(recording, gains, middle(recording)));
    return relative(change(circuit), change(other));
  },
  /** Largest deviation of the sum of the outputs from the budget (or the model). */
  sum: (circuit, other, rule, against) => {
    const total = (recording: Recording): number[] =>
      outputs(rule)
        .map((name) => settled(recording, name))
        .reduce((totals, values) => totals.map((value, index) => value + (values[index] ?? NaN)));
    return worstOf(total(circuit), total(other), against);
  },
  /** Largest deviation of any output, relative to what it should be. */
  share: (circuit, other, rule, against) => {
    const all = (recording: Recording): number[] => outputs(rule).flatMap((name) => settled(recording, name));
    return worstOf(all(circuit), all(other), against);
  },
} satisfies Readonly<Record<Quantity, Measure>>;

/** By quantity; a map, because a state may be called as a property of every object is. */
export const groupQuantities: ReadonlyMap<Quantity, Measure> = new Map(Object.entries<Measure>(measures));

function traces(rule: Rule): string[] {
  return scalesIn(rule).flatMap(({ synapses }) => synapses.map(({ trace }) => trace));
}

/** Time averages over whole intervals between events in the last part of a run, or the last part before `end` (s). */
function means(recording: Recording, states: readonly string[], end = Infinity): number[] {
  const onsets = onsetsOf(recording).filter((onset) => onset <= end);
  const last = onsets.at(-1) ?? NaN;
  const first = onsets.find((onset) => onset >= last - LAST_PART * recording.experiment.duration) ?? NaN;
  const grid = uniformGrid(first, last, POINTS + 1).subarray(0, POINTS);
  return states.map((state) => sum(interpolateLinear(stateOf(recording, state), grid)) / POINTS);
}

/** Of the measured part, s. */
function middle({ experiment: { duration, measuredFrom = 0 } }: Recording): number {
  return (measuredFrom + duration) / 2;
}

/** Outputs that share a budget. */
function outputs(rule: Rule): string[] {
  return rule.readouts.filter(({ divisor }) => divisor.length > 0).map(({ name }) => name);
}

/** A state just before every event of the measured part but its first. */
function settled(recording: Recording, state: string): number[] {
  const onsets = onsetsOf(recording).filter((onset) => onset >= (recording.experiment.measuredFrom ?? 0));
  return [...interpolateLinear(stateOf(recording, state), Float64Array.from(onsets.slice(1)))];
}

function worstOf(found: readonly number[], expected: readonly number[], against: string): Measurement {
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

function onsetsOf({ experiment }: Recording): number[] {
  const onsets = Object.keys(experiment.events).flatMap((event) => [...eventTimes(experiment, event)]);
  return [...new Set(onsets)].sort((a, b) => a - b);
}

function relative(value: number, reference: number): Measurement {
  return { measured: Math.abs(value / reference - 1), value, reference, unit: '1' };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
