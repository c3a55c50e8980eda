import { thermalVoltage, ZERO_CELSIUS } from '../units/constants.js';
import { omega } from './omega.js';

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { LN2, log, max, sqrt } = Math;

/** Temperature of the parameters, K. */
export const REFERENCE = 300;

/** Surface potential at threshold, V: fixed, because gamma and k2 take up what its error does to the threshold. */
export const PHI = 0.8;

/**
 * Pinch-off voltage above the source at which n is given: an inversion coefficient of 0.01 at 300 K, source on the
 * bulk.
 */
export const AT = thermalVoltage(REFERENCE - ZERO_CELSIUS) * log(0.01);

/** Values of every parameter of the model, SI; those that a smaller model leaves out have a value that does nothing. */
export interface EkvValues {
  readonly VT0: number;
  readonly n: number;
  readonly IS: number;
  readonly gamma: number;
  readonly k2: number;
  readonly sigma: number;
  readonly lambda: number;
  readonly theta: number;
  readonly nit: number;
  readonly sigmaB: number;
  readonly VQ: number;
  readonly EC: number;
  readonly edge: number;
  readonly dVT: number;
  readonly dVTB: number;
  readonly TCV: number;
  readonly BEX: number;
  readonly TCG: number;
  readonly TCS: number;
}

export type EkvName = keyof EkvValues;

/** A part that does nothing. */
export const NEUTRAL: EkvValues = {
  VT0: 0,
  n: 1.3,
  IS: 1e-7,
  gamma: 0,
  k2: 0,
  sigma: 0,
  lambda: 0,
  theta: 0,
  nit: 0,
  sigmaB: 0,
  VQ: Infinity,
  EC: 0,
  edge: 0,
  dVT: 0,
  dVTB: 0,
  TCV: 0,
  BEX: 1.5,
  TCG: 0,
  TCS: 0,
};

/** Voltages against the source, V, of an n-channel device or mirrored into one; vds >= 0. */
export interface Bias {
  readonly vgs: number;
  readonly vds: number;
  readonly vsb: number;
  /** K */
  readonly temperature: number;
}

/**
 * Drain current, A: the charge-based EKV model (Enz and Vittoz 2006, chapters 3 to 5; charges q + q^2 with 2 q + ln q =
 * v), the threshold's body effect by gamma and k2 and its lowering by the drain as in BSIM3 (a square root for the
 * drain, because the lowering slows down), mobility by the vertical field, velocity saturation, channel length
 * modulation. `edge` of the width has a threshold lower by dVT: the rounded knee of a short channel.
 */
export function drainCurrent(p: EkvValues, bias: Bias): number {
  const { vds, vsb, temperature } = bias;
  const ut = thermalVoltage(temperature - ZERO_CELSIUS);
  const pinch = pinchOff(p, bias);
  let [current, source, difference] = [0, 0, 0];
  const channel = (share: number, shift: number): void => {
    const forward = charge((pinch + shift) / ut);
    const reverse = charge((pinch + shift - vds) / ut);
    current += share * (forward - reverse) * (1 + forward + reverse);
    source += share * forward;
    difference += share * (forward - reverse);
  };
  channel(1 - p.edge, 0);
  if (p.edge > 0) channel(p.edge, p.dVT * (1 + p.dVTB * vsb));
  const mobility = 1 + p.theta * 2 * ut * source;
  const velocity = sqrt(1 + (p.EC * 2 * ut * difference) ** 2);
  return (p.IS * (temperature / REFERENCE) ** p.BEX * current * (1 + p.lambda * vds)) / (mobility * velocity);
}

/** Inversion coefficient of the channel's source end: below 0.1 weak, above 10 strong inversion. */
export function inversionCoefficient(p: EkvValues, bias: Bias): number {
  const q = charge(pinchOff(p, bias) / thermalVoltage(bias.temperature - ZERO_CELSIUS));
  return q * (1 + q);
}

/**
 * Pinch-off voltage above the source, V: gate overdrive = (1 + nit) pinch-off + what the depletion charge takes, a
 * quadratic in the root of the surface potential.
 */
function pinchOff(p: EkvValues, { vgs, vds, vsb, temperature }: Bias): number {
  const warmer = temperature - REFERENCE;
  const surface = max(PHI + vsb, 0.05);
  const body = p.gamma * (sqrt(surface) - sqrt(PHI)) + p.k2 * vsb;
  const drain = Number.isFinite(p.VQ) ? p.VQ * (sqrt(1 + (2 * vds) / p.VQ) - 1) : vds;
  const threshold =
    p.VT0 + p.TCV * warmer + body * (1 + p.TCG * warmer) - p.sigma * (1 + p.sigmaB * vsb + p.TCS * warmer) * drain;
  const half = depletion(p);
  const root =
    sqrt(max(half * half + surface + 2 * half * sqrt(surface) + (vgs - threshold) / (1 + p.nit), 1e-4)) - half;
  return root * root - surface;
}

/** Half the depletion charge's factor, so that the slope factor is n at the pinch-off voltage `AT`. */
export function depletion({ n, nit }: EkvValues): number {
  return ((n - 1 - nit) * sqrt(PHI + AT)) / (1 + nit);
}

/** Normalised inversion charge at a normalised pinch-off voltage: 2 q + ln q = v. */
function charge(v: number): number {
  return omega(v + LN2) / 2;
}
