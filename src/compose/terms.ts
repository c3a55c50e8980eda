import { updateEquation } from '../rule/equations.js';
import { pathOf } from '../rule/path.js';
import type { Factor, Rule, Update } from '../rule/rule.js';
import { UserError } from '../units/user-error.js';
import { isVoltage, type Carriers } from './carriers.js';

/**
 * One product that an event adds to a voltage, as the circuits see it: a current of so many traces, perhaps steered by
 * the weight it changes (a soft bound), or a signed voltage that a transconductor reads.
 */
export interface Term {
  readonly update: Update;
  /** Unique among the terms of a rule; names its instances. */
  readonly id: string;
  /** Traces whose currents are multiplied, one twice for its square; none for a constant. */
  readonly traces: readonly string[];
  /** A voltage-carried trace that is read instead. */
  readonly signed: string | undefined;
  /** The target's own weight fades the change towards its end of the range. */
  readonly bounded: boolean;
}

/**
 * The terms of every voltage-carried state. @throws UserError naming the term that has no circuit, and the nearest that
 * has
 */
export function termsOf(rule: Rule, carriers: Carriers): Term[] {
  const updates = rule.updates.filter(({ state }) => isVoltage(carriers, state));
  const ids = new Map<string, number>();
  return updates.map((update) => {
    const stem = `${update.state}_${update.event}`;
    const count = (ids.get(stem) ?? 0) + 1;
    ids.set(stem, count);
    return classify(update, count === 1 ? stem : `${stem}${count}`, carriers);
  });
}

function classify(update: Update, id: string, carriers: Carriers): Term {
  const refuse = (why: string, nearest: string): never => {
    throw new UserError([
      {
        path: pathOf(update),
        message: `"${updateEquation(update)}" has no circuit: ${why}; the nearest that has is ${nearest}`,
      },
    ]);
  };
  if (update.operation === 'set')
    refuse('a capacitor that is set to a value needs a supply of that value', '"+=" with a trace that is set');
  const weights = update.factors.filter(({ state }) => carriers.weights.includes(state));
  const others = update.factors.filter(({ state }) => !carriers.weights.includes(state));
  const signed = others.filter(({ state }) => isVoltage(carriers, state));
  // A multiplier reads one gate twice as well as two.
  const traces = others
    .filter(({ state }) => !isVoltage(carriers, state))
    .flatMap(({ state, power }) => new Array<string>(power).fill(state));
  const bounded = softBound(update, weights, refuse);
  if (signed.length > 0) {
    if (signed.length + traces.length > 1 || signed[0]?.power !== 1)
      refuse('a product with a signed state', 'the signed state alone, read at an event');
    if (bounded) refuse('a soft bound on what a transconductor reads', 'the same without the weight');
  }
  if (traces.length > 2) refuse(`a product of ${traces.length} traces`, 'a product of two');
  return { update, id, traces, signed: signed[0]?.state, bounded };
}

/** (1 - w) where w rises and w where it falls are what a differential pair does; other dependences have no circuit. */
function softBound(
  { state, coefficient }: Update,
  weights: readonly Factor[],
  refuse: (why: string, nearest: string) => never,
): boolean {
  const [factor, more] = weights;
  if (!factor) return false;
  if (more) return refuse('a product of two weights', 'one soft bound');
  if (factor.state !== state)
    return refuse(`${state} changes with another weight, ${factor.state}`, 'a bound by the weight itself');
  const [written, wanted] = coefficient > 0 ? [factor.complement, `(1 - ${state})`] : [!factor.complement, state];
  if (!written)
    return refuse(`a change that grows as ${state} ${coefficient > 0 ? 'rises' : 'falls'}`, `a factor ${wanted}`);
  if (factor.power !== 1) {
    const nearest =
      factor.power < 0.5 ? 'no factor (additive, a power of 0)' : `${wanted} (multiplicative, a power of 1)`;
    return refuse(`the power ${factor.power} of ${wanted}: a pair steers by a power of 0 or 1`, nearest);
  }
  return true;
}
