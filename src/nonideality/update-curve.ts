/**
 * Potentiation and depression by identical pulses in closed form: the exponential curve of the field (Chen, Peng, Yu:
 * NeuroSim+, IEDM 2017), stated as an equation here; their tables and code are not used.
 *
 * With x the share of the pulses applied, y = (1 - exp(-x/a)) / (1 - exp(-1/a)) is the share of the range gained; small
 * positive a saturates early, negative a late, a -> infinity is linear.
 */

/**
 * Taken out of their objects once: looked up at every call, where a fit calls them a million times, they cost more than
 * their work.
 */
const { abs, expm1, log, sign, sqrt } = Math;
const { isFinite } = Number;

/** A device's answer to identical pulses. */
export interface UpdateCurve {
  /** Conductance before the first potentiating pulse, S. */
  readonly lowest: number;
  /** Conductance after the last, S. */
  readonly highest: number;
  /** Pulses from one end to the other. */
  readonly pulses: number;
  /** Nonlinearity label: 0 linear, 9 the largest; positive saturates early, negative late. */
  readonly nonlinearity: { readonly potentiation: number; readonly depression: number };
}

/** The label's unit: the greatest distance from the straight line at label 1. */
const LABEL_UNIT = 0.09899;
export const LARGEST_LABEL = 9;
const LINEAR = 1e-9;

/** Share of the range gained after the share `x` of the pulses, with curvature `a` in units of the pulse count. */
export function gained(x: number, a: number): number {
  if (!isFinite(a) || abs(1 / a) < LINEAR) return x;
  return expm1(-x / a) / expm1(-1 / a);
}

/** `gained` after many shares. */
export function gainedAfter(shares: Float64Array, a: number): Float64Array {
  if (!isFinite(a) || abs(1 / a) < LINEAR) return shares.slice();
  const whole = expm1(-1 / a);
  return shares.map((x) => expm1(-x / a) / whole);
}

/**
 * Label of a curvature: max |y(x) - x| / 0.09899, at x = a ln(1/(a (1 - exp(-1/a)))). It reproduces the table that
 * NeuroSim ships to its four digits for labels from 0.01 to 9.
 */
export function nonlinearityLabel(a: number): number {
  if (!isFinite(a) || abs(1 / a) < LINEAR) return 0;
  const size = abs(a);
  const x = -size * log(size * -expm1(-1 / size));
  return (sign(a) * (gained(x, size) - x)) / LABEL_UNIT;
}

/**
 * Curvature of a label, by bisection: the label falls steadily with a.
 * @throws RangeError outside -9 to 9
 */
export function curvatureOf(label: number): number {
  const size = abs(label);
  if (!(size <= LARGEST_LABEL)) throw new RangeError(`a nonlinearity label of ${label}; it lies between -9 and 9`);
  if (size < 1e-6) return Infinity;
  let [low, high] = [1e-4, 1e7];
  for (let iteration = 0; iteration < 200 && high / low > 1 + 1e-14; iteration++) {
    const middle = sqrt(low * high);
    if (nonlinearityLabel(middle) > size) low = middle;
    else high = middle;
  }
  return sign(label) * sqrt(low * high);
}

/** Conductance after `pulse` potentiating pulses from the lowest, S. */
export function potentiated({ lowest, highest, pulses, nonlinearity }: UpdateCurve, pulse: number): number {
  return lowest + (highest - lowest) * gained(pulse / pulses, curvatureOf(nonlinearity.potentiation));
}

/** Conductance after `pulse` depressing pulses from the highest, S. */
export function depressed({ lowest, highest, pulses, nonlinearity }: UpdateCurve, pulse: number): number {
  return highest - (highest - lowest) * gained(pulse / pulses, curvatureOf(nonlinearity.depression));
}

/**
 * Asymmetry: 0 where a potentiating and a depressing pulse cancel everywhere. Both curves are taken in their own
 * direction, so opposite signs cancel.
 */
export function asymmetry({ nonlinearity }: UpdateCurve): number {
  return nonlinearity.potentiation + nonlinearity.depression;
}

export interface FittedCurve {
  readonly label: number;
  /** Curvature in units of the pulse count. */
  readonly a: number;
  /** Root mean square distance from the measured curve, as a share of its range. */
  readonly residual: number;
}

/**
 * Label of measured conductances, one per pulse with the start first; rising or falling. The label that fits best in
 * the least squares sense, by golden section between -9 and 9.
 * @throws RangeError for fewer than three values, or where first and last are equal
 */
export function fitLabel(conductances: readonly number[]): FittedCurve {
  const [first = NaN, last = NaN] = [conductances[0], conductances.at(-1)];
  if (conductances.length < 3 || !(abs(last - first) > 0))
    throw new RangeError('a label needs three conductances or more that end where they did not start');
  const measured = conductances.map((value) => (value - first) / (last - first));
  const distance = (label: number): number => {
    const a = curvatureOf(label);
    const squares = measured.map((y, index) => (y - gained(index / (measured.length - 1), a)) ** 2);
    return sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  };
  const golden = (sqrt(5) - 1) / 2;
  let [low, high] = [-LARGEST_LABEL, LARGEST_LABEL];
  while (high - low > 1e-9) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (distance(left) < distance(right)) high = right;
    else low = left;
  }
  const label = 0.5 * (low + high);
  return { label, a: curvatureOf(label), residual: distance(label) };
}
