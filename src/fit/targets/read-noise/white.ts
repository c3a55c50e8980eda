import { generator } from '../../../random/generator.js';
import { derive } from '../../derived.js';
import type { Likelihood } from '../../inference/likelihood.js';
import type { FitProblem } from '../../problem.js';
import { overTime, titleOf } from './axes.js';
import { histogram } from './figures.js';
import type { Hypothesis } from './hypothesis.js';
import { levelParameter } from './level.js';
import { momentsOf, type Trace } from './traces.js';

/** Nothing but white noise: what the others have to beat. */
export const white: Hypothesis = {
  name: 'white',
  summary: 'white noise alone',
  equations: ['g(t) = level + white noise'],
  problem,
  derived: (one, _, mark) => [
    derive(
      one,
      (values) => (values[1] ?? NaN) / (values[0] ?? NaN),
      { name: `std/mean${mark}`, meaning: 'relative standard deviation of all noise', unit: '' },
      { logarithmic: true },
    ),
  ],
  warnings: () => [],
  noise: ({ values: { 0: level = NaN, 1: noise = NaN } }) => ({ conductance: level, sigma: noise / level }),
  synthetic: (seed) => {
    const draws = generator(seed);
    const truth = { level: 100e-6, noise: 1e-6, exponent: 0, density: 1e-12 * 2 * 2.5e-3 };
    const rows = Array.from(
      { length: 3000 },
      (_, index) => `${Number((index * 2.5e-3).toFixed(6))},${(truth.level + truth.noise * draws.normal()) * 1e6}`,
    );
    return { csv: `t_s,g_uS\n${rows.join('\n')}\n`, truth: { ...truth, 'std/mean': 0.01 } };
  },
};

function problem(trace: Trace, mark: string): FitProblem {
  const { values, held } = trace;
  const { deviation } = momentsOf(values);
  const square = squareOf(values);
  const distances = (at: ArrayLike<number>, of: Float64Array): Float64Array =>
    of.map((value) => (value - (at[0] ?? NaN)) / (at[1] ?? NaN));
  return {
    name: titleOf(trace),
    parameters: [
      levelParameter(`level${mark}`, 'mean conductance', values),
      {
        name: `noise${mark}`,
        meaning: 'standard deviation of the white noise',
        unit: 'S',
        scale: 'log',
        size: 1,
        start: deviation,
        min: 1e-5 * deviation,
        max: 100 * deviation,
      },
    ],
    ...overTime(trace),
    predict: (at) => values.map(() => at[0] ?? NaN),
    residuals: (at) => distances(at, values),
    known: false,
    likelihood: likelihoodOf(values, (at) => distances(at, values)),
    noise: 'normal and independent from sample to sample; no effect is a conductance of 0',
    nothing: { residuals: values.map((value) => value / Math.sqrt(square)), parameters: 1 },
    heldOut: { points: held.length, residuals: (at) => distances(at, held) },
    figures: ({ 0: level = NaN, 1: noise = NaN }) => [
      histogram(
        titleOf(trace),
        values,
        (value) => Math.exp(-0.5 * ((value - level) / noise) ** 2) / (noise * Math.sqrt(2 * Math.PI)),
      ),
    ],
  };
}

function likelihoodOf(values: Float64Array, distances: (at: ArrayLike<number>) => Float64Array): Likelihood {
  const { deviation } = momentsOf(values);
  const square = squareOf(values);
  return {
    parts: 'samples',
    deviances: (at) =>
      distances(at).map(
        (distance) => Math.log((2 * Math.PI * (at[1] ?? NaN) ** 2) / deviation ** 2) + distance * distance,
      ),
    nothing: { deviance: values.length * (Math.log((2 * Math.PI * square) / deviation ** 2) + 1), parameters: 1 },
  };
}

function squareOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}
