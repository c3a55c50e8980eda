import { LARGEST_LABEL, curvatureOf, gainedAfter } from '../../../nonideality/update-curve.js';
import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';
import type { FitProblem } from '../../problem.js';
import type { FitParameter } from '../../search/parameter.js';
import { shapesOf } from './curve-shapes.js';
import { innovations, sizeFactor, spreadsOf, type PulseNoise } from './noise.js';
import { END, LABEL, SCATTER, START } from './parameters.js';
import type { Scatter } from './scatter.js';

const FEWEST = 20;

/** The curve of one direction and the scatter around it. @throws UserError for data that cannot hold the parameters */
export function problemOf(data: FitData, way: 'up' | 'down', scatter: Scatter): FitProblem {
  const observed = columnOf(data, `g_${way}`);
  const unit = data.units.get(`g_${way}`) ?? '';
  assertOneTrace(data, observed.length);
  const count = observed.length;
  const x = Float64Array.from(observed, (_, index) => index);
  const shares = x.map((pulse) => pulse / (count - 1));
  const still = mean(observed);
  const predict = (values: Float64Array): Float64Array => {
    const a = curvatureOf(Math.min(Math.max(values[LABEL] ?? NaN, -LARGEST_LABEL), LARGEST_LABEL));
    const [start, end] = [values[START] ?? NaN, values[END] ?? NaN];
    return gainedAfter(shares, a).map((part) => start + (end - start) * part);
  };
  const sized = remembered(scatter, shapesOf(shares, observed), count);
  return {
    name: way,
    parameters: [...curveParameters(observed, unit, way), ...scatter.parameters(way)],
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

function assertOneTrace(data: FitData, count: number): void {
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
  if (count < FEWEST)
    throw new UserError([
      {
        file: data.files[0]?.file ?? '',
        message: `found ${count} pulses, expected at least ${FEWEST} for a curve and its noise`,
      },
    ]);
}

function curveParameters(observed: Float64Array, unit: string, way: string): readonly FitParameter[] {
  const ends = Math.max(3, Math.round(observed.length / 20));
  const [first, last] = [mean(observed.slice(0, ends)), mean(observed.slice(-ends))];
  const size = Math.max(Math.abs(last - first), 1e-3 * Math.max(...observed.map(Math.abs)));
  const level = { unit, scale: 'linear' as const, size, min: first - 20 * size, max: first + 20 * size };
  return [
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
  ];
}

/** A noise, and what weighing residuals by it needs. */
interface Sized {
  readonly of: string;
  readonly noise: PulseNoise;
  readonly spreads: Float64Array;
  readonly factor: number;
}

/** Weights by the parameters of the scatter; the latest are kept, because most steps move the curve only. */
function remembered(scatter: Scatter, shapes: readonly Float64Array[], count: number): (values: Float64Array) => Sized {
  let latest: Sized | undefined;
  return (values) => {
    const of = values.join();
    if (latest === undefined || of !== latest.of || Number.isNaN(latest.factor)) {
      const noise = scatter.noise(values);
      latest = { of, noise, spreads: spreadsOf(count, noise), factor: sizeFactor(shapes, noise) };
    }
    return latest;
  };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
