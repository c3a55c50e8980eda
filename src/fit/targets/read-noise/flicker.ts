import { generator } from '../../../random/generator.js';
import { derive, rootOf } from '../../derived.js';
import { bandOf, periodogram } from '../../spectrum/periodogram.js';
import { whittleDeviances, whittleResiduals } from '../../spectrum/whittle.js';
import { bandOfTrace } from './band.js';
import { spectrumFigure } from './figures.js';
import type { Hypothesis } from './hypothesis.js';
import { momentsOf, type Trace } from './traces.js';

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
  problem: (trace, mark) => {
    const { values, step, held } = trace;
    const { mean, deviation } = momentsOf(values);
    const { middle } = bandOfTrace(trace);
    const { frequencies, densities } = periodogram(values, step, 'none');
    const later = periodogram(held, step, 'none');
    const law = lawOf(step, middle);
    // Densities as variances per sample in units of the whole deviation, so that this is the likelihood of the samples.
    const unit = (2 * step * deviation ** 2) / (2 * Math.PI);
    const relative = densities.map((density) => density / unit);
    const average = densities.reduce((sum, density) => sum + density, 0) / densities.length;
    const meanOf = (of: Float64Array): number => of.reduce((sum, density) => sum + density, 0) / of.length;
    // The floor is what the last tenth of the spectrum shows; the 1/f noise stands above it in the middle.
    const floor = meanOf(densities.slice(-Math.ceil(densities.length / 10)));
    const around = meanOf(bandOf({ frequencies, densities }, middle / 1.5, middle * 1.5).densities);
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
          name: `1/f density${mark}`,
          meaning: `power density of the 1/f noise at ${middle.toPrecision(3)} Hz`,
          unit: 'S2/Hz',
          scale: 'log',
          size: 1,
          start: Math.max(around - floor, 0.1 * around),
          min: 1e-9 * average,
          max: 1e6 * average,
        },
        {
          name: `1/f exponent${mark}`,
          meaning: 'it falls as 1 / f^exponent',
          unit: '',
          scale: 'linear',
          size: 0.3,
          start: 1.2,
          min: 0.05,
          max: 5,
        },
        // The variance, not its root: at 0 the likelihood has a slope over it, over the root it has none.
        {
          name: `white variance${mark}`,
          meaning: 'variance of the white part',
          unit: 'S2',
          scale: 'linear',
          size: (0.2 * floor) / (2 * step),
          start: (0.9 * floor) / (2 * step),
          min: 0,
          max: (3 * deviation) ** 2,
          naturalBounds: true,
        },
      ],
      x: frequencies.map(Math.log10),
      observed: densities,
      rows: [],
      xTitle: 'log10 of frequency (Hz)',
      yTitle: 'power density (S2/Hz)',
      predict: (at) => law(frequencies, at),
      residuals: (at) => whittleResiduals(densities, law(frequencies, at)),
      known: false,
      likelihood: {
        parts: 'frequencies',
        deviances: (at) => {
          const expected = law(frequencies, at);
          const slowest = (expected[0] ?? NaN) / (2 * step);
          // The mean is known as far as the slowest noise leaves it.
          return Float64Array.of(
            Math.log((2 * Math.PI * slowest) / deviation ** 2) +
              (values.length * (mean - (at[0] ?? NaN)) ** 2) / slowest,
            ...whittleDeviances(
              relative,
              expected.map((density) => density / unit),
            ),
          );
        },
        nothing: { deviance: values.length * (Math.log(2 * Math.PI) + 1), parameters: 2 },
      },
      noise:
        'periodogram, independent and exponential about the density at every Fourier frequency (Whittle); ' +
        'no effect is white noise alone',
      nothing: {
        residuals: whittleResiduals(
          densities,
          densities.map(() => average),
        ),
        parameters: 2,
      },
      heldOut: {
        points: later.densities.length,
        residuals: (at) => whittleResiduals(later.densities, law(later.frequencies, at)),
      },
      figures: (at) => [
        spectrumFigure(`${title}: whole spectrum`, { frequencies, densities }, [
          { name: '1/f and white', frequencies, densities: law(frequencies, at) },
        ]),
      ],
    };
  },
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

const lawOf =
  (step: number, middle: number) =>
  (at: Float64Array, { 1: density = NaN, 2: exponent = NaN, 3: variance = NaN }: ArrayLike<number>): Float64Array =>
    at.map((frequency) => density * (frequency / middle) ** -exponent + 2 * step * variance);

/** Root of the densities at the Fourier frequencies times their distance. */
function spreadOver(trace: Trace, values: ArrayLike<number>): number {
  const count = trace.values.length;
  const at = Float64Array.from({ length: Math.ceil(count / 2 - 1) }, (_, index) => (index + 1) / (count * trace.step));
  return Math.sqrt(
    lawOf(trace.step, bandOfTrace(trace).middle)(at, values).reduce((sum, density) => sum + density, 0) /
      (count * trace.step),
  );
}

/**
 * Normal noise of a given spectrum as a sum of cosines and sines, eight times as long as it is given out, so that no
 * period shows.
 */
function coloured(
  law: (at: Float64Array, values: ArrayLike<number>) => Float64Array,
  values: ArrayLike<number>,
  count: number,
  step: number,
  normal: () => number,
): Float64Array {
  const long = 8 * count;
  const distance = 1 / (long * step);
  const at = Float64Array.from({ length: long / 2 - 1 }, (_, index) => (index + 1) * distance);
  const sizes = law(at, values).map((density) => Math.sqrt(density * distance));
  const found = new Float64Array(count).fill(values[0] ?? NaN);
  // Rotating each wave by its angle per sample is exact enough over some thousand samples, and needs no inverse
  // transform.
  sizes.forEach((size, index) => {
    let [cos, sin] = [size * normal(), size * normal()];
    const [turn, lean] = [Math.cos((2 * Math.PI * (index + 1)) / long), Math.sin((2 * Math.PI * (index + 1)) / long)];
    for (let sample = 0; sample < count; sample += 1) {
      found[sample]! += cos;
      [cos, sin] = [cos * turn - sin * lean, cos * lean + sin * turn];
    }
  });
  return found;
}
