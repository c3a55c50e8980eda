import { isSubcircuit, endOfSubcircuit, itemsOf, linesOf, type Item } from '../../deck/library/items.js';
import { includeOf, sectionName, type Include } from './include-line.js';

/** A library file, taken apart into statements once, however often its sections are asked for. */
export interface LibraryFile {
  readonly text: string;
  readonly items: readonly Item[];
  /** Statements between `.lib name` and `.endl`, by name in lower case: from and up to. */
  readonly sections: ReadonlyMap<string, readonly [number, number]>;
}

export function libraryFile(text: string): LibraryFile {
  const items = itemsOf(text);
  const sections = new Map<string, readonly [number, number]>();
  for (let index = 0; index < items.length; index += 1) {
    if (items[index]!.head !== '.lib') continue;
    const name = sectionName(lineOf(text, items[index]!))?.toLowerCase();
    if (name === undefined) continue;
    const end = endOfSection(text, items, index);
    if (!sections.has(name)) sections.set(name, [index + 1, end]);
    index = end - 1;
  }
  return { text, items, sections };
}

/** What a range of a library holds in its order: what else to read, and statements; a subcircuit is one. */
export function* partsOf(
  { text, items }: LibraryFile,
  [from, to]: readonly [number, number],
): Generator<{ readonly include: Include; readonly item: Item } | { readonly items: readonly Item[] }, void> {
  for (let index = from; index < to; index += 1) {
    const item = items[index]!;
    const include = /^\.(?:lib|inc)/.test(item.head) ? includeOf(lineOf(text, item)) : undefined;
    if (include) yield { include, item };
    // A section that nobody asked for, in a file that is included as a whole.
    else if (item.head === '.lib') index = endOfSection(text, items, index) - 1;
    else if (isSubcircuit(item.head)) {
      const end = endOfSubcircuit(items, index);
      yield { items: items.slice(index, end) };
      index = end - 1;
    } else if (!isIdle(text, item)) yield { items: [item] };
  }
}

/**
 * Ends; and what is no element, such as an `include "file"` that lost its dot, which ngspice takes for a source of 0 A
 * between nodes without names.
 */
function isIdle(text: string, item: Item): boolean {
  if (item.head.startsWith('.')) return item.head === '.endl' || item.head === '.end';
  return /^\s*\w+\s+(?:"[^"]*"|'[^']*')\s*$/.test(lineOf(text, item));
}

/** Where a section ends: at its `.endl`, or where that is missing at the next section. */
function endOfSection(text: string, items: readonly Item[], start: number): number {
  const end = items.findIndex(
    (item, index) =>
      index > start &&
      (item.head === '.endl' || (item.head === '.lib' && sectionName(lineOf(text, item)) !== undefined)),
  );
  return end < 0 ? items.length : end;
}

function lineOf(text: string, item: Item): string {
  return linesOf(text, item)[0]?.text ?? '';
}
