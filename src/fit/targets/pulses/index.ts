import { LARGEST_LABEL, curvatureOf, gained } from '../../../nonideality/update-curve.js';
import { UserError } from '../../../units/user-error.js';
import { cardHead, cardNumber, digits } from '../../card.js';
import type { ColumnSpec } from '../../data/column.js';
import { derive } from '../../derived.js';
import { studentQuantile } from '../../inference/diagnostics.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { FitProblem } from '../../problem.js';
import { columnOf, type FitData } from '../../data/table.js';
import type { Origin } from '../../origin.js';
import type { FitModel, FitTarget } from '../../target.js';
import { innovations, sizeFactor, spreadsOf } from './noise.js';
import { accumulated, forgotten, independent, type Scatter } from './scatter.js';
import { synthetic } from './synthetic.js';

const columns: readonly ColumnSpec[] = [
  { name: 'g_up', meaning: 'conductance after each potentiating pulse', kinds: ['conductance', 'number'] },
  { name: 'g_down', meaning: 'conductance after each depressing pulse', kinds: ['conductance', 'number'] },
];

const FEWEST = 20;
/** Places of the parameters of the curve; those of the scatter follow. */
const [START, END, LABEL, SCATTER] = [0, 1, 2, 3];

/**
 * Conductance after identical pulses: the curve of the update, and how much of its scatter stays from pulse to pulse.
 */
export const pulses: FitTarget = {
  name: 'pulses',
  title: 'Potentiation and depression by identical pulses',
  summary:
    'nonlinearity label NL and curvature A of both directions, asymmetry, update noise and read noise, ' +
    'from one row per pulse',
  references: [
    'Chen, Peng, Yu: NeuroSim+, IEDM 2017 (curve and label)',
    'Gong et al.: Nature Communications 9 (2018) 2102 (signal and noise of updates)',
  ],
  columns,
  models: [modelOf(forgotten), modelOf(accumulated), modelOf(independent)],
  synthetic,
};

function modelOf(scatter: Scatter): FitModel {
  return {
    name: scatter.name,
    summary: scatter.summary,
    equations: [
      'g(n) = start + (end - start) (1 - exp(-n / A)) / (1 - exp(-N / A)), N pulses from the first row to ' +
        'the last; NL is the label of A / N',
      scatter.equation,
    ],
    plan: (data) => ({
      problems: [direction(data, 'up', scatter), direction(data, 'down', scatter)],
      derived: (estimates) => [
        ...estimates.flatMap((one) => noiseOf(one, scatter)),
        ...estimates.flatMap(memory),
        ...estimates.map(curvature),
        asymmetry(estimates),
      ],
      faults: (estimates) =>
        estimates.flatMap(({ values, problem }, index) => {
          const rise = (values[END] ?? NaN) - (values[START] ?? NaN);
          return rise * (index === 0 ? 1 : -1) > 0
            ? []
            : [`${problem.name} moves the conductance the other way (are the columns exchanged?)`];
        }),
      cards: (estimates, derived, origin) => [{ format: 'yaml', text: card(estimates, derived, origin) }],
    }),
  };
}

function card([up, down]: readonly Estimate[], derived: readonly Estimated[], origin: Origin): string {
  const number = (name: string): string => {
    const found = derived.find((one) => one.name === name);
    return found === undefined ? '0' : digits(found.value, found.standardError);
  };
  const unit = up?.problem.parameters[START]?.unit === 'S' ? ' S' : '';
  return `${cardHead(origin, 'answer to identical pulses (parseMeasuredUpdate reads it)')}update:
  lowest: ${cardNumber(up, START)}${unit}
  highest: ${cardNumber(down, START)}${unit}
  pulses: ${(up?.points ?? 1) - 1}
  nonlinearity: { potentiation: ${cardNumber(up, LABEL)}, depression: ${cardNumber(down, LABEL)} }
  update-noise: { potentiation: ${number('update noise up')}${unit}, depression: ${number('update noise down')}${unit} }
  read-noise: { potentiation: ${number('read noise up')}${unit}, depression: ${number('read noise down')}${unit} }
`;
}

