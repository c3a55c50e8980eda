import type { Likelihood } from '../../inference/likelihood.js';
import type { FitProblem } from '../../problem.js';
import type { FitParameter } from '../../search/parameter.js';
import { bandOf, periodogram, type Periodogram } from '../../spectrum/periodogram.js';
import { whittleDeviances, whittleResiduals } from '../../spectrum/whittle.js';
import { overFrequency, titleOf } from './axes.js';
import { bandOfTrace } from './band.js';
import { spectrumFigure } from './figures.js';
import { levelParameter } from './level.js';
import { momentsOf, type Trace } from './traces.js';

/** 1/f and white noise over the whole spectrum of a trace; parameters are level, density, exponent and variance. */
export function flickerProblem(trace: Trace, mark: string): FitProblem {
  const { values, step, held } = trace;
  const spectrum = periodogram(values, step, 'none');
  const { frequencies, densities } = spectrum;
  const later = periodogram(held, step, 'none');
  const law = lawOf(step, bandOfTrace(trace).middle);
  const average = meanOf(densities);
  return {
    name: titleOf(trace),
    parameters: parametersOf(trace, mark, spectrum),
    ...overFrequency(frequencies, densities),
    predict: (at) => law(frequencies, at),
    residuals: (at) => whittleResiduals(densities, law(frequencies, at)),
    known: false,
    likelihood: likelihoodOf(trace, densities, (at) => law(frequencies, at)),
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
      spectrumFigure(`${titleOf(trace)}: whole spectrum`, { frequencies, densities }, [
        { name: '1/f and white', frequencies, densities: law(frequencies, at) },
      ]),
    ],
  };
}

function parametersOf(trace: Trace, mark: string, { frequencies, densities }: Periodogram): readonly FitParameter[] {
  const { middle } = bandOfTrace(trace);
  const average = meanOf(densities);
  // The floor is what the last tenth of the spectrum shows; the 1/f noise stands above it in the middle.
  const floor = meanOf(densities.slice(-Math.ceil(densities.length / 10)));
  const around = meanOf(bandOf({ frequencies, densities }, middle / 1.5, middle * 1.5).densities);
  return [
    levelParameter(`level${mark}`, 'mean conductance', trace.values),
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
    whiteVariance(trace, mark, floor),
  ];
}

/** The variance, not its root: at 0 the likelihood has a slope over it, over the root it has none. */
function whiteVariance({ values, step }: Trace, mark: string, floor: number): FitParameter {
  return {
    name: `white variance${mark}`,
    meaning: 'variance of the white part',
    unit: 'S2',
    scale: 'linear',
    size: (0.2 * floor) / (2 * step),
    start: (0.9 * floor) / (2 * step),
    min: 0,
    max: (3 * momentsOf(values).deviation) ** 2,
    naturalBounds: true,
  };
}

function likelihoodOf(
  { values, step }: Trace,
  densities: Float64Array,
  law: (at: Float64Array) => Float64Array,
): Likelihood {
  const { mean, deviation } = momentsOf(values);
  // Densities as variances per sample in units of the whole deviation, so that this is the likelihood of the samples.
  const unit = (2 * step * deviation ** 2) / (2 * Math.PI);
  const relative = densities.map((density) => density / unit);
  return {
    parts: 'frequencies',
    deviances: (at) => {
      const expected = law(at);
      const slowest = (expected[0] ?? NaN) / (2 * step);
      // The mean is known as far as the slowest noise leaves it.
      return Float64Array.of(
        Math.log((2 * Math.PI * slowest) / deviation ** 2) + (values.length * (mean - (at[0] ?? NaN)) ** 2) / slowest,
        ...whittleDeviances(
          relative,
          expected.map((density) => density / unit),
        ),
      );
    },
    nothing: { deviance: values.length * (Math.log(2 * Math.PI) + 1), parameters: 2 },
  };
}

/** Density of 1/f and white noise over frequency. */
export const lawOf =
  (step: number, middle: number) =>
  (at: Float64Array, { 1: density = NaN, 2: exponent = NaN, 3: variance = NaN }: ArrayLike<number>): Float64Array =>
    at.map((frequency) => density * (frequency / middle) ** -exponent + 2 * step * variance);

const meanOf = (of: Float64Array): number => of.reduce((sum, density) => sum + density, 0) / of.length;
