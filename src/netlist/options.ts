/**
 * Simulator options under which femtoampere circuits converge to 0.3 %. ngspice's own defaults
 * put 1.8 pA of gmin across every junction: a DPI's trace of 20 ms does not decay (scripts/option-effects.js).
 *
 * The plain trapezoidal rule (xmu = 0.5) turns an error of a capacitor's current over at every step and never loses it:
 * a few fF between the gate and the drain of a DPI's output ring by 7 fA, which is 6 % of a trace five time constants
 * after its event. With 0.49 the error shrinks by xmu / (1 - xmu), 4 % a step. The price is of first order, (0.5 - xmu)
 * h / tau: 2e-4 of a time constant with steps of tau / 50.
 */
export const defaultOptions: Readonly<Record<string, string>> = {
  gmin: '1e-18',
  abstol: '1e-16',
  vntol: '1e-6',
  reltol: '1e-4',
  chgtol: '1e-19',
  trtol: '1',
  method: 'trap',
  xmu: '0.49',
  itl1: '500',
  itl4: '200',
};

/** `.options` line with the user's overrides last. */
export function optionsLine(overrides: Readonly<Record<string, number | string>> = {}): string {
  const merged = {
    ...defaultOptions,
    ...Object.fromEntries(Object.entries(overrides).map(([key, value]) => [key, String(value)])),
  };
  return `.options ${Object.entries(merged)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')}`;
}
