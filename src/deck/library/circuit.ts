import { endOfSubcircuit, isSubcircuit, joined, type Item } from './items.js';
import { pairsOf, wordsBeforePairs, type Pair } from './pairs.js';

/** A model card with the sizes it is for, in metres; undefined where they are no numbers. */
export interface Card {
  readonly item: Item;
  /** `nfet.12`, and without its number. */
  readonly name: string;
  readonly base: string;
  readonly limits?: { readonly l: readonly [number, number]; readonly w: readonly [number, number] };
}

/** An instance of a subcircuit. */
export interface Instance {
  readonly subcircuit: string;
  readonly given: readonly Pair[];
  /** Where the user wrote it; none in a library. */
  readonly place?: Site;
}

/** A line of the user's own files. */
export interface Site {
  readonly file: string;
  readonly line: number;
}

/** An element, with the words in which its model may stand. */
export interface Element {
  readonly words: readonly string[];
  readonly pairs: readonly Pair[];
}

/** What stands on one level: in a subcircuit, or outside of all. */
export interface Level {
  readonly instances: readonly Instance[];
  readonly elements: readonly Element[];
  readonly parameters: readonly Pair[];
  readonly cards: ReadonlyMap<string, readonly Card[]>;
  /** Some of it stands under a condition: nobody knows which of its parameters count. */
  readonly opaque: boolean;
}

export interface Definition {
  readonly name: string;
  readonly pins: number;
  readonly defaults: readonly Pair[];
  readonly level: Level;
}

/** Letters of elements whose model a PDK may have as a subcircuit: `M1 d g s b nfet_03v3` in a netlist for LVS. */
const MODELLED = new Set('cdjlmqrz');

/** The element that a statement is, as an instance of a subcircuit; undefined where it is none. */
export function asInstance(
  statement: string,
  pinsOf: (subcircuit: string) => number | undefined,
  isModel: (name: string) => boolean,
): Instance | undefined {
  const letter = statement[0] ?? '';
  if (letter !== 'x' && !MODELLED.has(letter)) return undefined;
  const words = wordsBeforePairs(statement);
  const subcircuit = words.at(-1) ?? '';
  if (letter !== 'x' && (isModel(subcircuit) || pinsOf(subcircuit) !== words.length - 2)) return undefined;
  return words.length < 2 ? undefined : { subcircuit, given: pairsOf(statement) };
}

/** Reads what a subcircuit is, from its `.subckt` to its `.ends`. */
export function definitionOf(text: string, items: readonly Item[], known: Known, file?: string): Definition {
  const head = joined(text, items[0]!);
  const words = wordsBeforePairs(head);
  return {
    name: words[1] ?? '',
    pins: words.length - 2,
    defaults: pairsOf(head),
    level: levelOf(text, items.slice(1, items.at(-1)?.head.startsWith('.e') === true ? -1 : undefined), known, file),
  };
}

export interface Known {
  readonly pinsOf: (subcircuit: string) => number | undefined;
  readonly isModel: (name: string) => boolean;
}

/**
 * Reads one level; what subcircuits on it hold is not looked at.
 * @param file that of the user's in which it stands; none for a library
 */
export function levelOf(text: string, items: readonly Item[], { pinsOf, isModel }: Known, file?: string): Level {
  const instances: Instance[] = [];
  const elements: Element[] = [];
  const parameters: Pair[] = [];
  const cards = new Map<string, Card[]>();
  let opaque = false;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]!;
    if (isSubcircuit(item.head)) index = endOfSubcircuit(items, index) - 1;
    else if (item.head === '.model') {
      const card = cardOf(text, item);
      cards.set(card.base, [...(cards.get(card.base) ?? []), card]);
    } else if (/^\.params?$/.test(item.head)) parameters.push(...pairsOf(joined(text, item)));
    else if (item.head === '.if') opaque = true;
    else if (!item.head.startsWith('.')) {
      const statement = joined(text, item);
      const instance = asInstance(statement, pinsOf, isModel);
      if (instance) instances.push(file === undefined ? instance : { ...instance, place: { file, line: item.line } });
      else elements.push({ words: wordsBeforePairs(statement), pairs: pairsOf(statement) });
    }
  }
  return { instances, elements, parameters, cards, opaque };
}

/** The name of a card, and its limits where they are numbers. */
export function cardOf(text: string, item: Item): Card {
  const card = text.slice(item.start, item.end);
  const name = /^\s*\.model\s+([^\s=(),]+)/i.exec(card)?.[1]?.toLowerCase() ?? '';
  const [lmin, lmax, wmin, wmax] = ['lmin', 'lmax', 'wmin', 'wmax'].map((key) => numberAfter(card, key));
  const base = name.replace(/\.\d+$/, '');
  return lmin === undefined || lmax === undefined || wmin === undefined || wmax === undefined
    ? { item, name, base }
    : { item, name, base, limits: { l: [lmin, lmax], w: [wmin, wmax] } };
}

function numberAfter(card: string, key: string): number | undefined {
  const text = new RegExp(`^(?![ \\t]*[*;$#])[^\\n]*?(?<![\\w.])${key}\\s*=\\s*([^\\s=(),]+)`, 'im').exec(card)?.[1];
  if (text === undefined || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return undefined;
  return Number(text);
}
