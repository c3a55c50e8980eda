import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Pair, type YAMLMap } from 'yaml';

/* Where in its text something stands in a document. */

export type PairFinder = (map: YAMLMap, key: unknown) => Pair | undefined;

/** Finds pairs by key; each section is read through once, however many faults are in it. */
export function pairFinder(): PairFinder {
  const known = new Map<YAMLMap, Map<unknown, Pair>>();
  return (map, key) => {
    let pairs = known.get(map);
    if (!pairs) {
      pairs = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[pair.key.value, pair] as const] : [])));
      known.set(map, pairs);
    }
    return pairs.get(key);
  };
}

/** Offset of what a path names, or of its key; of the innermost section there is where it is missing. */
export function offsetOf(document: Document, path: readonly PropertyKey[], key: boolean, pairs: PairFinder): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = pairs(node, step);
      if (!pair) return offset;
      const keyOffset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      const value = pair.value;
      const wantsKey = (key && depth === path.length - 1) || !isScalar(value) || value.source === '';
      offset = wantsKey ? keyOffset : (value.range?.[0] ?? keyOffset);
      node = value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else {
      return offset;
    }
    if (isAlias(node)) return offset;
  }
  return offset;
}

/**
 * Characters from the start of a scalar to one of its value: a quote comes before it, and an escape or a fold hides it.
 */
export function within(document: Document, path: readonly PropertyKey[], index: number, text: string): number {
  const node = index > 0 ? document.getIn(path, true) : undefined;
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return 0;
  const written = text.slice(node.range[0], node.range[1]);
  const quote = /^["']/.test(written) ? 1 : 0;
  return written.slice(quote, written.length - quote) === node.value ? quote + index : 0;
}
