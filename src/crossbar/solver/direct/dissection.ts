import type { ArrayGraph } from './unknowns.js';

/** Unknowns that are eliminated together, after those of all children. */
export interface Separator {
  readonly own: readonly number[];
  readonly children: readonly Separator[];
}

/** Most unknowns of a part that is not divided further. */
const SMALLEST_PART = 40;

interface Part {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Nested dissection (George, SIAM J. Numer. Anal. 10:345, 1973) of the two layers of an array. Between two rows only the
 * bit lines lead from one half to the other, between two columns only the word lines: one row of bit nodes, or one
 * column of word nodes, separates. An ideal line is one node that leads everywhere and is eliminated last.
 */
export function dissect(
  { wordNode, bitNode }: Pick<ArrayGraph, 'wordNode' | 'bitNode'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  ideal: { readonly word: boolean; readonly bit: boolean },
): Separator {
  const taken = new Set<number>();
  const take = (nodes: Iterable<number>): number[] => {
    const fresh: number[] = [];
    for (const node of nodes) {
      if (node < 0 || taken.has(node)) continue;
      taken.add(node);
      fresh.push(node);
    }
    return fresh;
  };
  // With both ideal one family is enough to separate all lines of the other.
  const last = ideal.word && (!ideal.bit || rows <= columns) ? wordNode : ideal.bit ? bitNode : undefined;
  const own = take(last ?? []);
  const divide = (part: Part): Separator[] => {
    const { top, bottom, left, right } = part;
    const [height, width] = [bottom - top, right - left];
    if (height * width * 2 <= SMALLEST_PART || (height === 1 && width === 1)) {
      const rest = take(partNodes(part));
      return rest.length > 0 ? [{ own: rest, children: [] }] : [];
    }
    // Where the separator is there already, dividing costs nothing.
    const acrossRows = last === wordNode ? width === 1 : last === bitNode ? height > 1 : height >= width;
    const middle = acrossRows ? (top + bottom) >> 1 : (left + right) >> 1;
    const separator = take(acrossRows ? rowOf(bitNode, part, middle) : columnOf(wordNode, part, middle));
    const halves: readonly Part[] = acrossRows
      ? [
          { ...part, bottom: middle },
          { ...part, top: middle },
        ]
      : [
          { ...part, right: middle },
          { ...part, left: middle },
        ];
    const children = halves.flatMap(divide);
    return separator.length > 0 ? [{ own: separator, children }] : children;
  };
  function* rowOf(nodes: Int32Array, { left, right }: Part, row: number): Generator<number> {
    for (let column = left; column < right; column += 1) yield nodes[row * columns + column]!;
  }
  function* columnOf(nodes: Int32Array, { top, bottom }: Part, column: number): Generator<number> {
    for (let row = top; row < bottom; row += 1) yield nodes[row * columns + column]!;
  }
  function* partNodes(part: Part): Generator<number> {
    for (let row = part.top; row < part.bottom; row += 1) {
      yield* rowOf(wordNode, part, row);
      yield* rowOf(bitNode, part, row);
    }
  }
  return { own, children: divide({ top: 0, bottom: rows, left: 0, right: columns }) };
}
