import type { Expression, OwnFunctions } from './expression.js';
import { ExpressionError } from './vector.js';

/** Parts an expression may have with its functions put in; each one may stand in others twice. */
const MOST_PARTS = 10_000;

/** An expression with the deck's own functions put in. @throws ExpressionError */
export function expanded(expression: Expression, own: OwnFunctions): Expression {
  let parts = 0;
  const inside = (part: Expression): Expression => {
    parts += 1;
    if (parts > MOST_PARTS) throw new ExpressionError('the functions of an expression make it too long');
    const found = part.kind === 'call' ? own(part.name) : undefined;
    if (part.kind !== 'call' || !found) return mapped(part, inside);
    const { parameters, body } = found;
    if (parameters.length !== part.operands.length)
      throw new ExpressionError(`${part.name}() takes ${parameters.length} values, not ${part.operands.length}`);
    const operands = part.operands.map(inside);
    return inside(withOperands(body, new Map(parameters.map((name, index) => [name, operands[index]!]))));
  };
  return inside(expression);
}

/** A body with what its parameters stand for; `vm(a)` of a node `out` is `vm(out)`. */
function withOperands(body: Expression, operands: ReadonlyMap<string, Expression>): Expression {
  const replaced = (part: Expression): Expression => {
    if (part.kind !== 'vector') return mapped(part, replaced);
    const operand = operands.get(part.name);
    if (operand) return operand;
    const [, form = '', parameter = ''] = /^([vi](?:db|[mpri])?)\(([^(),]+)\)$/.exec(part.name) ?? [];
    const node = operands.get(parameter);
    if (node?.kind !== 'vector') return part;
    return { kind: 'vector', name: `${form}(${node.name.replace(/^[vi]\((.*)\)$/, '$1')})` };
  };
  return replaced(body);
}

/** The same kind of expression with its parts changed. */
function mapped(whole: Expression, change: (part: Expression) => Expression): Expression {
  switch (whole.kind) {
    case 'number':
    case 'vector':
      return whole;
    case 'call':
      return { ...whole, operands: whole.operands.map(change) };
    case 'unary':
      return { ...whole, operand: change(whole.operand) };
    case 'binary':
      return { ...whole, left: change(whole.left), right: change(whole.right) };
    case 'choice':
      return { ...whole, test: change(whole.test), yes: change(whole.yes), no: change(whole.no) };
    case 'complex':
      return { ...whole, real: change(whole.real), imaginary: change(whole.imaginary) };
    case 'part':
      return {
        ...whole,
        of: change(whole.of),
        from: change(whole.from),
        ...(whole.to ? { to: change(whole.to) } : {}),
      };
  }
}
