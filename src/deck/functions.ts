import { didYouMean } from '../units/did-you-mean.js';
import { DeckError, shown } from './deck-error.js';
import { isUnprinted } from './commands.js';
import { expressionsIn } from './expressions.js';
import type { Statement } from './statement.js';

/** Functions of a parameter's expression and of a source's, as ngspice 45 has them, and how voltages are written. */
const KNOWN = new Set(
  (
    'sqr sqrt sin cos exp ln arctan abs pow pwr max min int log log10 sinh cosh tanh ternary_fcn agauss sgn gauss ' +
    'unif aunif limit ceil floor asin acos atan asinh acosh atanh tan nint ' +
    'u u2 uramp pwl pwl_derivative eq0 ne0 gt0 lt0 ge0 le0 ddt v i defined'
  ).split(' '),
);

/** Words between two operands, which a parenthesis may follow. */
const OPERATORS = new Set(['and', 'or', 'not', 'eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/**
 * Finds functions that nothing defines. The embedded engine asks what they are and waits for ever for the answer.
 * @throws DeckError of kind `undefined-parameter` naming the line
 */
export function checkFunctions(deck: readonly Statement[]): void {
  const defined = new Set(deck.flatMap(definedBy));
  for (const statement of deck) {
    const missing = calledBy(statement).find((name) => !KNOWN.has(name) && !OPERATORS.has(name) && !defined.has(name));
    if (missing !== undefined)
      throw new DeckError(
        'undefined-parameter',
        `function "${shown(missing)}" is used but defined nowhere${didYouMean(missing, [...KNOWN, ...defined])}; add ` +
          `".func ${shown(missing)}(x) {...}"`,
        statement.line,
      );
  }
}

/** `.func f(x) {...}` and `.param f(x)=...`. */
function definedBy({ name, text }: Statement): string[] {
  if (name === '.func') return [/^\.func\s+([a-z_]\w*)/.exec(text)?.[1] ?? ''];
  if (!/^\.params?$/.test(name)) return [];
  return [...text.matchAll(/([a-z_]\w*)\s*\([^()]*\)\s*=(?!=)/g)].map((found) => found[1] ?? '');
}

/** Names before a parenthesis, in what ngspice reads as an expression. */
function calledBy({ name, text }: Statement): string[] {
  if (!text.includes('(') || isUnprinted(name)) return [];
  const whole = /^b/.test(name) || /^\.(params?|func)$/.test(name);
  const expressions = whole ? [afterHead(text.replace(/"[^"]*"/g, ' '))] : expressionsIn(text);
  return expressions.flatMap((expression) =>
    [...expression.matchAll(/(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-z]*|([a-z_]\w*)\s*\(/g)].flatMap((found) =>
      found[1] === undefined ? [] : [found[1]],
    ),
  );
}

/** What stands behind the first `=`; all of a function, which knows its own name. */
function afterHead(text: string): string {
  return text.startsWith('.func') ? text : text.replace(/^[^=]*=/, '');
}
