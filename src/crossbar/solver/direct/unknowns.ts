import { isHeld, type LineFamily } from '../lines.js';

/*
 * The array as a graph: unknown node voltages, joined by conductances to each other and to the terminals, which are the
 * sources at the ends of the lines. A resistive line has an unknown per cell, an ideal line one, a held line none: its
 * source is there instead.
 */

/** One source at one end of one line. */
export interface Terminal {
  readonly kind: 'word' | 'bit';
  readonly line: number;
  readonly end: 'first' | 'last';
}

export interface ArrayGraph {
  readonly nodes: number;
  readonly terminals: readonly Terminal[];
  /** By cell: the unknown of its word line and of its bit line there; -1 - t where terminal t holds the line. */
  readonly wordNode: Int32Array;
  readonly bitNode: Int32Array;
  /** Conductances between unknowns: pairs of nodes, and siemens. */
  readonly edges: EdgeList;
  /** Between an unknown and a terminal. */
  readonly couplings: EdgeList;
  /** Between two terminals. */
  readonly direct: EdgeList;
}

export interface EdgeList {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly siemens: readonly number[];
}

class Edges implements EdgeList {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly siemens: number[] = [];
  add(from: number, to: number, siemens: number): void {
    this.from.push(from);
    this.to.push(to);
    this.siemens.push(siemens);
  }
}

/** @param conductance of the cells, S, row by row; a cell of 0 is open */
export function arrayGraph(words: LineFamily, bits: LineFamily, conductance: Float64Array): ArrayGraph {
  const terminals: Terminal[] = [];
  const counter = { nodes: 0 };
  const lists = { edges: new Edges(), couplings: new Edges(), direct: new Edges() };
  const join = (a: number, b: number, siemens: number): void => {
    if (siemens === 0) return;
    if (a >= 0 && b >= 0) lists.edges.add(a, b, siemens);
    else if (a < 0 && b < 0) lists.direct.add(-1 - a, -1 - b, siemens);
    else lists.couplings.add(Math.max(a, b), -1 - Math.min(a, b), siemens);
  };
  const cells = conductance.length;
  const wordNode = familyNodes('word', words, cells, terminals, counter, join);
  const bitNode = familyNodes('bit', bits, cells, terminals, counter, join);
  for (let cell = 0; cell < cells; cell += 1) join(wordNode[cell]!, bitNode[cell]!, conductance[cell]!);
  return { nodes: counter.nodes, terminals, wordNode, bitNode, ...lists };
}

/** Numbers the unknowns of a family and joins them along the lines and to the sources. */
function familyNodes(
  kind: Terminal['kind'],
  family: LineFamily,
  cells: number,
  terminals: Terminal[],
  counter: { nodes: number },
  join: (a: number, b: number, siemens: number) => void,
): Int32Array {
  const { lines, length, lineStride, stepStride, segment } = family;
  const nodes = new Int32Array(cells);
  for (let line = 0; line < lines; line += 1) {
    const at = (step: number): number => line * lineStride + step * stepStride;
    const ends = (['first', 'last'] as const).filter((end) => family[end][line] !== 0);
    const terminalOf = new Map(ends.map((end) => [end, -terminals.push({ kind, line, end })]));
    const holder = isHeld(family, line) ? ends.find((end) => family[end][line] === Infinity) : undefined;
    if (segment === Infinity) {
      const node = holder === undefined ? counter.nodes++ : terminalOf.get(holder)!;
      for (let step = 0; step < length; step += 1) nodes[at(step)] = node;
    } else {
      for (let step = 0; step < length; step += 1) {
        nodes[at(step)] = counter.nodes++;
        if (step > 0) join(nodes[at(step - 1)]!, nodes[at(step)]!, segment);
      }
    }
    for (const end of ends)
      if (end !== holder) join(nodes[at(end === 'first' ? 0 : length - 1)]!, terminalOf.get(end)!, family[end][line]!);
  }
  return nodes;
}
