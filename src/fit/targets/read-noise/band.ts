import type { Likelihood } from '../../inference/likelihood.js';
import type { FitProblem } from '../../problem.js';
import type { FitParameter } from '../../search/parameter.js';
import { bandOf, periodogram } from '../../spectrum/periodogram.js';
import { whittleDeviances, whittleResiduals } from '../../spectrum/whittle.js';
import { overFrequency, titleOf } from './axes.js';
import { spectrumFigure } from './figures.js';
import { momentsOf, type Trace } from './traces.js';

/**
 * The band that a spectrum is read in: 15 periods in the trace and ten samples in a period, so that neither end nor
 * aliasing counts.
 */
const [PERIODS, SAMPLES] = [15, 10];

export interface Band {
  readonly from: number;
  readonly to: number;
  /** Geometric middle, Hz: the density is given there. */
  readonly middle: number;
}

export function bandOfTrace({ values, step }: Trace): Band {
  const [from, to] = [PERIODS / (values.length * step), 1 / (SAMPLES * step)];
  return { from, to, middle: Math.sqrt(from * to) };
}

/** What the instrument itself must add: the smallest step between readings, as a rectangular error at every sample. */
function quantisation(values: Float64Array, step: number): number {
  const sorted = values.toSorted();
  let smallest = Infinity;
  sorted.forEach((value, index) => {
    const gap = value - (sorted[index - 1] ?? NaN);
    if (gap > 0 && gap < smallest) smallest = gap;
  });
  return ((smallest * smallest) / 12) * 2 * step;
}

/** Density and exponent of the spectrum of a trace over the band, whatever it comes from. */
export function bandProblem(trace: Trace, mark: string): FitProblem {
  const band = bandOfTrace(trace);
  const { from, to, middle } = band;
  const { frequencies, densities } = bandOf(periodogram(trace.values, trace.step, 'hann'), from, to);
  const later = bandOf(periodogram(trace.held, trace.step, 'hann'), from, to);
  const mean = densities.reduce((sum, density) => sum + density, 0) / densities.length;
  const line = (at: Float64Array, values: ArrayLike<number>): Float64Array =>
    at.map((frequency) => (values[0] ?? NaN) * (frequency / middle) ** -(values[1] ?? NaN));
  const floor = quantisation(trace.values, trace.step) / mean;
  return {
    name: `${titleOf(trace)}, spectrum`,
    parameters: parametersOf(band, mark, line(Float64Array.of(middle), [mean / 3, 1])[0] ?? NaN, mean),
    ...overFrequency(frequencies, densities),
    predict: (values) => line(frequencies, values),
    residuals: (values) => whittleResiduals(densities, line(frequencies, values)),
    known: false,
    likelihood: likelihoodOf(densities, (values) => line(frequencies, values), mean, floor),
    noise:
      'periodogram under a Hann taper, every second frequency, independent and exponential about the ' +
      'density (Whittle); no effect is what the resolution of the readings adds',
    nothing: {
      residuals: whittleResiduals(
        densities,
        densities.map(() => mean * floor),
      ),
      parameters: 0,
    },
    heldOut: {
      points: later.densities.length,
      residuals: (values) => whittleResiduals(later.densities, line(later.frequencies, values)),
    },
    figures: (values) => [
      spectrumFigure(`${titleOf(trace)}: spectrum`, periodogram(trace.values, trace.step, 'hann'), [
        { name: `1 / f^${(values[1] ?? NaN).toFixed(2)}`, frequencies, densities: line(frequencies, values) },
      ]),
    ],
  };
}

function parametersOf({ from, to, middle }: Band, mark: string, start: number, mean: number): readonly FitParameter[] {
  return [
    {
      name: `density${mark}`,
      meaning: `power density at ${middle.toPrecision(3)} Hz`,
      unit: 'S2/Hz',
      scale: 'log',
      start,
      min: 1e-9 * mean,
      max: 1e6 * mean,
      size: 1,
    },
    {
      name: `exponent${mark}`,
      meaning: `density falls as 1 / f^exponent from ${from.toPrecision(3)} to ${to.toPrecision(3)} Hz`,
      unit: '',
      scale: 'linear',
      start: 1,
      min: -2,
      max: 5,
      size: 0.3,
    },
  ];
}

/** Of densities in units of their mean. @param floor what the resolution of the readings adds, in that unit */
function likelihoodOf(
  densities: Float64Array,
  expected: (values: Float64Array) => Float64Array,
  mean: number,
  floor: number,
): Likelihood {
  const relative = densities.map((density) => density / mean);
  return {
    parts: 'frequencies',
    deviances: (values) =>
      whittleDeviances(
        relative,
        expected(values).map((density) => density / mean),
      ),
    nothing: {
      deviance: whittleDeviances(
        relative,
        relative.map(() => floor),
      ).reduce((sum, each) => sum + each, 0),
      parameters: 0,
    },
  };
}

/** Plain numbers of the trace, as the notes give them. */
export function plainly({ name, values, step }: Trace): string {
  const { mean, deviation } = momentsOf(values);
  return (
    `${name === '' ? 'the trace' : name}: std/mean ${(deviation / mean).toPrecision(3)} about a mean of ` +
    `${(1e6 * mean).toPrecision(4)} uS over ${(values.length * step).toPrecision(3)} s`
  );
}
