/** A point of the f-I curve of a neuron: current in A, time between spikes in s. */
export interface FiringPoint {
  readonly current: number;
  readonly period: number;
}

/** The leaky integrate-and-fire neuron that is nearest to a curve; SI. */
export interface LifFit {
  readonly threshold: number;
  readonly tau: number;
  readonly refractory: number;
}

/** Threshold currents that are tried at first: from this share below the smallest current to this many times less. */
const NEAREST = 1e-4;
const FURTHEST = 20;
const TRIED = 200;
/** Halvings of the best of them. */
const ROUNDS = 60;

/**
 * Fits T = refractory + tau ln((I - reset I_t) / (I - I_t)) to the times between spikes, each by its relative error.
 * For a threshold current I_t the two others follow by linear least squares; I_t is searched below the smallest
 * current.
 * @param reset membrane after a spike, in units of the threshold
 * @returns undefined for less than three points, or where no such neuron has positive times
 */
export function fitLif(points: readonly FiringPoint[], reset: number): LifFit | undefined {
  if (points.length < 3) return undefined;
  const smallest = Math.min(...points.map(({ current }) => current));
  const at = (position: number): Candidate => candidate(points, smallest / (1 + Math.exp(position)), reset);
  const [low, high] = [Math.log(NEAREST), Math.log(FURTHEST)];
  const step = (high - low) / TRIED;
  const tried = Array.from({ length: TRIED + 1 }, (_, index) => low + index * step);
  let centre = tried.reduce((best, one) => (at(one).error < at(best).error ? one : best), low);
  for (let width = step; width > step * 0.5 ** ROUNDS; width /= 2)
    centre = [centre - width, centre, centre + width].reduce((best, one) =>
      at(one).error < at(best).error ? one : best,
    );
  const { fit } = at(centre);
  return fit.tau > 0 && fit.refractory >= 0 ? fit : undefined;
}

interface Candidate {
  readonly fit: LifFit;
  readonly error: number;
}

/** The refractory time is never negative: where the best one would be, there is none. */
function candidate(points: readonly FiringPoint[], threshold: number, reset: number): Candidate {
  const rows = points.map(({ current, period }) => ({
    weight: 1 / period,
    charge: Math.log((current - reset * threshold) / (current - threshold)) / period,
  }));
  const sum = (value: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + value(row), 0);
  const [ww, wc, cc] = [sum(({ weight: w }) => w * w), sum((r) => r.weight * r.charge), sum(({ charge: c }) => c * c)];
  const [w, c] = [sum(({ weight }) => weight), sum(({ charge }) => charge)];
  const determinant = ww * cc - wc * wc;
  const free = { refractory: (w * cc - c * wc) / determinant, tau: (c * ww - w * wc) / determinant };
  const { refractory, tau } = free.refractory >= 0 ? free : { refractory: 0, tau: c / cc };
  const error = sum(({ weight, charge }) => (refractory * weight + tau * charge - 1) ** 2);
  return { fit: { threshold, tau, refractory }, error: Number.isFinite(error) ? error : Infinity };
}
