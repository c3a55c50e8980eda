import type { Figure } from '../../../result/figure.js';
import type { Periodogram } from '../../spectrum/periodogram.js';
import { occupied, type TwoLevels } from './two-levels.js';
import type { Trace } from './traces.js';

const BINS_PER_DECADE = 12;
const BARS = 60;
const SAMPLES = 1500;

/** A spectrum on two logarithms: means of neighbouring densities as points, laws as lines. */
export function spectrumFigure(
  title: string,
  { frequencies, densities }: Periodogram,
  laws: readonly (Periodogram & { readonly name: string })[],
): Figure {
  const bins = new Map<number, { sum: number; logs: number; count: number }>();
  frequencies.forEach((frequency, index) => {
    const bin = Math.floor(BINS_PER_DECADE * Math.log10(frequency));
    const entry = bins.get(bin) ?? { sum: 0, logs: 0, count: 0 };
    bins.set(bin, {
      sum: entry.sum + (densities[index] ?? NaN),
      logs: entry.logs + Math.log10(frequency),
      count: entry.count + 1,
    });
  });
  const means = [...bins.values()].filter(({ sum }) => sum > 0);
  return {
    title,
    xTitle: 'log10 of frequency (Hz)',
    yTitle: 'log10 of power density (S2/Hz)',
    series: [
      {
        name: 'periodogram',
        role: 'circuit',
        mark: 'points',
        x: means.map(({ logs, count }) => logs / count),
        y: means.map(({ sum, count }) => Math.log10(sum / count)),
      },
      ...laws.map(({ name, frequencies: at, densities: law }) => ({
        name,
        role: 'model' as const,
        mark: 'line' as const,
        x: Array.from(at, Math.log10),
        y: Array.from(law, Math.log10),
      })),
    ],
  };
}

/** The first samples with the level that the trap is expected at, and how often each conductance occurs. */
export function levelFigures(
  title: string,
  { values, step, start }: Trace,
  model: TwoLevels,
  chances: Float64Array,
): readonly Figure[] {
  const shown = values.subarray(0, SAMPLES);
  const times = Array.from(shown, (_, index) => start + index * step);
  return [
    {
      title: `${title}: first ${shown.length} samples`,
      xTitle: 'time (s)',
      yTitle: 'conductance (uS)',
      series: [
        { name: 'data', role: 'circuit', mark: 'points', x: times, y: Array.from(shown, micro) },
        {
          name: 'level',
          role: 'model',
          mark: 'line',
          x: times,
          y: Array.from(shown, (_, index) =>
            micro(model.level - model.amplitude * ((chances[index] ?? 0) > 0.5 ? 1 : 0)),
          ),
        },
      ],
    },
    histogram(title, values, (value) => {
      const share = occupied(model);
      const bell = (at: number): number =>
        Math.exp(-0.5 * ((value - at) / model.noise) ** 2) / (model.noise * Math.sqrt(2 * Math.PI));
      return (1 - share) * bell(model.level) + share * bell(model.level - model.amplitude);
    }),
  ];
}

/** Density of the samples over the conductance, and of a model. */
export function histogram(title: string, values: Float64Array, density: (value: number) => number): Figure {
  const sorted = values.toSorted();
  const [low = NaN, high = NaN] = [sorted[0], sorted.at(-1)];
  const width = (high - low) / BARS;
  const counts = new Float64Array(BARS);
  for (const value of values) counts[Math.min(Math.floor((value - low) / width), BARS - 1)]! += 1;
  const centres = Array.from(counts, (_, index) => low + (index + 0.5) * width);
  const fine = Array.from({ length: 4 * BARS + 1 }, (_, index) => low + (index * width) / 4);
  return {
    title: `${title}: how often each conductance occurs`,
    xTitle: 'conductance (uS)',
    yTitle: 'share per uS',
    series: [
      {
        name: 'data',
        role: 'circuit',
        mark: 'points',
        x: centres.map(micro),
        y: Array.from(counts, (count) => count / (values.length * micro(width))),
      },
      { name: 'model', role: 'model', mark: 'line', x: fine.map(micro), y: fine.map((value) => density(value) * 1e-6) },
    ],
  };
}

function micro(value: number): number {
  return 1e6 * value;
}
