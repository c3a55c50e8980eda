import { ExpressionFault, parseExpression, type ExpressionNode } from './expression.js';
import type { RuleProblem } from './problem.js';
import { monomials, type Monomial, type StateTypes } from './monomials.js';
import { nameFault } from './names.js';
import type { Readout } from './rule.js';
import type { Expression, RuleSource } from './source.js';

/** Reads one of `outputs`: a sum of products, or one divided by another. What is wrong with it goes to `problems`. */
export function readReadout(
  name: string,
  text: Expression,
  { states, outputs }: RuleSource,
  types: StateTypes,
  problems: RuleProblem[],
  taken: readonly string[],
): Readout {
  const path = ['outputs', name];
  const fault = types.has(name)
    ? `${JSON.stringify(name)} is a state; call the output something else`
    : nameFault(name, [...Object.keys(states), ...Object.keys(outputs ?? {})], taken);
  if (fault !== undefined) problems.push({ path, key: true, message: fault });
  try {
    const { numerator, denominator } = quotient(parseExpression(String(text)), types);
    const [terms, divisor] = [monomials(numerator, types), denominator ? monomials(denominator, types) : []];
    const unit = (products: readonly Monomial[]): number => products[0]?.dimension ?? 0;
    const odd =
      [terms, divisor].some((products) => products.some(({ dimension }) => dimension !== unit(products))) ||
      unit(terms) !== unit(divisor);
    if (odd)
      throw new ExpressionFault(
        'has a unit, expected a plain number: what a rule shows of its states has none; remove the unit',
        0,
      );
    if (terms.length === 0) throw new ExpressionFault('is always 0; remove it', 0);
    if (denominator && divisor.length === 0)
      throw new ExpressionFault('divides by zero; expected a sum of states after "/"', denominator.start);
    return { name, terms: terms.map(plain), divisor: divisor.map(plain) };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    problems.push({ path, index: error.index, message: error.message });
    return { name, terms: [], divisor: [] };
  }
}

/** Only the outermost division may be by states; a number divides like everywhere. */
function quotient(
  node: ExpressionNode,
  types: StateTypes,
): { readonly numerator: ExpressionNode; readonly denominator?: ExpressionNode } {
  if (node.type === 'group') return quotient(node.inner, types);
  const byStates =
    node.type === 'binary' &&
    node.operator === '/' &&
    monomials(node.right, types).some(({ factors }) => factors.length > 0);
  return byStates ? { numerator: node.left, denominator: node.right } : { numerator: node };
}

function plain({ coefficient, factors }: Monomial): Readout['terms'][number] {
  return { coefficient, factors };
}
