import type { LifNeuronModel } from './parameters.js';
import type { Drift, Factor, Product, Readout, Rule, RuleState, Update } from './rule.js';

/** The rule as equations, one per line, in the notation of the spec. */
export function equations(rule: Rule): string[] {
  if (rule.neuron) return neuronEquations(rule.neuron);
  return [
    ...rule.states.map((state) => stateEquation(state, rule)),
    ...rule.updates.map(updateEquation),
    ...rule.readouts.map(readoutEquation),
  ];
}

/** A neuron between spikes, and what a spike does. */
function neuronEquations({ tau, threshold, refractory, reset }: LifNeuronModel): string[] {
  return [`dv/dt = (I / ${threshold} A - v) / ${tau} s`, `v >= 1: spike, v = ${reset} for ${refractory} s`];
}

/** `on post: w += 0.02 * x * (1 - w)`. */
export function updateEquation({ event, state, operation, coefficient, factors }: Update): string {
  return (
    `on ${event}: ${state} ${operation === 'set' ? '=' : '+='} ` +
    `${coefficient < 0 ? '-' : ''}${product(coefficient, factors)}`
  );
}

/** `z1 = 2 * x1 / (x1 + x2)`. */
export function readoutEquation({ name, terms, divisor }: Readout): string {
  if (divisor.length === 0) return `${name} = ${sumText(terms)}`;
  const part = (products: readonly Product[]): string =>
    products.length > 1 ? `(${sumText(products)})` : sumText(products);
  return `${name} = ${part(terms)} / ${part(divisor)}`;
}

function sumText(products: readonly Product[]): string {
  return products
    .map(
      ({ coefficient, factors }, index) =>
        `${coefficient < 0 ? (index === 0 ? '-' : ' - ') : index === 0 ? '' : ' + '}${product(coefficient, factors)}`,
    )
    .join('');
}

/** `dg/dt = 2 Hz * g - 1 Hz * g * y, 0 <= g <= 1`. */
export function stateEquation(state: RuleState, rule: Rule): string {
  const drifts = rule.drifts.filter((drift) => drift.state === state.name).map(driftTerm);
  if (state.type === 'trace') return [`d${state.name}/dt = -${state.name} / ${state.tau} s`, ...drifts].join(' ');
  const right = drifts.length === 0 ? '0' : drifts.join(' ').replace(/^\+ /, '').replace(/^- /, '-');
  return `d${state.name}/dt = ${right}, 0 <= ${state.name} <= 1`;
}

/** A term with its sign and a blank between, to follow other terms. */
export function driftTerm({ coefficient, factors }: Drift): string {
  return `${coefficient < 0 ? '-' : '+'} ${[`${Math.abs(coefficient)} Hz`, ...factors.map(factorText)].join(' * ')}`;
}

function product(coefficient: number, factors: readonly Factor[]): string {
  const size = Math.abs(coefficient);
  return [...(size === 1 && factors.length > 0 ? [] : [String(size)]), ...factors.map(factorText)].join(' * ');
}

/** `(1 - w)^0.5`. */
export function factorText({ state, complement, power }: Factor): string {
  return `${complement ? `(1 - ${state})` : state}${power === 1 ? '' : `^${power}`}`;
}
