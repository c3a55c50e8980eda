import type { Separator } from './dissection.js';
import type { EdgeList } from './unknowns.js';

/** One dense step of the elimination: which unknowns it removes, and which of later steps it ties together. */
export interface Front {
  /** Places in the order of elimination: `own` ones from the first on, which it removes, then later ones, ascending. */
  readonly nodes: Int32Array;
  readonly own: number;
  /** Earlier fronts whose remainders it takes up, and where their remaining unknowns are in `nodes`. */
  readonly children: readonly { readonly front: number; readonly places: Int32Array }[];
  /** Conductances first met here, three numbers each: earlier and later end as places in `nodes`, and the edge. */
  readonly edges: Int32Array;
}

export interface Elimination {
  /** Children before parents. */
  readonly fronts: readonly Front[];
  /** Place of every node in the order of elimination. */
  readonly order: Int32Array;
}

/** @param nodes of the graph; those that no separator owns are never removed */
export function eliminationOf(nodes: number, edges: EdgeList, root: Separator): Elimination {
  const order = orderOf(root, nodes);
  const plan = new Plan(nodes, laterEdges(nodes, edges, order), order);
  plan.visit(root);
  return { fronts: plan.fronts, order };
}

class Plan {
  readonly fronts: Front[] = [];
  /** By place: where it stands in the front at hand, and the last front that met it. */
  private readonly position: Int32Array;
  private readonly seen: Int32Array;

  constructor(
    nodes: number,
    private readonly adjacent: LaterEdges,
    private readonly order: Int32Array,
  ) {
    this.position = new Int32Array(nodes);
    this.seen = new Int32Array(nodes).fill(-1);
  }

  /** @returns index of the front */
  visit({ own, children }: Separator): number {
    const { fronts, position, order } = this;
    const below = children.map((child) => this.visit(child));
    const first = own.length > 0 ? order[own[0]!]! : 0;
    const nodes = new Int32Array(own.length).map((_, at) => first + at);
    const later = this.laterOf(first, own.length, below);
    const list = new Int32Array(own.length + later.length);
    list.set(nodes);
    list.set(later, own.length);
    for (let at = 0; at < list.length; at += 1) position[list[at]!] = at;
    const takes = below.map((front) => ({
      front,
      places: fronts[front]!.nodes.subarray(fronts[front]!.own).map((at) => position[at]!),
    }));
    fronts.push({ nodes: list, own: own.length, children: takes, edges: this.edgesMet(first, own.length) });
    return fronts.length - 1;
  }

  /** Places behind the own ones that these or a child tie to them, ascending. */
  private laterOf(first: number, own: number, below: readonly number[]): Int32Array {
    const { seen, adjacent, fronts } = this;
    const end = own > 0 ? first + own : 0;
    const later: number[] = [];
    const meet = (at: number): void => {
      if (at < end || seen[at] === fronts.length) return;
      seen[at] = fronts.length;
      later.push(at);
    };
    for (const child of below) {
      const { nodes, own: removed } = fronts[child]!;
      for (let at = removed; at < nodes.length; at += 1) meet(nodes[at]!);
    }
    for (let k = adjacent.start[first]!; k < adjacent.start[first + own]!; k += 1) meet(adjacent.other[k]!);
    return Int32Array.from(later).sort();
  }

  private edgesMet(first: number, own: number): Int32Array {
    const { position, adjacent } = this;
    const { start, other, edge } = adjacent;
    const met = new Int32Array(3 * (start[first + own]! - start[first]!));
    let next = 0;
    for (let at = first; at < first + own; at += 1)
      for (let k = start[at]!; k < start[at + 1]!; k += 1) {
        met[next++] = at - first;
        met[next++] = position[other[k]!]!;
        met[next++] = edge[k]!;
      }
    return met;
  }
}

/** Numbers that factors of these fronts hold. */
export function sizeOf(fronts: readonly Front[]): number {
  return fronts.reduce((sum, { nodes, own }) => sum + own * nodes.length, 0);
}

function orderOf(root: Separator, nodes: number): Int32Array {
  const order = new Int32Array(nodes).fill(-1);
  let next = 0;
  const visit = ({ own, children }: Separator): void => {
    children.forEach(visit);
    for (const node of own) order[node] = next++;
  };
  visit(root);
  for (let node = 0; node < nodes; node += 1) if (order[node]! < 0) order[node] = next++;
  return order;
}

/** By place: from `start[place]` on, edges to nodes that are removed later. */
interface LaterEdges {
  readonly start: Int32Array;
  readonly edge: Int32Array;
  readonly other: Int32Array;
}

function laterEdges(nodes: number, { from, to }: EdgeList, order: Int32Array): LaterEdges {
  const start = new Int32Array(nodes + 1);
  for (let at = 0; at < from.length; at += 1) {
    const early = Math.min(order[from[at]!]!, order[to[at]!]!);
    start[early + 1] = start[early + 1]! + 1;
  }
  for (let node = 0; node < nodes; node += 1) start[node + 1] = start[node + 1]! + start[node]!;
  const fill = start.slice();
  const [edge, other] = [new Int32Array(from.length), new Int32Array(from.length)];
  for (let at = 0; at < from.length; at += 1) {
    const [a, b] = [order[from[at]!]!, order[to[at]!]!];
    const k = fill[Math.min(a, b)]!;
    fill[Math.min(a, b)] = k + 1;
    edge[k] = at;
    other[k] = Math.max(a, b);
  }
  return { start, edge, other };
}
