import { mapResiduals, type Residuals } from './residuals.js';

/**
 * Where the loss turns from square to linear, in standard deviations: 95 % efficiency for normal scatter (Huber 1964).
 */
const TURN = 1.345;

/** Standard deviation without regard to outliers: 1.48 median absolute residuals. */
export function spreadOf(residuals: Float64Array): number {
  const sizes = residuals.map(Math.abs).sort();
  return 1.4826 * (sizes[Math.floor(sizes.length / 2)] ?? NaN);
}

/** Residuals whose squares are the pseudo-Huber loss: squares for small ones, a straight line for large ones. */
export function pseudoHuber(residuals: Residuals, spread: number): Residuals {
  const turn = TURN * spread;
  if (!(turn > 0)) return residuals;
  return mapResiduals(residuals, (values) =>
    values.map((value) => Math.sign(value) * turn * Math.sqrt(2 * (Math.sqrt(1 + (value / turn) ** 2) - 1))),
  );
}
