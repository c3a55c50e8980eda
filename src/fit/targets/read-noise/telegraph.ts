import { telegraphNoise } from '../../../nonideality/telegraph-noise.js';
import { generator } from '../../../random/generator.js';
import { derive } from '../../derived.js';
import type { Hypothesis } from './hypothesis.js';
import { modelOf, telegraphProblem } from './telegraph-problem.js';
import { occupied, type TwoLevels } from './two-levels.js';

/** Fewer than this many returns to the upper level tell little about dwell times. */
const FEW_CYCLES = 10;

/** One trap and white noise. */
export const telegraph: Hypothesis = {
  name: 'telegraph',
  summary: 'one trap switches between two levels (random telegraph noise), with white noise',
  equations: [
    'g(t) = level - amplitude while the trap is occupied, level while it is empty, + white noise',
    'dwell times are exponential: mean capture until an empty trap is occupied, mean emission until it is empty again',
  ],
  problem: telegraphProblem,
  derived: (one, _, mark) => [
    derive(
      one,
      (values) => (values[1] ?? NaN) / (values[0] ?? NaN),
      { name: `loss${mark}`, meaning: 'amplitude over the upper level', unit: '' },
      { logarithmic: true },
    ),
    derive(one, (values) => meanOf(modelOf(values)), { name: `mean${mark}`, meaning: 'mean conductance', unit: 'S' }),
    derive(
      one,
      (values) => spreadOf(modelOf(values)) / meanOf(modelOf(values)),
      { name: `std/mean${mark}`, meaning: 'relative standard deviation of all noise', unit: '' },
      { logarithmic: true },
    ),
  ],
  warnings: ({ values, problem }, { step, values: samples }) => {
    const model = modelOf(values);
    const cycles = (samples.length * step) / (model.capture + model.emission);
    const shorter = Math.min(model.capture, model.emission);
    return [
      ...(cycles < FEW_CYCLES
        ? [
            `${problem.name}: the trap returns only about ${cycles.toFixed(0)} times; its dwell times ` +
              `rest on few events, and a slow drift would look alike`,
          ]
        : []),
      ...(shorter < 2 * step
        ? [
            `${problem.name}: a dwell time of ${(shorter / step).toPrecision(2)} samples is read from ` +
              `single samples; sample faster`,
          ]
        : []),
      ...(model.amplitude < model.noise
        ? [
            `${problem.name}: the two levels are ${(model.amplitude / model.noise).toPrecision(2)} ` +
              `standard deviations of the white noise apart; the histogram does not show them`,
          ]
        : []),
    ];
  },
  noise: ({ values }) => {
    const { level, amplitude, noise, capture, emission } = modelOf(values);
    return { conductance: level, sigma: noise / level, trap: { amplitude: amplitude / level, capture, emission } };
  },
  synthetic: (seed) => {
    const draws = generator(seed);
    const [count, step] = [1600, 2.5e-3];
    const truth = { level: 100e-6, amplitude: 4e-6, noise: 1.2e-6, capture: 60e-3, emission: 25e-3 };
    const points = telegraphNoise(
      { amplitude: truth.amplitude / truth.level, capture: truth.capture, emission: truth.emission },
      count * step,
      draws,
    );
    let at = 0;
    const rows = Array.from({ length: count }, (_, index) => {
      while ((points[at + 1]?.[0] ?? Infinity) <= index * step) at += 1;
      const conductance = truth.level * (points[at]?.[1] ?? NaN) + truth.noise * draws.normal();
      return `${Number((index * step).toFixed(6))},${conductance * 1e6}`;
    });
    return {
      csv: `t_s,g_uS\n${rows.join('\n')}\n`,
      truth: {
        ...truth,
        loss: truth.amplitude / truth.level,
        mean: meanOf(truth),
        'std/mean': spreadOf(truth) / meanOf(truth),
      },
    };
  },
};

function meanOf(model: TwoLevels): number {
  return model.level - occupied(model) * model.amplitude;
}

function spreadOf(model: TwoLevels): number {
  const share = occupied(model);
  return Math.sqrt(share * (1 - share) * model.amplitude ** 2 + model.noise ** 2);
}
