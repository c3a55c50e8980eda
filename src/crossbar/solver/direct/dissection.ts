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
 * Nested dissection (George, SIAM J. Numer. Anal. 10:345, 1973) of the two layers of an array. Between two rows only
 * the
 * bit lines lead from one half to the other, between two columns only the word lines: one row of bit nodes, or one
 * column of word nodes, separates. An ideal line is one node that leads everywhere and is eliminated last.
 */
export function dissect(
  { wordNode, bitNode }: Pick<ArrayGraph, 'wordNode' | 'bitNode'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  ideal: { readonly word: boolean; readonly bit: boolean },
): Separator {
  // With both ideal one family is enough to separate all lines of the other.
  const last = ideal.word && (!ideal.bit || rows <= columns) ? 'word' : ideal.bit ? 'bit' : undefined;
  const knife = new Knife({ word: wordNode, bit: bitNode }, columns, last);
  const own = last === undefined ? [] : knife.take(last === 'word' ? wordNode : bitNode);
  return { own, children: knife.divide({ top: 0, bottom: rows, left: 0, right: columns }) };
}

class Knife {
  private readonly taken = new Set<number>();

  constructor(
    private readonly nodes: { readonly word: Int32Array; readonly bit: Int32Array },
    private readonly columns: number,
    private readonly last: 'word' | 'bit' | undefined,
  ) {}

  /** Those that are not taken yet. */
  take(nodes: Iterable<number>): number[] {
    const fresh: number[] = [];
    for (const node of nodes) {
      if (node < 0 || this.taken.has(node)) continue;
      this.taken.add(node);
      fresh.push(node);
    }
    return fresh;
  }

  divide(part: Part): Separator[] {
    const { top, bottom, left, right } = part;
    const [height, width] = [bottom - top, right - left];
    if (height * width * 2 <= SMALLEST_PART) {
      const rest = this.take(this.all(part));
      return rest.length > 0 ? [{ own: rest, children: [] }] : [];
    }
    // Where the separator is there already, dividing costs nothing.
    const acrossRows = this.last === 'word' ? width === 1 : this.last === 'bit' ? height > 1 : height >= width;
    const middle = acrossRows ? (top + bottom) >> 1 : (left + right) >> 1;
    const separator = this.take(
      acrossRows ? this.row(this.nodes.bit, part, middle) : this.column(this.nodes.word, part, middle),
    );
    const halves: readonly Part[] = acrossRows
      ? [
          { ...part, bottom: middle },
          { ...part, top: middle },
        ]
      : [
          { ...part, right: middle },
          { ...part, left: middle },
        ];
    const children = halves.flatMap((half) => this.divide(half));
    return separator.length > 0 ? [{ own: separator, children }] : children;
  }

  private row(nodes: Int32Array, { left, right }: Part, row: number): Int32Array {
    return nodes.subarray(row * this.columns + left, row * this.columns + right);
  }

  private *column(nodes: Int32Array, { top, bottom }: Part, column: number): Generator<number> {
    for (let row = top; row < bottom; row += 1) yield nodes[row * this.columns + column]!;
  }

  private *all(part: Part): Generator<number> {
    for (let row = part.top; row < part.bottom; row += 1) {
      yield* this.row(this.nodes.word, part, row);
      yield* this.row(this.nodes.bit, part, row);
    }
  }
}
