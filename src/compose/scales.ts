import { driftTerm } from '../rule/equations.js';
import { pathOf } from '../rule/path.js';
import { reads, weightStates, type Rule } from '../rule/rule.js';
import { scalesIn, type Scale } from '../rule/scale.js';
import { UserError } from '../units/user-error.js';
import type { CompositionBuilder } from './builder.js';
import type { Encoding } from './encoding.js';
import { instanceNames } from './instance-names.js';

/**
 * The scales of a rule, every drift of which must belong to one. @throws UserError naming the drift that does not, and
 * the nearest that has a circuit
 */
export function scalesOf(rule: Rule): Scale[] {
  const scales = scalesIn(rule);
  const homeless = rule.drifts.find(({ state }) => !scales.some(({ gain }) => gain.name === state));
  if (!homeless) return scales;
  if (isBistable(rule, homeless.state)) {
    throw new UserError([
      {
        path: pathOf(homeless),
        message:
          `the drift "d${homeless.state}/dt = ... ${driftTerm(homeless)}" has no circuit: an amplifier ` +
          `drives a bistable weight by I tanh(kappa (V_w - V_th) / (2 U_T)), to the rails, which no ` +
          `polynomial of ${homeless.state} is: at both ends, where the drift of the rule is 0, it gives all of I; ` +
          `the nearest that has is the cell "bistable" in a composition of your own, and no drift in a rule`,
      },
    ]);
  }
  const group = weightStates(rule).some(({ name }) => name === homeless.state && reads(homeless, name));
  const nearest = group
    ? 'a gain for all synapses: "g / t - g * y1 / (T * t) - g * y2 / (T * t)" with "pre1: { y1: +0.5 * g }" ' +
      '(kind: scaling, form: synaptic)'
    : 'the same product at the periodic event "tick"';
  throw new UserError([
    {
      path: pathOf(homeless),
      message:
        `the drift "d${homeless.state}/dt = ... ${driftTerm(homeless)}" has no circuit; the nearest that ` +
        `has is ${nearest}`,
    },
  ]);
}

/** Whether a weight drifts by itself alone, with a soft bound: away from a threshold and to both ends. */
function isBistable(rule: Rule, state: string): boolean {
  const drifts = rule.drifts.filter((drift) => drift.state === state);
  const own = drifts.every(({ factors }) => factors.length > 0 && factors.every((factor) => factor.state === state));
  return own && drifts.length > 1 && drifts.every(({ factors }) => factors.some(({ complement }) => complement));
}

/**
 * A trace of a scale is designed where it works, an event centred on its part of the target, with a threshold current
 * that carries its weight: the output of a DPI is I_g F(I_w), so that one gate scales all of them alike.
 */
export function synapseTargets(
  { synapses, target }: Scale,
  trace: string,
  encoding: Encoding,
  gateCurrent: number,
): { readonly gate: number; readonly base: number; readonly multiple: number } {
  const weights = synapses.map(({ weight }) => weight);
  const own = synapses.find((synapse) => synapse.trace === trace)?.weight ?? NaN;
  const share = (target * own) / weights.reduce((total, weight) => total + weight, 0);
  const multiple = own / Math.min(...weights);
  const gate = gateCurrent * multiple;
  return { gate, base: Math.max(gate, (share - own / 2) * (encoding.traces.get(trace) ?? NaN)), multiple };
}

/** The homeostat of a scale, with a divided copy of every trace; its node is the gate of their tails. */
export function addScale(
  builder: CompositionBuilder,
  { gain, target, settling, synapses }: Scale,
  gateOf: (trace: string) => string,
  encoding: Encoding,
): void {
  const unit = encoding.traces.get(synapses[0]?.trace ?? '') ?? NaN;
  const inner = builder.net(`${gain.name}_sum`, `the sum of the traces that ${gain.name} scales`);
  const { sum = '', tilt = '' } = builder.add(
    instanceNames.homeostat(gain.name),
    'homeostat',
    { h: gain.name, sum: inner },
    { current: target * unit, tau_h: settling },
  );
  for (const { trace, weight } of synapses) {
    builder.add(
      { ...instanceNames.tiltedCopy(gain.name, trace), member: trace },
      'tilted-copy',
      { in: gateOf(trace), tilt, out: sum },
      { current: Math.max(weight, target) * unit },
    );
  }
  builder.output({ net: gain.name, kind: 'voltage', state: gain.name });
}