function direction(data: FitData, way: 'up' | 'down', scatter: Scatter): FitProblem {
  const observed = columnOf(data, `g_${way}`);
  const unit = data.units.get(`g_${way}`) ?? '';
  if (data.heldOut.some((held) => held === 1))
    throw new UserError([
      {
        message:
          '--hold-out: pulses follow each other, and a row taken out would shift the others; use --keep ' +
          'to cut the end off',
      },
    ]);
  if (data.files.length > 1)
    throw new UserError([
      { message: `pulses: ${data.files.length} files are ${data.files.length} devices or cycles; fit them one by one` },
    ]);
  if (observed.length < FEWEST)
    throw new UserError([
      {
        file: data.files[0]?.file ?? '',
        message: `found ${observed.length} pulses, expected at least ${FEWEST} for a curve and its noise`,
      },
    ]);
  const count = observed.length;
  const x = Float64Array.from(observed, (_, index) => index);
  const ends = Math.max(3, Math.round(count / 20));
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [first, last, still] = [mean(observed.slice(0, ends)), mean(observed.slice(-ends)), mean(observed)];
  const size = Math.max(Math.abs(last - first), 1e-3 * Math.max(...observed.map(Math.abs)));
  const predict = (values: Float64Array): Float64Array => {
    const a = curvatureOf(Math.min(Math.max(values[LABEL] ?? NaN, -LARGEST_LABEL), LARGEST_LABEL));
    return x.map(
      (pulse) =>
        (values[START] ?? NaN) + ((values[END] ?? NaN) - (values[START] ?? NaN)) * gained(pulse / (count - 1), a),
    );
  };
  const shapes = shapesOf(
    x.map((pulse) => pulse / (count - 1)),
    observed,
  );
  // Most steps move the curve only.
  let latest = { of: '', noise: scatter.noise([]), spreads: spreadsOf(0, scatter.noise([])), factor: NaN };
  const sized = (values: Float64Array): typeof latest => {
    const of = values.join();
    if (of !== latest.of || Number.isNaN(latest.factor)) {
      const noise = scatter.noise(values);
      latest = { of, noise, spreads: spreadsOf(count, noise), factor: sizeFactor(shapes, noise) };
    }
    return latest;
  };
  const level = { unit, scale: 'linear' as const, size, min: first - 20 * size, max: first + 20 * size };
  return {
    name: way,
    parameters: [
      { ...level, name: `start ${way}`, meaning: 'conductance at the first row', start: first },
      { ...level, name: `end ${way}`, meaning: 'conductance at the last row', start: last },
      {
        name: `NL ${way}`,
        meaning: 'nonlinearity label, 0 linear, positive saturates early',
        unit: '',
        scale: 'linear',
        size: 1,
        start: 1,
        min: -LARGEST_LABEL,
        max: LARGEST_LABEL,
      },
      ...scatter.parameters(way),
    ],
    x,
    observed,
    rows: [...observed.keys()],
    xTitle: 'pulse',
    yTitle: unit === 'S' ? 'conductance (S)' : 'conductance (as measured)',
    predict,
    residuals: (values) => {
      const { noise, spreads, factor } = sized(values.slice(SCATTER));
      const expected = predict(values);
      return innovations(
        observed.map((value, index) => value - (expected[index] ?? NaN)),
        noise,
        spreads,
      ).map((value) => factor * value);
    },
    known: false,
    varyingSpread: true,
    noise: scatter.words,
    nothing: { residuals: observed.map((value) => value - still), parameters: 1 },
  };
}

/** Level, rise and curvature of the curve near the measured ones. */
function shapesOf(x: Float64Array, observed: Float64Array): Float64Array[] {
  const label = rivalLabels
    .map((candidate) => ({
      candidate,
      left: unexplained(
        x.map((at) => gained(at, curvatureOf(candidate))),
        observed,
      ),
    }))
    .reduce((best, one) => (one.left < best.left ? one : best)).candidate;
  const [more, less] = [curvatureOf(label + 0.1), curvatureOf(label - 0.1)];
  return [
    x.map(() => 1),
    x.map((at) => gained(at, curvatureOf(label))),
    x.map((at) => gained(at, more) - gained(at, less)),
  ];
}

