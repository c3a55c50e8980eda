import { clockOf, shiftOf } from '../../../nonideality/relaxation-law.js';
import { formatQuantity } from '../../../units/format.js';
import { derive, rootOf } from '../../derived.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { FitProblem } from '../../problem.js';
import type { FitModel, FitTarget } from '../../target.js';
import { card } from './card.js';
import { cellsOf, type Cells } from './cells.js';
import { figuresOf } from './figures.js';
import { findingsOf, surprises } from './findings.js';
import { equationsOf, hypotheses, type Hypothesis } from './hypothesis.js';
import { lawOf, scaleOf, type TimeScale } from './law.js';
import { expected, filter, readsOf } from './likelihood.js';
import { parametersOf } from './parameters.js';
import { expectedMoments } from './population.js';
import { synthetic } from './synthetic.js';

/**
 * Conductance of many cells at a few times after programming: how their mean moves and how they spread, by level and
 * time.
 */
export const retention: FitTarget = {
  name: 'retention',
  title: 'Relaxation of programmed conductances',
  summary:
    'mean shift and spread over time and starting level, read noise, how much of a deviation stays, from ' +
    'repeated reads of many cells',
  references: [
    'A. Levy et al.: RRAM-Relaxation-Master-Model (data and method)',
    'Ielmini et al.: IEDM 2007 (drift as a power of time)',
    'White: Econometrica 50 (1982) 1 (intervals without belief in the shape of the scatter)',
  ],
  columns: [
    { name: 't', meaning: 'time since programming', kinds: ['duration'] },
    { name: 'g', meaning: 'conductance', kinds: ['conductance'] },
    { name: 'cell', meaning: 'which cell', kinds: ['text'], optional: true },
  ],
  models: hypotheses.map(modelOf) as [FitModel, ...FitModel[]],
  synthetic,
  quickSeeds: 8,
};

function modelOf(hypothesis: Hypothesis): FitModel {
  return {
    name: hypothesis.name,
    summary: hypothesis.summary,
    equations: equationsOf(hypothesis),
    plan: (data) => {
      const cells = cellsOf(data);
      const scale = scaleOf(cells.fitted, cells.times);
      const law = ([one]: readonly Estimate[]) => lawOf(hypothesis, scale, one?.values ?? []);
      return {
        problems: [problemOf(hypothesis, cells, scale)],
        derived: ([one]) => (one === undefined ? [] : derivedOf(one, hypothesis, cells, scale)),
        notes: [
          `changes are counted from the read at t = 0; the reference level is ` +
            `${formatQuantity(scale.level, 'S')}, the mean start`,
        ],
        findings: (estimates) => findingsOf(cells, law(estimates)),
        warnings: (estimates) => surprises(cells, law(estimates)),
        faults: (estimates) => {
          const found = law(estimates);
          const least = Math.min(...cells.fitted.map(({ start }) => start + shiftOf(found, 1, start)));
          return least < 0
            ? [
                `the mean conductance of the lowest level is expected below 0 at ` +
                  `${formatQuantity(scale.longest, 's')}: ${formatQuantity(least, 'S')}`,
              ]
            : [];
        },
        cards: (estimates, derived, origin) => [
          { format: 'yaml', text: card(law(estimates), cells, estimates[0], derived, origin) },
        ],
      };
    },
  };
}

function problemOf(hypothesis: Hypothesis, cells: Cells, scale: TimeScale): FitProblem {
  const [reads, held] = [readsOf(cells.fitted), readsOf(cells.held)];
  const law = (values: ArrayLike<number>) => lawOf(hypothesis, scale, values);
  const square = reads.changes.reduce((sum, change) => sum + change * change, 0) / reads.changes.length;
  const still = Math.sqrt(square);
  return {
    name: 'relaxation',
    parameters: parametersOf(hypothesis, scale),
    x: Float64Array.from(
      cells.fitted.flatMap((cell) => [...cell.times]),
      Math.log10,
    ),
    observed: reads.changes,
    rows: cells.fitted.flatMap(({ rows }) => rows),
    xTitle: 'log10 of time (s)',
    yTitle: 'change of conductance (S)',
    predict: (values) => expected(law(values), reads),
    residuals: (values) => filter(law(values), reads, scale.change).innovations,
    known: false,
    likelihood: {
      parts: 'cells',
      deviances: (values) => filter(law(values), reads, scale.change).deviances,
      nothing: {
        deviance: reads.changes.length * (Math.log((2 * Math.PI * square) / scale.change ** 2) + 1),
        parameters: 1,
      },
      momentsOnly: true,
    },
    noise:
      `mean and covariance of the reads of one cell by the equations; the shape of the scatter is left ` +
      `open, intervals are from how cells ` +
      `differ${hypothesis.kept ? '' : ' (reads of a cell taken for independent)'}`,
    nothing: { residuals: reads.changes.map((change) => change / still), parameters: 1 },
    heldOut: {
      points: held.changes.length,
      residuals: (values) => filter(law(values), held, scale.change).innovations,
    },
    figures: (values) => figuresOf(cells, law(values)),
  };
}

/** What all cells do together, at every time, and the drift exponent at the reference level. */
function derivedOf(one: Estimate, hypothesis: Hypothesis, { fitted, times }: Cells, scale: TimeScale): Estimated[] {
  const starts = fitted.map(({ start }) => start);
  const law = (values: ArrayLike<number>) => lawOf(hypothesis, scale, values);
  const [shortest = NaN, longest = NaN] = [times[0], times.at(-1)];
  const left = (values: ArrayLike<number>, time: number): number =>
    1 + shiftOf(law(values), clockOf(law(values), time), scale.level) / scale.level;
  return [
    ...rootOf(one, 'read variance', { name: 'read noise', meaning: 'standard deviation of one read', unit: 'S' }),
    ...times.flatMap((time) => [
      derive(one, (values) => expectedMoments(law(values), starts, time).mean, {
        name: `mean at ${formatQuantity(time, 's')}`,
        meaning: 'mean change of all these cells',
        unit: 'S',
      }),
      derive(
        one,
        (values) => expectedMoments(law(values), starts, time).deviation,
        {
          name: `spread at ${formatQuantity(time, 's')}`,
          meaning: 'standard deviation of the change of all these cells',
          unit: 'S',
        },
        { logarithmic: true },
      ),
    ]),
    derive(one, (values) => -Math.log(left(values, longest) / left(values, shortest)) / Math.log(longest / shortest), {
      name: 'drift exponent',
      meaning:
        `nu of g (t / t0)^-nu between ${formatQuantity(shortest, 's')} and ${formatQuantity(longest, 's')} ` +
        `at the reference level`,
      unit: '',
    }),
  ];
}
