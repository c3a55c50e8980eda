import { cardHead, cardNumber } from '../../card.js';
import type { ColumnSpec } from '../../data/column.js';
import { columnOf, type FitData } from '../../data/table.js';
import { scatterOf } from '../../derived.js';
import type { FitProblem } from '../../problem.js';
import type { FitTarget } from '../../target.js';
import { UserError } from '../../../units/user-error.js';
import { synthetic } from './synthetic.js';

const columns: readonly ColumnSpec[] = [
  { name: 't', meaning: 'time', kinds: ['duration'] },
  { name: 'y', meaning: 'TODO: what is measured', kinds: ['number'] },
];

const FEWEST = 4;

/** TODO: which measurement this is, and what is fitted in it. */
export const camelName: FitTarget = {
  name: 'kebab-name',
  title: 'Plain name',
  summary: 'A and tau from points (t, y)',
  references: ['TODO: the paper that has the equation'],
  columns,
  models: [
    {
      name: 'exponential',
      summary: 'one exponential',
      equations: ['y = A exp(-t / tau)'],
      plan: (data) => ({
        problems: [decay(data)],
        derived: (estimates) => estimates.flatMap((estimate) => scatterOf(estimate, 'sd', 'scatter of one point')),
        faults: () => [],
        cards: ([fitted], _derived, origin) => [
          {
            format: 'yaml',
            text: `${cardHead(origin, 'rule of a spec')}rule: { kind: trace, tau: ${cardNumber(fitted, 1)} s }\n`,
          },
        ],
      }),
    },
  ],
  synthetic,
};

function decay(data: FitData): FitProblem {
  const [t, y] = [columnOf(data, 't'), columnOf(data, 'y')];
  const used = [...t.keys()].filter((index) => data.heldOut[index] === 0);
  const held = [...t.keys()].filter((index) => data.heldOut[index] === 1);
  if (used.length < FEWEST)
    throw new UserError([
      {
        file: data.files[0]?.file ?? '',
        message: `found ${used.length} points, expected at least ${FEWEST} for A and tau`,
      },
    ]);
  const times = Float64Array.from(used, (index) => t[index] ?? NaN);
  const observed = Float64Array.from(used, (index) => y[index] ?? NaN);
  const size = Math.max(...observed.map(Math.abs)) || 1;
  const longest = Math.max(...times);
  const at = (time: number, [amplitude = NaN, tau = NaN]: ArrayLike<number> & Iterable<number>): number =>
    amplitude * Math.exp(-time / tau);
  const predict = (values: Float64Array): Float64Array => times.map((time) => at(time, values));
  return {
    name: 'decay',
    parameters: [
      {
        name: 'A',
        meaning: 'value at 0',
        unit: '',
        scale: 'linear',
        start: size,
        min: -1e3 * size,
        max: 1e3 * size,
        size,
      },
      {
        name: 'tau',
        meaning: 'time constant',
        unit: 's',
        scale: 'log',
        start: longest / 3,
        min: longest / 1e4,
        max: longest * 30,
        size: 1,
      },
    ],
    x: times,
    observed,
    rows: used,
    xTitle: 't (s)',
    yTitle: 'y',
    predict,
    residuals: (values) => predict(values).map((value, index) => (observed[index] ?? NaN) - value),
    known: false,
    noise: 'normal scatter of one unknown size at every point',
    nothing: { residuals: observed, parameters: 0 },
    heldOut: {
      points: held.length,
      residuals: (values) => Float64Array.from(held, (index) => (y[index] ?? NaN) - at(t[index] ?? NaN, values)),
    },
  };
}
