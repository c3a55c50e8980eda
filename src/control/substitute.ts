import { evaluate } from '../vector/evaluate.js';
import { ExpressionError, type Scope } from '../vector/vector.js';

/** Variables of the interpreter: `set name = value`, and those of `foreach`. */
export type Variables = ReadonlyMap<string, string>;

const LONGEST = 100_000;

/** `{$...}`, or a dollar, what is asked of it, and a name: `v(out)`, `@m1[id]` or a word. */
const PATTERN = new RegExp(
  [
    /\{(\$[^{}]*)\}|\$(&|\?|#)?/,
    /((?:[a-z]\w*\.)?(?:[vi](?:db|[mpri])?\([^()]*\)|@[^\s[\]()]+\[\w+\]|[a-z_]\w*(?:#branch)?))/,
  ]
    .map(({ source }) => source)
    .join(''),
  'gi',
);

/**
 * A line with its `$name` and `$&vector` replaced by what they hold; braces around them go.
 * @throws ExpressionError for a name that holds nothing
 */
export function substituted(text: string, variables: Variables, scope: Scope): string {
  if (!text.includes('$')) return text;
  const result = text.replace(
    PATTERN,
    (_, inside: string | undefined, sign: string | undefined, name: string | undefined) =>
      inside === undefined
        ? valueOf(sign, (name ?? '').toLowerCase(), variables, scope)
        : substituted(inside, variables, scope),
  );
  if (result.length > LONGEST) throw new ExpressionError(`a line becomes longer than ${LONGEST} characters`);
  return result;
}

function valueOf(sign: string | undefined, name: string, variables: Variables, scope: Scope): string {
  if (sign === '&') {
    const { values, imaginary } = evaluate(name, scope);
    if (values.length > LONGEST) throw new ExpressionError(`"$&${name}" has too many values`);
    return [...values].map((value, index) => (imaginary ? `(${value},${imaginary[index]!})` : String(value))).join(' ');
  }
  const value = variables.get(name);
  if (sign === '?') return value === undefined ? '0' : '1';
  if (value === undefined) throw new ExpressionError(`there is no variable "$${name}"; "set ${name} = ..." makes one`);
  return sign === '#' ? String(value.split(' ').filter((word) => word !== '').length) : value;
}
