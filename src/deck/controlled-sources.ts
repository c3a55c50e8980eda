import { refuseLine, shown } from './deck-error.js';
import { withoutBraces } from './expressions.js';
import { tokensOf } from './tokens.js';

const MOST_CONTROLS = 20;
const MOST_COEFFICIENTS = 200;

/**
 * A controlled source with POLY or TABLE as a B source of the same value: not every engine has the XSPICE models that
 * ngspice makes of them. Others are returned as they are.
 * @param text one element, canonical
 * @throws DeckError for one that does not read, and for a Laplace source, which no engine here has
 */
export function behavioural(text: string, line: number): string {
  const found = /^([efgh][^ ]*) ([^ ]+) ([^ ]+) (poly|table|laplace)\b ?(.*)$/.exec(text);
  if (!found) return text;
  const [, name = '', plus = '', minus = '', kind, rest = ''] = found;
  if (kind === 'laplace')
    refuseLine(line, `"${shown(name)}" is a Laplace source, and there is none here`, 'draw its filter with R and C');
  const value = kind === 'poly' ? polynomial(name, rest, line) : table(name, rest, line);
  return `b${name} ${plus} ${minus} ${/^[eh]/.test(name) ? 'v' : 'i'}=${value}`;
}

/** What stands between blanks, parentheses and commas; expressions whole. */
function wordsIn(text: string): string[] {
  return tokensOf(text).flatMap(({ kind, text: word }) => (kind === 'sign' ? [] : [word]));
}

/**
 * The sum of the coefficients' products of powers of the controls, by degree, the first control's powers first: SPICE's
 * order since 2G6.
 */
function polynomial(name: string, text: string, line: number): string {
  const [, dimension = '', rest = ''] = /^\( ?(\d+) ?\) ?(.*)$/.exec(text) ?? [];
  const count = Number(dimension);
  const given = wordsIn(rest);
  const each = /^[eg]/.test(name) ? 2 : 1;
  const coefficients = given.slice(each * count);
  const wrong =
    dimension === '' || count < 1 || count > MOST_CONTROLS || rest.includes('=')
      ? 'does not read'
      : coefficients.length === 0
        ? 'has no coefficients'
        : coefficients.length > MOST_COEFFICIENTS
          ? `has ${coefficients.length} coefficients`
          : undefined;
  if (wrong !== undefined)
    refuseLine(
      line,
      `the polynomial of "${shown(name)}" ${wrong}`,
      `write poly(n), n controls (at most ${MOST_CONTROLS}) and 1 to ${MOST_COEFFICIENTS} coefficients`,
    );
  const controls = Array.from({ length: count }, (_, index) =>
    each === 2 ? `v(${given[2 * index]},${given[2 * index + 1]})` : `i(${given[index]})`,
  );
  return monomials(count, coefficients.length)
    .map((factors, index) => [`(${inner(coefficients[index] ?? '')})`, ...factors.map((at) => controls[at])].join('*'))
    .join('+');
}

/** Which controls to multiply: none, each one, each two, ... */
function monomials(count: number, most: number): (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (let degree = 0; found.length < most; degree += 1) found.push(...ofDegree(degree, 0, count));
  return found.slice(0, most);
}

function* ofDegree(degree: number, first: number, count: number): Generator<readonly number[], void> {
  if (degree === 0) yield [];
  else
    for (let control = first; control < count; control += 1)
      for (const rest of ofDegree(degree - 1, control, count)) yield [control, ...rest];
}

/** Straight between points; constant before the first and behind the last. */
function table(name: string, text: string, line: number): string {
  const [, input = '', list = ''] = /^(\{[^{}]*\}|'[^']*') ?=? ?(.*)$/.exec(text) ?? [];
  const points = wordsIn(list);
  if (input === '' || points.length < 4 || points.length % 2 === 1 || points.length > 2 * MOST_COEFFICIENTS)
    refuseLine(
      line,
      `the table of "${shown(name)}" does not read`,
      `write table {expression} = (x1,y1) (x2,y2) ..., 2 to ${MOST_COEFFICIENTS} points`,
    );
  const values = points.map(inner);
  const [low, high] = [values[0], values[points.length - 2]];
  return `pwl(min(max(${inner(input)},${low}),${high}),${values.join(',')})`;
}

/** What a source's own expression knows by name. */
const VARIABLES = new Set('time temper hertz pi e c i echarge boltz kelvin planck'.split(' '));

/**
 * A coefficient, or an expression without what is around it. A source's expression takes parameters in braces only,
 * beside voltages and currents.
 */
function inner(expression: string): string {
  const code = withoutBraces(expression);
  return code === expression
    ? expression
    : code.replace(/\b[vi] ?\([^()]*\)|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-z]*|[a-z_]\w*(?! ?\()\b/g, (word) =>
        /^[a-z_]\w*$/.test(word) && !VARIABLES.has(word) ? `{${word}}` : word,
      );
}
