import type { ColumnSpec } from '../../data/column.js';
import type { Estimate } from '../../estimate.js';
import type { FitProblem } from '../../problem.js';
import { columnOf, type FitData } from '../../data/table.js';
import type { FitParameter } from '../../search/parameter.js';
import type { FitTarget } from '../../target.js';
import { UserError } from '../../../units/user-error.js';
import { scatterOf } from '../../derived.js';
import { cardHead, cardNumber } from '../../card.js';
import { synthetic } from './synthetic.js';

const columns: readonly ColumnSpec[] = [
  { name: 'dt', meaning: 't_post - t_pre', kinds: ['duration'] },
  { name: 'dw', meaning: 'weight change as a share of the weight range', kinds: ['number'] },
  { name: 'sd', meaning: 'standard deviation of dw', kinds: ['number'], optional: true },
];

const FEWEST = 4;

/**
 * Both sides of a pair window, each with its own scatter: potentiation and depression of a synapse rarely scatter
 * alike.
 */
export const stdpWindow: FitTarget = {
  name: 'stdp-window',
  title: 'Learning window of pair-based STDP',
  summary: 'A+, tau+, A-, tau- from points (dt, dw)',
  references: ['Bi, Poo: J. Neurosci. 18 (1998) 10464', 'Song, Miller, Abbott: Nature Neurosci. 3 (2000) 919'],
  columns,
  models: [
    {
      name: 'exponential',
      summary: 'one exponential on each side',
      equations: ['dw = A+ exp(-dt / tau+)   for dt > 0', 'dw = -A- exp(dt / tau-)   for dt < 0'],
      plan: (data) => ({
        problems: [side(data, 1), side(data, -1)],
        derived: (estimates) =>
          estimates.flatMap((estimate, index) =>
            scatterOf(estimate, index === 0 ? 'sd+' : 'sd-', 'scatter of one point'),
          ),
        faults: (estimates) => estimates.flatMap((estimate) => wrongSign(estimate)),
        cards: ([potentiation, depression], _derived, origin) => [
          {
            format: 'yaml',
            text: `${cardHead(origin, 'rule of a spec')}rule:
  kind: stdp
  dependence: additive
  potentiation: { amplitude: ${cardNumber(potentiation, 0)}, tau: ${cardNumber(potentiation, 1)} s }
  depression: { amplitude: ${cardNumber(depression, 0)}, tau: ${cardNumber(depression, 1)} s }
  weight: { initial: 0.5 }
`,
          },
        ],
      }),
    },
  ],
  synthetic,
};

function side(data: FitData, sign: 1 | -1): FitProblem {
  const { dt, dw, sd, used, held } = pointsOf(data, sign);
  const delay = Float64Array.from(used, (index) => Math.abs(dt[index] ?? NaN));
  const observed = Float64Array.from(used, (index) => dw[index] ?? NaN);
  const weight = Float64Array.from(used, (index) => (sd === undefined ? 1 : 1 / (sd[index] ?? NaN)));
  const curve = (
    times: Float64Array,
    [amplitude = NaN, tau = NaN]: ArrayLike<number> & Iterable<number>,
  ): Float64Array => times.map((time) => sign * amplitude * Math.exp(-time / tau));
  const predict = (values: Float64Array): Float64Array => curve(delay, values);
  return {
    name: sign > 0 ? 'potentiation' : 'depression',
    parameters: parametersOf(delay, observed, sign),
    x: delay.map((value) => sign * value),
    observed,
    rows: used,
    xTitle: 'dt (s)',
    yTitle: 'dw',
    predict,
    residuals: (values) =>
      predict(values).map((value, index) => ((observed[index] ?? NaN) - value) * (weight[index] ?? NaN)),
    known: sd !== undefined,
    noise:
      sd === undefined
        ? 'normal scatter of one unknown size at every point of this side'
        : 'normal scatter of the size that the column sd gives',
    nothing: { residuals: observed.map((value, index) => value * (weight[index] ?? NaN)), parameters: 0 },
    heldOut: {
      points: held.length,
      residuals: (values) =>
        curve(
          Float64Array.from(held, (index) => Math.abs(dt[index] ?? NaN)),
          values,
        ).map((value, index) => ((dw[held[index] ?? -1] ?? NaN) - value) / (sd?.[held[index] ?? -1] ?? 1)),
    },
  };
}

/** The columns, and the rows of one side, the shortest delay first. */
interface Points {
  readonly dt: Float64Array;
  readonly dw: Float64Array;
  readonly sd: Float64Array | undefined;
  readonly used: readonly number[];
  readonly held: readonly number[];
}

/** @throws UserError for a side with too few points, or a standard deviation that is none */
function pointsOf(data: FitData, sign: 1 | -1): Points {
  const [dt, dw, sd] = [columnOf(data, 'dt'), columnOf(data, 'dw'), data.columns.get('sd')];
  const all = [...dt.keys()]
    .filter((index) => Math.sign(dt[index] ?? NaN) === sign)
    .sort((a, b) => Math.abs(dt[a] ?? NaN) - Math.abs(dt[b] ?? NaN));
  const used = all.filter((index) => data.heldOut[index] === 0);
  const held = all.filter((index) => data.heldOut[index] === 1);
  const delays = new Set(used.map((index) => dt[index]));
  const mark = markOf(sign);
  if (used.length < FEWEST || delays.size < 2) {
    throw new UserError([
      {
        file: data.files[0]?.file ?? '',
        message:
          `found ${used.length} points with dt ${sign > 0 ? '>' : '<'} 0 at ${delays.size} delays, expected ` +
          `at least ${FEWEST} points at 2 delays for A${mark} and tau${mark}`,
      },
    ]);
  }
  const faulty = sd === undefined ? undefined : used.find((index) => !((sd[index] ?? NaN) > 0));
  if (faulty !== undefined)
    throw new UserError([
      { message: `${data.places[faulty] ?? ''}: sd is ${sd?.[faulty] ?? NaN}, expected a standard deviation above 0` },
    ]);
  return { dt, dw, sd, used, held };
}

function parametersOf(delay: Float64Array, observed: Float64Array, sign: 1 | -1): readonly FitParameter[] {
  const mark = markOf(sign);
  const [shortest, longest] = [delay[0] ?? NaN, delay.at(-1) ?? NaN];
  const size = observed.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return [
    {
      name: `A${mark}`,
      meaning: `size of the change at dt -> 0${mark}`,
      unit: '',
      scale: 'linear',
      start: sign * (observed[0] ?? NaN),
      min: -1e3 * size,
      max: 1e3 * size,
      size,
    },
    {
      name: `tau${mark}`,
      meaning: 'time constant of the window',
      unit: 's',
      scale: 'log',
      start: (shortest + longest) / 3,
      min: shortest / 5,
      max: longest * 30,
      size: 1,
    },
  ];
}

function markOf(sign: 1 | -1): '+' | '-' {
  return sign > 0 ? '+' : '-';
}

/** A rule's amplitudes are above 0; a window that turns the other way is not this rule. */
function wrongSign({ parameters: [amplitude], problem }: Estimate): string[] {
  return amplitude !== undefined && amplitude.value < 0
    ? [
        `${amplitude.name} is negative: the ${problem.name} side changes the other way (are the columns ` +
          `or the sign of dt exchanged?)`,
      ]
    : [];
}
