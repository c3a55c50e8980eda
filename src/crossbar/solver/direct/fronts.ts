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
  const adjacent = laterEdges(nodes, edges, order);
  const fronts: Front[] = [];
  const place = new Int32Array(nodes);
  const seen = new Int32Array(nodes).fill(-1);
  const visit = ({ own, children }: Separator): number => {
    const below = children.map(visit);
    const index = fronts.length;
    const first = own.length > 0 ? order[own[0]!]! : -1;
    const end = own.length > 0 ? first + own.length : -1;
    const later: number[] = [];
    const meet = (at: number): void => {
      if (at < end || seen[at] === index) return;
      seen[at] = index;
      later.push(at);
    };
    for (const child of below) {
      const { nodes: all, own: removed } = fronts[child]!;
      for (let at = removed; at < all.length; at += 1) meet(all[at]!);
    }
    let count = 0;
    for (let at = first; at < end; at += 1) {
      count += adjacent.start[at + 1]! - adjacent.start[at]!;
      for (let k = adjacent.start[at]!; k < adjacent.start[at + 1]!; k += 1) meet(adjacent.other[k]!);
    }
    const list = new Int32Array(own.length + later.length);
    for (let at = 0; at < own.length; at += 1) list[at] = first + at;
    list.set(Int32Array.from(later).sort(), own.length);
    for (let at = 0; at < list.length; at += 1) place[list[at]!] = at;
    const met = new Int32Array(3 * count);
    let next = 0;
    for (let at = first; at < end; at += 1)
      for (let k = adjacent.start[at]!; k < adjacent.start[at + 1]!; k += 1) {
        met[next++] = at - first;
        met[next++] = place[adjacent.other[k]!]!;
        met[next++] = adjacent.edge[k]!;
      }
    const takes = below.map((front) => ({
      front,
      places: fronts[front]!.nodes.subarray(fronts[front]!.own).map((at) => place[at]!),
    }));
    fronts.push({ nodes: list, own: own.length, children: takes, edges: met });
    return index;
  };
  visit(root);
  return { fronts, order };
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

/** By place: edges to nodes that are removed later. */
function laterEdges(nodes: number, { from, to }: EdgeList, order: Int32Array) {
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
