import { didYouMean } from '../units/did-you-mean.js';
import { ExpressionFault, type ExpressionNode } from './expression.js';
import type { Factor } from './rule.js';

/** coefficient * product(factors); the coefficient's unit is a power of a second. */
export interface Monomial {
  readonly coefficient: number;
  /** Power of a second: 0 for a plain number, -1 for a rate. */
  readonly dimension: number;
  readonly factors: readonly Factor[];
}

export type StateTypes = ReadonlyMap<string, 'trace' | 'weight'>;

/** Most terms an expression may have once its products are multiplied out. */
const MOST_TERMS = 64;

/** Largest power of one state: circuits multiply a few times, and x^10 spans twenty decades. */
const LARGEST_POWER = 10;

/**
 * Multiplies an expression out into a sum of monomials. `(1 - w)` of a weight stays a factor of its own, since it is a
 * soft bound. Throws an ExpressionFault for names that are no state and for what is no sum of products.
 */
export function monomials(node: ExpressionNode, states: StateTypes): Monomial[] {
  switch (node.type) {
    case 'number':
      return [{ coefficient: node.value, dimension: node.dimension, factors: [] }];
    case 'name':
      return [{ coefficient: 1, dimension: 0, factors: [{ state: known(node, states), complement: false, power: 1 }] }];
    case 'group':
      return monomials(node.inner, states);
    case 'sign':
      return scaled(monomials(node.argument, states), node.negative ? -1 : 1);
    case 'binary':
      return binary(node, states);
  }
}

function known({ name, start }: { readonly name: string; readonly start: number }, states: StateTypes): string {
  if (states.has(name)) return name;
  throw new ExpressionFault(
    `found ${JSON.stringify(name)}, which is no state; states: ` +
      `${[...states.keys()].join(', ')}${didYouMean(name, [...states.keys()])}`,
    start,
  );
}

function binary(node: Extract<ExpressionNode, { type: 'binary' }>, states: StateTypes): Monomial[] {
  const bounded = softBound(node, states);
  if (bounded !== undefined)
    return [{ coefficient: 1, dimension: 0, factors: [{ state: bounded, complement: true, power: 1 }] }];
  const left = monomials(node.left, states);
  const right = monomials(node.right, states);
  switch (node.operator) {
    case '+':
      return sum(left, right, node.start);
    case '-':
      return sum(left, scaled(right, -1), node.start);
    case '*':
      return times(left, right, node.start);
    case '/':
      return quotient(left, right, node.right.start);
    case '^':
      return power(left, right, node);
  }
}

/** The weight of `1 - w`. */
function softBound(
  { operator, left, right }: Extract<ExpressionNode, { type: 'binary' }>,
  states: StateTypes,
): string | undefined {
  if (operator !== '-' || left.type !== 'number' || left.value !== 1 || left.dimension !== 0 || right.type !== 'name')
    return undefined;
  return states.get(right.name) === 'weight' ? right.name : undefined;
}

function scaled(terms: readonly Monomial[], by: number): Monomial[] {
  return terms.map((term) => ({ ...term, coefficient: term.coefficient * by }));
}

function sum(left: readonly Monomial[], right: readonly Monomial[], at: number): Monomial[] {
  const terms = new Map<string, Monomial>();
  for (const term of [...left, ...right]) {
    const key = `${term.dimension} ${term.factors.map(factorKey).sort().join(' ')}`;
    const before = terms.get(key);
    terms.set(key, before ? { ...before, coefficient: before.coefficient + term.coefficient } : term);
  }
  if (terms.size > MOST_TERMS)
    throw new ExpressionFault(
      `has more than ${MOST_TERMS} terms when multiplied out; make part of it a state of its own`,
      at,
    );
  return [...terms.values()].filter(({ coefficient }) => coefficient !== 0);
}

function times(left: readonly Monomial[], right: readonly Monomial[], at: number): Monomial[] {
  if (left.length * right.length > MOST_TERMS * MOST_TERMS)
    throw new ExpressionFault(
      `has more than ${MOST_TERMS} terms when multiplied out; make part of it a state of its own`,
      at,
    );
  const products = left.flatMap((a) =>
    right.map((b) => ({
      coefficient: finite(a.coefficient * b.coefficient, at),
      dimension: a.dimension + b.dimension,
      factors: joined(a.factors, b.factors, at),
    })),
  );
  return sum(products, [], at);
}

function joined(left: readonly Factor[], right: readonly Factor[], at: number): Factor[] {
  const factors = new Map(left.map((factor) => [factorBase(factor), factor]));
  for (const factor of right) {
    const before = factors.get(factorBase(factor));
    factors.set(factorBase(factor), before ? { ...before, power: before.power + factor.power } : factor);
  }
  const high = [...factors.values()].find((factor) => factor.power > LARGEST_POWER);
  if (high)
    throw new ExpressionFault(
      `has ${high.state} to the power ${high.power}, expected at most ${LARGEST_POWER}; lower it`,
      at,
    );
  return [...factors.values()];
}

function quotient(left: readonly Monomial[], right: readonly Monomial[], at: number): Monomial[] {
  const [divisor, ...more] = right;
  if (!divisor) throw new ExpressionFault('divides by zero; expected a number other than 0', at);
  if (more.length > 0 || divisor.factors.length > 0)
    throw new ExpressionFault(
      'divides by a state; a rule only multiplies states, expected a number or a time such as "10 s" after "/"',
      at,
    );
  if (divisor.coefficient === 0) throw new ExpressionFault('divides by zero; expected a number other than 0', at);
  return left.map((term) => ({
    ...term,
    coefficient: finite(term.coefficient / divisor.coefficient, at),
    dimension: term.dimension - divisor.dimension,
  }));
}

function power(
  left: readonly Monomial[],
  right: readonly Monomial[],
  { left: base, right: written }: { readonly left: ExpressionNode; readonly right: ExpressionNode },
): Monomial[] {
  const [exponent] = right;
  const fault = (message: string): never => {
    throw new ExpressionFault(message, written.start);
  };
  if (!exponent || right.length > 1 || exponent.factors.length > 0 || exponent.dimension !== 0)
    return fault(`expected a plain number after "^", such as (1 - w)^0.5`);
  const to = exponent.coefficient;
  if (!(to > 0 && to <= LARGEST_POWER))
    return fault(
      `found the power ${to}, expected one above 0 and at most ${LARGEST_POWER}; a rule does not divide by states`,
    );
  const [single, ...more] = left;
  const [factor, ...others] = single?.factors ?? [];
  if (single && factor && more.length === 0 && others.length === 0 && single.coefficient === 1) {
    return [{ ...single, factors: joined([{ ...factor, power: factor.power * to }], [], base.start) }];
  }
  if (single && !factor && more.length === 0 && single.dimension === 0 && single.coefficient > 0)
    return [{ ...single, coefficient: finite(single.coefficient ** to, base.start) }];
  if (!Number.isInteger(to))
    return fault(
      `found the power ${to} of a sum or product, expected a whole number; powers such as 0.5 take a ` +
        `single weight or (1 - weight)`,
    );
  let result: Monomial[] = [{ coefficient: 1, dimension: 0, factors: [] }];
  for (let count = 0; count < to; count++) result = times(result, left, base.start);
  return result;
}

function finite(value: number, at: number): number {
  if (Number.isFinite(value)) return value;
  throw new ExpressionFault('its number is larger than 1.8e308; lower it', at);
}

function factorBase({ state, complement }: Factor): string {
  return `${complement ? '~' : ''}${state}`;
}

function factorKey(factor: Factor): string {
  return `${factorBase(factor)}^${factor.power}`;
}
