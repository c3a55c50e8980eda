import { expressionsMasked } from './expressions.js';

/** One `name = value` of a statement, by its places in the text. */
export interface Assignment {
  readonly name: string;
  /** Without the blanks, commas and parentheses behind it. */
  readonly value: string;
  readonly start: number;
  /** Where the text of its value starts, and where the next assignment does. */
  readonly valueStart: number;
  readonly end: number;
}

/** All `name = value` of a canonical statement; an `=` inside an expression assigns nothing. */
export function assignmentsIn(text: string): Assignment[] {
  const starts = [...expressionsMasked(text).matchAll(/([a-z_]\w*) ?=(?!=)/g)];
  return starts.map((found, index) => {
    const valueStart = found.index + found[0].length;
    const end = starts[index + 1]?.index ?? text.length;
    const value = text
      .slice(valueStart, end)
      .replace(/[\s,)]+$/, '')
      .trim();
    return { name: found[1]!, value, start: found.index, valueStart, end };
  });
}
