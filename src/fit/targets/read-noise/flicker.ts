import { generator } from '../../../random/generator.js';
import { derive, rootOf } from '../../derived.js';
import { bandOfTrace } from './band.js';
import { coloured } from './coloured.js';
import { flickerProblem, lawOf } from './flicker-problem.js';
import type { Hypothesis } from './hypothesis.js';
import type { Trace } from './traces.js';

/**
 * Many traps with rates over decades make 1/f noise (McWhorter 1957): a power of the frequency over the whole spectrum,
 * above a white floor.
 */
export const flicker: Hypothesis = {
  name: 'flicker',
  summary: '1/f noise over the whole spectrum, with white noise',
  equations: [
    'S(f) = 1/f density (f / middle)^-(1/f exponent) + 2 step (white variance), from the first Fourier ' +
      'frequency to half the sampling rate',
  ],
  problem: flickerProblem,
  derived: (one, trace, mark) => [
    ...rootOf(one, `white variance${mark}`, {
      name: `white noise${mark}`,
      meaning: 'standard deviation of the white part',
      unit: 'S',
    }),
    derive(
      one,
      (values) => spreadOver(trace, values) / (values[0] ?? NaN),
      {
        name: `std/mean${mark}`,
        meaning: 'relative standard deviation of all noise within the length of the trace',
        unit: '',
      },
      { logarithmic: true },
    ),
  ],
  warnings: () => [],
  noise: ({ values: { 0: level = NaN, 3: variance = NaN } }) => ({
    conductance: level,
    sigma: Math.sqrt(variance) / level,
  }),
  synthetic: (seed) => {
    const draws = generator(seed);
    const [count, step] = [4096, 2.5e-3];
    const middle = bandOfTrace({ values: new Float64Array(count), step } as Trace).middle;
    const truth = { level: 100e-6, '1/f density': 2e-15, '1/f exponent': 1.2, 'white variance': 1e-12 };
    const values = coloured(
      lawOf(step, middle),
      [truth.level, truth['1/f density'], truth['1/f exponent'], truth['white variance']],
      count,
      step,
      () => draws.normal(),
    );
    const rows = Array.from(values, (value, index) => `${Number((index * step).toFixed(6))},${value * 1e6}`);
    return {
      csv: `t_s,g_uS\n${rows.join('\n')}\n`,
      truth: {
        '1/f density': truth['1/f density'],
        '1/f exponent': truth['1/f exponent'],
        'white variance': truth['white variance'],
      },
    };
  },
};

/** Root of the densities at the Fourier frequencies times their distance. */
function spreadOver(trace: Trace, values: ArrayLike<number>): number {
  const count = trace.values.length;
  const at = Float64Array.from({ length: Math.ceil(count / 2 - 1) }, (_, index) => (index + 1) / (count * trace.step));
  return Math.sqrt(
    lawOf(trace.step, bandOfTrace(trace).middle)(at, values).reduce((sum, density) => sum + density, 0) /
      (count * trace.step),
  );
}
