import type { RuleProblem } from './problem.js';
import { reads, weightStates, type Factor, type Rule, type RuleState } from './rule.js';

interface AnyTerm {
  readonly state: string;
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

/**
 * States that nothing writes, that nothing reads, or that can never leave 0: each makes part of a rule mean nothing.
 */
export function liveness(rule: Rule): RuleProblem[] {
  const terms: readonly AnyTerm[] = [...rule.updates, ...rule.drifts];
  const alive = reachable(rule, terms);
  return rule.states.flatMap((state) => {
    const message = idleBecause(state, rule, terms, alive);
    return message === undefined ? [] : [{ path: ['states', state.name], key: true, message }];
  });
}

function idleBecause(
  { name, type }: RuleState,
  rule: Rule,
  terms: readonly AnyTerm[],
  alive: ReadonlySet<string>,
): string | undefined {
  const own = terms.filter(({ state }) => state === name);
  if (own.length === 0)
    return `nothing changes the ${type} ${name}; add a term for it under "on" or "drift", or remove it`;
  if (!alive.has(name))
    return (
      `${name} is always 0: each of its terms reads a state that never leaves 0; add a constant such as +1 ` +
      `to one of them`
    );
  const hasWeight = weightStates(rule).length > 0;
  const shown = rule.readouts.flatMap(({ terms: numerator, divisor }) => [...numerator, ...divisor]);
  if (
    type === 'trace' &&
    hasWeight &&
    !terms.some((term) => term.state !== name && reads(term, name)) &&
    !shown.some((product) => reads(product, name))
  )
    return `nothing reads the trace ${name}; use it in a term of another state, or remove it`;
  return undefined;
}

/** States that can differ from 0: a term is alive when it is constant or all it reads is. */
function reachable(rule: Rule, terms: readonly AnyTerm[]): Set<string> {
  const alive = new Set(weightStates(rule).map(({ name }) => name));
  for (let before = -1; before < alive.size;) {
    before = alive.size;
    for (const { state, coefficient, factors } of terms) {
      if (coefficient !== 0 && factors.every((factor) => alive.has(factor.state))) alive.add(state);
    }
  }
  return alive;
}
