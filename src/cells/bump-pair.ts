import type { DesignContext, DeviceSlot, Reference } from './cell.js';

/**
 * A differential pair with a bump branch: two devices in series, twice as wide as the pair's, take current from the
 * common source while both inputs are alike. I = I_b sinh(x) / (2 + cosh(x)), x = kappa V / U_T: the cubic term
 * vanishes, and the current is linear within 1 % over 1.2 U_T / kappa to either side, against 0.35 of a plain pair.
 */
export const bumpReference: Reference = {
  citation:
    'Sarpeshkar, Lyon, Mead: A low-power wide-linear-range transconductance amplifier. AICSP 13, 123-151 (1997)',
  equation: 'bump linearisation: I = I_b sinh(x) / (beta + cosh(x)), beta = 2 for a bump of twice the width',
};

/**
 * What the body effect of the pair, its source 0.5 V above the bulk, adds to the characterised kappa; the mirror takes
 * some back (measured, README).
 */
const BODY_FACTOR = 1.1;

/**
 * Volts to either side of the reference within which the current is linear to 2 % of its value there, at the five
 * corners.
 */
export const LINEAR_RANGE = 50e-3;

/** kappa of the linearised pair: g_m = kappa I_b / (3 U_T). @param current tail current, A */
export function bumpKappa(current: number, context: DesignContext): number {
  const pair = context.characterised('pair-n');
  return BODY_FACTOR * pair.kappa(Math.max(pair.smallestCurrent, current / 3));
}

/** The transconductor of a signed state, and of its copy at rest. */
export const restoringDevices: readonly DeviceSlot[] = [
  { name: 'mtail', role: 'trace-p' },
  { name: 'mx0', role: 'sink-n' },
  { name: 'mx1', role: 'sink-n' },
  { name: 'my0', role: 'sink-n' },
  { name: 'my1', role: 'sink-n' },
  { name: 'me', role: 'pair-n' },
  { name: 'mr', role: 'pair-n' },
  { name: 'mb1', role: 'bump-n' },
  { name: 'mb2', role: 'bump-n' },
  { name: 'mdiode', role: 'mirror-p' },
  { name: 'mload', role: 'mirror-p' },
];
