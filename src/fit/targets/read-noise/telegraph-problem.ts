import type { FitProblem } from '../../problem.js';
import type { FitParameter } from '../../search/parameter.js';
import { overTime, titleOf } from './axes.js';
import { levelFigures } from './figures.js';
import { levelParameter } from './level.js';
import { momentsOf, type Trace } from './traces.js';
import { forward, guess, type Forward, type TwoLevels } from './two-levels.js';

/** Values in the order of the parameters, by name. */
export const modelOf = ({
  0: level = NaN,
  1: amplitude = NaN,
  2: noise = NaN,
  3: capture = NaN,
  4: emission = NaN,
}: ArrayLike<number>): TwoLevels => ({ level, amplitude, noise, capture, emission });

/** Samples of a trace as those of a trap with white noise. */
export function telegraphProblem(trace: Trace, mark: string): FitProblem {
  const { values, step, held } = trace;
  const { mean, deviation } = momentsOf(values);
  const run = (at: ArrayLike<number>, of = values): Forward => forward(modelOf(at), of, step, deviation);
  return {
    name: titleOf(trace),
    parameters: parametersOf(trace, mark),
    ...overTime(trace),
    predict: (at) => run(at).chances.map((chance) => (at[0] ?? NaN) - chance * (at[1] ?? NaN)),
    residuals: (at) => run(at).innovations,
    known: false,
    likelihood: {
      parts: 'samples',
      deviances: (at) => run(at).deviances,
      nothing: { deviance: values.length * (Math.log(2 * Math.PI) + 1), parameters: 2 },
    },
    noise: 'two-state hidden Markov model with normal white noise; no effect is white noise alone',
    nothing: { residuals: values.map((value) => (value - mean) / deviation), parameters: 2 },
    heldOut: {
      points: held.length,
      residuals: (at) => run(at, Float64Array.of(...values, ...held)).innovations.slice(values.length),
    },
    figures: (at) => levelFigures(titleOf(trace), trace, modelOf(at), run(at).chances),
  };
}

function parametersOf({ values, step }: Trace, mark: string): readonly FitParameter[] {
  const { deviation } = momentsOf(values);
  const first = guess(values, step);
  const duration = values.length * step;
  const log = (name: string, meaning: string, unit: string, range: Range): FitParameter =>
    logarithmic(`${name}${mark}`, meaning, unit, range);
  const dwell = { min: 0.1 * step, max: 100 * duration };
  return [
    levelParameter(`level${mark}`, 'conductance with the trap empty', values, first.level),
    log('amplitude', 'by how much less while the trap is occupied', 'S', {
      start: first.amplitude,
      min: 1e-4 * deviation,
      max: 60 * deviation,
    }),
    log('noise', 'standard deviation of the white noise', 'S', {
      start: first.noise,
      min: 1e-5 * deviation,
      max: 10 * deviation,
    }),
    log('capture', 'mean time until an empty trap is occupied', 's', { start: first.capture, ...dwell }),
    log('emission', 'mean time until an occupied trap is empty', 's', { start: first.emission, ...dwell }),
  ];
}

type Range = Pick<FitParameter, 'start' | 'min' | 'max'>;

/** With a start that lies within the range. */
function logarithmic(name: string, meaning: string, unit: string, { start, min, max }: Range): FitParameter {
  return {
    name,
    meaning,
    unit,
    scale: 'log',
    size: 1,
    min,
    max,
    start: Math.min(Math.max(start, 1.01 * min), 0.99 * max),
  };
}
