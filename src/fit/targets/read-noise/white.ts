import { generator } from '../../../random/generator.js';
import { derive } from '../../derived.js';
import { histogram } from './figures.js';
import type { Hypothesis } from './hypothesis.js';
import { momentsOf } from './traces.js';

/** Nothing but white noise: what the others have to beat. */
export const white: Hypothesis = {
  name: 'white',
  summary: 'white noise alone',
  equations: ['g(t) = level + white noise'],
  problem: (trace, mark) => {
    const { values, held } = trace;
    const { mean, deviation } = momentsOf(values);
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    const distances = (at: ArrayLike<number>, of: Float64Array): Float64Array =>
      of.map((value) => (value - (at[0] ?? NaN)) / (at[1] ?? NaN));
    const title = trace.name === '' ? 'trace' : trace.name;
    return {
      name: title,
      parameters: [
        {
          name: `level${mark}`,
          meaning: 'mean conductance',
          unit: 'S',
          scale: 'linear',
          size: deviation,
          start: mean,
          min: mean - 30 * deviation,
          max: mean + 30 * deviation,
        },
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
      x: Float64Array.from(values, (_, index) => trace.start + index * trace.step),
      observed: values,
      rows: trace.rows,
      xTitle: 'time (s)',
      yTitle: 'conductance (S)',
      predict: (at) => values.map(() => at[0] ?? NaN),
      residuals: (at) => distances(at, values),
      known: false,
      likelihood: {
        parts: 'samples',
        deviances: (at) =>
          distances(at, values).map(
            (distance) => Math.log((2 * Math.PI * (at[1] ?? NaN) ** 2) / deviation ** 2) + distance * distance,
          ),
        nothing: { deviance: values.length * (Math.log((2 * Math.PI * square) / deviation ** 2) + 1), parameters: 1 },
      },
      noise: 'normal and independent from sample to sample; no effect is a conductance of 0',
      nothing: { residuals: values.map((value) => value / Math.sqrt(square)), parameters: 1 },
      heldOut: { points: held.length, residuals: (at) => distances(at, held) },
      figures: ({ 0: level = NaN, 1: noise = NaN }) => [
        histogram(
          title,
          values,
          (value) => Math.exp(-0.5 * ((value - level) / noise) ** 2) / (noise * Math.sqrt(2 * Math.PI)),
        ),
      ],
    };
  },
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
