import type { Measurement } from '../../compare/measurement.js';
import { windowError } from '../../compare/window-error.js';
import type { WindowPoints } from '../../compare/window-fit.js';
import { weightState, type Rule } from '../../rule/rule.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { formatQuantity } from '../../units/format.js';
import { measuredPart } from './measured-part.js';
import type { Recording, Recordings } from './recording.js';

/** A side of a window that is smaller than this share of the other asks for nothing. */
const NEXT_TO_NO_SIDE = 0.01;

/** A change below this share of the largest one on its side is none whose sign a rule rests on. */
const SIGNIFICANT = 0.1;

/** Weight change against dt, in rule units, at the weight at which the rule starts. */
export function windowPoints(recordings: Recordings, rule: Rule): WindowPoints {
  return windowAt(undefined, recordings, rule);
}

/** The same at another weight. */
export function windowAt(start: number | undefined, recordings: Recordings, rule: Rule): WindowPoints {
  const own = recordings.filter(({ experiment }) => experiment.start === start);
  return changes(own, rule, ({ dt }) => dt);
}

/** Weights at which windows were measured, the one at which the rule starts first, as undefined. */
export function startsOf(recordings: Recordings): (number | undefined)[] {
  return [...new Set(recordings.map(({ experiment }) => experiment.start))];
}

/** Weight change by one pair against the delay of its reward, in rule units. */
export function creditPoints(recordings: Recordings, rule: Rule): WindowPoints {
  return changes(recordings, rule, ({ delay }) => delay);
}

function changes(recordings: Recordings, rule: Rule, at: (experiment: Experiment) => number | undefined): WindowPoints {
  const ordered = [...recordings].sort((a, b) => (at(a.experiment) ?? 0) - (at(b.experiment) ?? 0));
  return {
    dt: Float64Array.from(ordered, ({ experiment }) => at(experiment) ?? NaN),
    change: Float64Array.from(ordered, (recording) => changeOf(recording, rule)),
  };
}

/** From the start of the measured part to its end, in rule units. */
export function changeOf(recording: Recording, rule: Rule): number {
  const curve = measuredPart(recording, weightState(rule)?.name ?? '');
  return (curve.y[curve.y.length - 1] ?? NaN) - (curve.y[0] ?? NaN);
}

/** The largest distance between the changes of two roads in the same experiments, in rule units. */
export function largestDifference(circuit: Recordings, other: Recordings, rule: Rule): Measurement {
  const found = circuit.flatMap((recording) => {
    const same = other.find(({ experiment }) => experiment.label === recording.experiment.label);
    if (!same) return [];
    const [value, reference] = [changeOf(recording, rule), changeOf(same, rule)];
    return [{ measured: Math.abs(value - reference), value, reference }];
  });
  const [worst] = [...found].sort((a, b) => b.measured - a.measured);
  if (!worst || found.some(({ measured }) => !Number.isFinite(measured)))
    return { reason: 'the weight was not seen in this experiment' };
  return { ...worst, unit: '1' };
}

/**
 * Compares changes of the weight point by point.
 * @param axis what messages call the place of a point
 */
export function compareChanges(found: WindowPoints, expected: WindowPoints, axis: string): Measurement {
  const { measured, ...over } = windowError(found.dt, expected.change, found.change);
  const result = { measured, over: { ...over, unit: 'points' as const } };
  if (!Number.isFinite(measured))
    return {
      ...result,
      reason: 'the weight never moves in the reference, or there are no pairs: nothing to compare with',
    };
  const wrong = wrongSign(found, expected);
  if (wrong === undefined) return result;
  return {
    ...result,
    measured: Math.max(1, measured),
    reason: `the weight moves the wrong way at ${axis} = ${formatQuantity(wrong, 's')}`,
    headline: true,
  };
}

/** A point of the wrong sign is a different rule, however small the rms error is. @returns its dt or delay, s */
function wrongSign(found: WindowPoints, expected: WindowPoints): number | undefined {
  const largest = Math.max(...expected.change.map(Math.abs));
  return found.dt.find((at, index) => {
    const [is, should] = [found.change[index] ?? NaN, expected.change[index] ?? NaN];
    const side = Math.max(
      ...expected.change.filter((_, other) => Math.sign(expected.dt[other] ?? NaN) === Math.sign(at)).map(Math.abs),
    );
    return (
      Math.sign(is) !== Math.sign(should) && Math.abs(should) > SIGNIFICANT * Math.max(side, NEXT_TO_NO_SIDE * largest)
    );
  });
}
