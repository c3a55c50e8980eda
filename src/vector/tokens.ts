import { readSpiceNumber } from '../deck/spice-number.js';
import { ExpressionError } from './vector.js';

export type VectorToken =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

/** Longer texts are refused unread. */
const LONGEST = 10_000;

/**
 * Numbers with SPICE's suffixes, names (`v(out)` and `tran1.v(a,b)` whole, `@m1[id]`, `v1#branch`, `"any name"`), and
 * signs. Words of two letters for comparisons become their signs.
 */
const PATTERN = new RegExp(
  [
    /\s+/,
    /(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-z]*)/,
    /(?<node>(?:[a-z]\w*\.)?(?:[vi](?:db|[mpri])?|pole|zero) ?\([^()]*\))/,
    /(?<device>(?:[a-z]\w*\.)?@[^\s[\]()]+\[\w+\])/,
    /(?<sweep>(?:[vi]|res|temp|param)-sweep\b)/,
    /(?<name>[a-z_][\w.:#$]*)/,
    /"(?<quoted>[^"]*)"/,
    /(?<sign>\[\[|\]\]|<>|<=|>=|!=|==|\*\*|&&|\|\||[-+*/^%(),[\]<>=&|~!?:])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'iy',
);

const WORDS: Readonly<Record<string, string>> = {
  ...{ gt: '>', lt: '<', ge: '>=', le: '<=', eq: '=', ne: '<>' },
  ...{ and: '&', or: '|', not: '~' },
};
const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ '==': '=', '!=': '<>', '&&': '&', '||': '|', '!': '~', '**': '^' },
};

/** @throws ExpressionError for what belongs to no token */
export function vectorTokens(text: string): VectorToken[] {
  if (text.length > LONGEST) throw new ExpressionError(`the expression has ${text.length} characters`);
  const tokens: VectorToken[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const at = PATTERN.lastIndex;
    const groups = PATTERN.exec(text)?.groups;
    if (!groups) throw new ExpressionError(`"${text.slice(at, at + 20)}" cannot be read as an expression`);
    const token = tokenOf(groups);
    if (token) tokens.push(token);
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): VectorToken | undefined {
  const { number, node, device, sweep, name, quoted, sign } = groups;
  if (number !== undefined) {
    const value = readSpiceNumber(number);
    if (value === undefined) throw new ExpressionError(`"${number}" is no number`);
    return { kind: 'number', text: number, value };
  }
  const lower = name?.toLowerCase();
  if (lower !== undefined && Object.hasOwn(WORDS, lower)) return { kind: 'sign', text: WORDS[lower]! };
  const word = node ?? device ?? sweep ?? name ?? quoted;
  if (word !== undefined) return { kind: 'name', text: word.toLowerCase().replace(/\s+/g, '') };
  return sign === undefined ? undefined : { kind: 'sign', text: SPELLINGS[sign] ?? sign };
}
