import { expressionsMasked } from '../expressions.js';
import { joined, linesOf, type Item } from './items.js';

/** A name and the text of its value: a parameter of a subcircuit, an instance or a `.param` line. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  /** The definition of a function has arguments. */
  readonly call: boolean;
  /** Where it stands in its statement. */
  readonly at: number;
}

// `dev/gauss='...'` belongs to the value before it.
const STARTS = /(?<![\w/.])([a-z_]\w*)\s*(\([^()]*\))?\s*=(?!=)/g;

/** `name = value` pairs of a statement in lower case; an `=` inside an expression assigns nothing. */
export function pairsOf(text: string): Pair[] {
  const starts = [...expressionsMasked(text).matchAll(STARTS)];
  return starts.map((found, index) => ({
    name: found[1]!,
    value: text.slice(found.index + found[0].length, starts[index + 1]?.index ?? text.length).trim(),
    call: found[2] !== undefined,
    at: found.index,
  }));
}

/** The words of a statement before its first `name = value`. */
export function wordsBeforePairs(text: string): string[] {
  const end = expressionsMasked(text).search(/(?<![\w/.])[a-z_]\w*\s*(?:\([^()]*\))?\s*=|(?<=\s)params:/);
  return (end < 0 ? text : text.slice(0, end)).split(/\s+/).filter((word) => word !== '');
}

/** Most parameters of a library stand on a line each. */
const ALONE = /^[ \t]*(?:\+|\.params?[ \t])[ \t]*([a-z_]\w*)[ \t]*=[ \t]*([-+\w.]+)[ \t\r]*$/i;

/** `pairsOf` a statement of several lines, without putting it together where every line defines one by a word. */
export function pairsOfLines(text: string, item: Item): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const line of linesOf(text, item)) {
    const found = ALONE.exec(line.text);
    if (found)
      pairs.push({ name: found[1]!.toLowerCase(), value: found[2]!.toLowerCase(), call: false, at: pairs.length });
    else if (!/^[ \t]*(?:\+|\.params?)[ \t\r]*$/i.test(line.text)) return pairsOf(joined(text, item));
  }
  return pairs;
}
