import type { StimulusSpec } from './types.js';

type Window = Omit<NonNullable<StimulusSpec['window']>, 'weights'>;

/** Number of points of a window, dt = 0 included; `Infinity` for a step of 0. */
export function windowSize(window: Window): number {
  return Math.floor((window.to - window.from) / window.step + 1e-9) + 1;
}

/**
 * The dt values of an STDP window in seconds, ascending, free of binary rounding. dt = t_post - t_pre.
 * dt = 0, where the sign is undefined, is left out unless `includeZero`.
 */
export function windowPoints(window: Window, { includeZero = false }: { includeZero?: boolean } = {}): number[] {
  const points: number[] = [];
  for (let index = 0; index < windowSize(window); index++) {
    const exact = window.from + index * window.step;
    const dt = Math.abs(exact) < 1e-6 * window.step ? 0 : Number(exact.toPrecision(12));
    if (dt !== 0 || includeZero) points.push(dt);
  }
  return points;
}
