import { compareChanges, startsOf, windowAt } from './measuring/changes.js';
import { failedBy, noLearning } from './measuring/learning.js';
import { hasWindow } from './measuring/rules.js';
import type { Measurement } from '../compare/measurement.js';
import type { Evidence, Quantity } from './quantity.js';

/** What one pair of events does to the weight. */
export const window: Quantity = {
  name: 'window',
  spellings: [],
  title: 'learning window',
  unit: '1',
  description:
    'The change of the weight by one pair against dt = t(post) - t(pre), compared point by point. A point that moves ' +
    'the wrong way fails the check, however small the error is. `stimulus.window.weights` asks for the window at more ' +
    'weights; the worst of them counts.',
  metric: 'nrmse',
  stimuli: ['window'],
  sampled: true,
  reads: 'recordings',
  fits: hasWindow,
  sweep: {
    title: 'learning window',
    caption: () => 'by one pair from rest; dt = t(post) - t(pre)',
    xTitle: 'dt (s)',
    points: (recordings, rule, start) => windowAt(start, recordings, rule),
  },
  compare: (evidence) => {
    const { circuit } = evidence;
    const compared = worst(startsOf(circuit).map((start) => compareAt(start, evidence)));
    const nothing = noLearning(evidence, 1) ?? noLearning(evidence, -1);
    return nothing === undefined ? compared : failedBy(nothing, compared);
  },
};

/** The window at one weight. */
function compareAt(start: number | undefined, { circuit, other, rule }: Evidence): Measurement {
  const compared = compareChanges(windowAt(start, circuit, rule), windowAt(start, other, rule), 'dt');
  if (start === undefined) return compared;
  const where = `w = ${start}`;
  return { ...compared, where, ...(compared.reason === undefined ? {} : { reason: `${where}: ${compared.reason}` }) };
}

/** What cannot be measured, else the largest deviation. */
function worst(measurements: readonly Measurement[]): Measurement {
  const [first = { reason: 'no recording' }, ...more] = measurements;
  return more.reduce((most, one) => {
    if (!Number.isFinite(most.measured)) return most;
    return !Number.isFinite(one.measured) || (one.measured ?? 0) > (most.measured ?? 0) ? one : most;
  }, first);
}