const rivalLabels = Array.from({ length: 35 }, (_, index) => (index - 17) / 2);

/** Squares that are left of y behind a straight line of a shape. */
function unexplained(shape: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centre, level] = [mean(shape), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  shape.forEach((value, index) => {
    const [dx, dy] = [value - centre, (y[index] ?? NaN) - level];
    [xx, xy, yy] = [xx + dx * dx, xy + dx * dy, yy + dy * dy];
  });
  return yy - (xy * xy) / xx;
}

/** Standard deviations of the update and of a reading, where the hypothesis has them. */
function noiseOf(estimate: Estimate, scatter: Scatter): Estimated[] {
  const unit = estimate.problem.parameters[START]?.unit ?? '';
  const { name, observed } = estimate.problem;
  const shapes = shapesOf(
    Float64Array.from(observed, (_, index) => index / (observed.length - 1)),
    observed,
  );
  // The size of the whole is known to 1 / (2 nu) in the variance of its logarithm, whatever its parts.
  const options = { logarithmic: true, more: 1 / (2 * estimate.freedom) };
  return (['update', 'read'] as const).flatMap((part) => {
    const size = (values: Float64Array): number => {
      const noise = scatter.noise(values.slice(SCATTER));
      return (estimate.scatter / sizeFactor(shapes, noise)) * Math.sqrt(noise[part]);
    };
    if (!(size(estimate.values) > 0)) return [];
    return [
      derive(
        estimate,
        size,
        {
          name: `${part} noise ${name}`,
          meaning:
            part === 'update'
              ? 'standard deviation that one pulse adds to its change'
              : 'standard deviation between reads',
          unit,
        },
        options,
      ),
    ];
  });
}

/** The same as the share that a pulse leaves, in pulses; the interval is carried over. */
function memory({ parameters, problem }: Estimate): Estimated[] {
  const kept = parameters.find(({ name }) => name === `kept ${problem.name}`);
  if (kept === undefined) return [];
  const pulsesOf = (share: number): number => -1 / Math.log(share);
  return [
    {
      name: `memory ${problem.name}`,
      meaning: 'pulses over which a deviation falls to 1/e',
      unit: '',
      value: pulsesOf(kept.value),
      standardError: (pulsesOf(kept.value) ** 2 / kept.value) * kept.standardError,
      low: pulsesOf(kept.low),
      high: pulsesOf(kept.high),
    },
  ];
}

/** The interval is that of the label, carried over: A falls steadily with it. */
function curvature(estimate: Estimate): Estimated {
  const label = estimate.parameters[LABEL];
  if (label === undefined) throw new Error('pulses fits a label');
  const inverse = (at: number): number => 1 / curvatureOf(Math.min(Math.max(at, -LARGEST_LABEL), LARGEST_LABEL));
  const slope = (inverse(label.value + 1e-4) - inverse(label.value - 1e-4)) / 2e-4;
  return {
    name: `N/A ${estimate.problem.name}`,
    meaning: 'pulses over curvature; 0 is linear',
    unit: '',
    value: inverse(label.value),
    standardError: Math.abs(slope) * label.standardError,
    low: inverse(label.low),
    high: inverse(label.high),
  };
}

/** Sum of the labels (src/nonideality/update-curve.ts); the two traces are independent. */
function asymmetry(estimates: readonly Estimate[]): Estimated {
  const labels = estimates.map(({ parameters }) => parameters[LABEL]);
  const value = labels.reduce((sum, label) => sum + (label?.value ?? NaN), 0);
  const error = Math.hypot(...labels.map((label) => label?.standardError ?? NaN));
  const reach = studentQuantile(Math.min(...estimates.map(({ freedom }) => freedom))) * error;
  return {
    name: 'asymmetry',
    meaning: 'NL up + NL down; 0 where the two directions cancel everywhere',
    unit: '',
    value,
    standardError: error,
    low: value - reach,
    high: value + reach,
  };
}
