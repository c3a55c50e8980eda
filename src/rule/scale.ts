import { reads, traceStates, weightStates, type Drift, type Rule, type Update, type WeightState } from './rule.js';

/**
 * A gain that multiplies what events add to some traces and moves until their sum has a mean: the homeostat's equation,
 * dg/dt = g / t - sum over the traces of g y / (T t). It is found by its drift, whatever it is called.
 */
export interface Scale {
  readonly gain: WeightState;
  /** Mean of the sum, rule units. */
  readonly target: number;
  /** t, seconds */
  readonly settling: number;
  readonly synapses: readonly Synapse[];
}

/** A trace of a scale, with what an event adds to it at a gain of 1. */
export interface Synapse {
  readonly trace: string;
  readonly weight: number;
}

/** Coefficients written by hand may differ by this much and still mean the same. */
const EQUAL = 1e-6;

/** The scales of a rule. */
export function scalesIn(rule: Rule): Scale[] {
  return weightStates(rule).flatMap((gain) => scaleOf(gain, rule) ?? []);
}

/** The scale a trace belongs to, if any. */
export function scaleWith(scales: readonly Scale[], trace: string): Scale | undefined {
  return scales.find(({ synapses }) => synapses.some((synapse) => synapse.trace === trace));
}

function scaleOf(gain: WeightState, rule: Rule): Scale | undefined {
  const drifts = rule.drifts.filter(({ state }) => state === gain.name);
  const up = drifts.find((drift) => drift.coefficient > 0 && isProduct(drift, [gain.name]));
  const down = drifts.filter((drift) => drift !== up);
  const [first] = down;
  if (!up || !first || rule.updates.some(({ state }) => state === gain.name)) return undefined;
  const synapses = down.map((drift) => synapseOf(drift, gain.name, rule));
  if (
    !synapses.every((synapse) => synapse !== undefined) ||
    down.some(({ coefficient }) => coefficient >= 0 || Math.abs(coefficient / first.coefficient - 1) > EQUAL)
  )
    return undefined;
  const scaled = rule.updates.filter((update) => reads(update, gain.name));
  if (scaled.some(({ state }) => !synapses.some(({ trace }) => trace === state))) return undefined;
  return { gain, target: up.coefficient / -first.coefficient, settling: 1 / up.coefficient, synapses };
}

/** The trace that a drift subtracts, if the gain is what multiplies its only event. */
function synapseOf(drift: Drift, gain: string, rule: Rule): Synapse | undefined {
  const trace = traceStates(rule).find(({ name }) => isProduct(drift, [gain, name]))?.name;
  const [update, other] = rule.updates.filter(({ state }) => state === trace);
  if (
    trace === undefined ||
    !update ||
    other ||
    update.operation === 'set' ||
    update.coefficient <= 0 ||
    !isProduct(update, [gain])
  )
    return undefined;
  return { trace, weight: update.coefficient };
}

function isProduct({ factors }: Pick<Update, 'factors'>, states: readonly string[]): boolean {
  return (
    factors.length === states.length &&
    factors.every(({ state, complement, power }) => states.includes(state) && !complement && power === 1)
  );
}
