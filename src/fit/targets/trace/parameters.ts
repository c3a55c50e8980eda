import type { FitParameter } from '../../search/parameter.js';
import { baselineOf, type Recorded } from './recorded.js';
import { median } from './records.js';

/** Places of the parameters that every shape has. */
export const [HEIGHT, TAU] = [0, 1];
/** Largest share of a deviation that the next sample keeps. */
export const MOST_KEPT = 0.9999;

/** A, tau and what the shape adds: what its waveform is computed from. */
export function shapeParameters({ shape, guess, unit, step }: Recorded): readonly FitParameter[] {
  const size = Math.abs(guess.height);
  return [
    {
      name: 'A',
      meaning: 'what one event adds (its peak above the rest)',
      unit,
      scale: 'linear',
      size,
      start: guess.height,
      min: -1e3 * size,
      max: 1e3 * size,
    },
    {
      name: 'tau',
      meaning: 'time constant of the decay',
      unit: 's',
      scale: 'log',
      size: 1,
      start: guess.tau,
      min: step / 5,
      max: 100 * guess.span,
    },
    ...shape.parameters(guess),
  ];
}

/** The rest of each file, or of all. */
export function restParameters(recorded: Recorded): readonly FitParameter[] {
  const { sources, fitted, guess, unit } = recorded;
  const size = Math.abs(guess.height);
  return sources.map((_, index): FitParameter => {
    const rest = median(
      fitted
        .filter((recording) => baselineOf(recorded, recording) === index)
        .flatMap(({ values }) => [...values.slice(-Math.ceil(values.length / 5))]),
    );
    return {
      name: sources.length > 1 ? `baseline ${index + 1}` : 'baseline',
      meaning: sources.length > 1 ? `rest of file ${index + 1}` : 'rest',
      unit,
      scale: 'linear',
      size,
      start: rest,
      min: rest - 1e3 * size,
      max: rest + 1e3 * size,
    };
  });
}

export const KEPT: FitParameter = {
  name: 'kept',
  meaning: 'share of a deviation from the curve that the next sample keeps',
  unit: '',
  scale: 'linear',
  size: 0.2,
  start: 0.3,
  min: 0,
  max: MOST_KEPT,
  naturalBounds: true,
};
