import { updateEquation } from '../rule/equations.js';
import { pathOf } from '../rule/path.js';
import type { Factor, Rule, Update } from '../rule/rule.js';
import { formatPercent } from '../units/format.js';
import { UserError } from '../units/user-error.js';
import { isVoltage, type Carriers } from './carriers.js';
import {
  curveText,
  NATURAL_SLOPE,
  nearestCurve,
  softCurve,
  type NearestCurve,
  type WeightCurve,
} from './weight-curves.js';

/**
 * One product that an event adds to a voltage, as the circuits see it: a current of so many traces, steered by weights,
 * or a signed voltage that a transconductor reads, whose tail that current may be.
 */
export interface Term {
  readonly update: Update;
  /** Unique among the terms of a rule; names its instances. */
  readonly id: string;
  /** Traces whose currents are multiplied, one twice for its square; none for a constant. */
  readonly traces: readonly string[];
  /** A voltage-carried trace that is read instead. */
  readonly signed: string | undefined;
  /** How the target's own weight fades the change towards its end of the range, in the mirror itself. */
  readonly bound: WeightCurve | undefined;
  /** Pairs that multiply the current before, one after the other. */
  readonly weights: readonly WeightCurve[];
  /** By what the current is larger than the coefficient, for the curves of its pairs. */
  readonly scale: number;
  /** Factors that are only nearly met. */
  readonly nearest: readonly NearestCurve[];
}

/** Whether a term's pairs read a weight; its range is then as wide as they steer. */
export function steersBy({ bound, weights }: Term, state: string): boolean {
  return bound?.state === state || weights.some((curve) => curve.state === state);
}

/**
 * The terms of every voltage-carried state.
 *
 * @param slope of the pairs over the range of a weight @throws UserError naming the term that has no circuit, and the
 *   nearest that has
 */
export function termsOf(rule: Rule, carriers: Carriers, slope = NATURAL_SLOPE): Term[] {
  const updates = rule.updates.filter(({ state }) => isVoltage(carriers, state));
  const ids = new Map<string, number>();
  return updates.map((update) => {
    const stem = `${update.state}_${update.event}`;
    const count = (ids.get(stem) ?? 0) + 1;
    ids.set(stem, count);
    return classify(update, count === 1 ? stem : `${stem}${count}`, carriers, slope);
  });
}

type Refuse = (why: string, nearest: string) => never;

function classify(update: Update, id: string, carriers: Carriers, slope: number): Term {
  const refuse: Refuse = (why, nearest) => {
    throw new UserError([
      {
        path: pathOf(update),
        message: `"${updateEquation(update)}" has no circuit: ${why}; the nearest that has is ${nearest}`,
      },
    ]);
  };
  if (update.operation === 'set')
    refuse('a capacitor that is set to a value needs a supply of that value', '"+=" with a trace that is set');
  const factors = update.factors.filter(({ state }) => carriers.weights.includes(state));
  const others = update.factors.filter(({ state }) => !carriers.weights.includes(state));
  const signed = others.filter(({ state }) => isVoltage(carriers, state));
  // A multiplier reads one gate twice as well as two.
  const currents = others.filter(({ state }) => !isVoltage(carriers, state));
  const traces = currents.flatMap(({ state, power }) => Array.from({ length: power }, () => state));
  if (signed.length > 1 || signed.some(({ power }) => power > 1)) refuseSigned(signed, refuse);
  if (traces.length > 2) refuse(`a product of ${traces.length} traces`, 'a product of two');
  return {
    update,
    id,
    traces,
    signed: signed[0]?.state,
    ...steering(update, factors, signed.length > 0, slope, refuse),
  };
}

/** Input offset of a transconductor and the range in which it is linear, V (src/cells/modulator-gate). */
const OFFSET = 3e-3;
const LINEAR = 50e-3;

/**
 * The product of two signed states is that of one with a tail, less that of the same with another tail. @throws always
 */
function refuseSigned(signed: readonly Factor[], refuse: Refuse): void {
  const names = signed.flatMap(({ state, power }) => Array.from({ length: power }, () => state));
  const share = formatPercent((2 * OFFSET) / LINEAR);
  refuse(
    `the product of ${names.join(' and ')}, which may both be negative, is the difference of two ` +
      `transconductors, whose offsets of ${OFFSET * 1e3} mV each are ${share} of the ${LINEAR * 1e3} mV in which ` +
      `they are linear, whatever the product is`,
    `${names[0] ?? ''} times a trace that events only push up`,
  );
}

/** What pairs make of the weights in a product. */
type Steering = Pick<Term, 'bound' | 'weights' | 'scale' | 'nearest'>;

/** Most pairs one after the other: each adds 1 % of its own, and the lag of a diode. */
const MOST_PAIRS = 3;
/** Largest distance of a curve from its factor, rms, over the factor's largest value. */
const FAR = 0.05;

/**
 * (1 - w) where w rises and w where it falls are in the mirror; a power of them is there as well. Every other factor
 * is a pair of its own before it.
 */
function steering(
  { state, coefficient }: Update,
  factors: readonly Factor[],
  signed: boolean,
  slope: number,
  refuse: Refuse,
): Steering {
  const own = factors.find((factor) => factor.state === state && factor.complement === coefficient > 0);
  const inMirror = signed || (own && own.power > 2) ? undefined : own;
  const plain = inMirror?.power === 1;
  const nearest = factors.filter((factor) => factor !== inMirror || !plain).map((one) => nearestCurve(one, slope));
  for (const one of nearest) requireNear(one, refuse);
  const bound =
    inMirror && (plain ? softCurve(inMirror) : nearest.find(({ factor }) => factor === inMirror)?.curves[0]);
  const weights = nearest.filter(({ factor }) => factor !== inMirror).flatMap(({ curves }) => curves);
  if (weights.length > MOST_PAIRS)
    refuse(
      `${weights.length} pairs one after the other, each late by a diode of 30 fF and 1 % off in gain`,
      `a product of at most ${MOST_PAIRS} weights`,
    );
  const scale = [...weights, ...(bound ? [bound] : [])].reduce((product, { gain }) => product * gain, 1);
  return { bound, weights, scale, nearest };
}

function requireNear(curve: NearestCurve, refuse: Refuse): void {
  if (curve.rms <= FAR) return;
  const { state, complement, power } = curve.factor;
  const base = complement ? `(1 - ${state})` : state;
  refuse(
    `${curveText(curve)}, and 5 % is the most that is taken for one`,
    power < 0.5 ? 'no factor (additive, a power of 0)' : `${base} (multiplicative, a power of 1)`,
  );
}
