import { cardOf, type Card } from './circuit.js';
import { endOfSubcircuit, isSubcircuit, joined, linesOf, type Item } from './items.js';
import { pairsOf, pairsOfLines, type Pair } from './pairs.js';

/** A piece of a deck in its order: lines of the user's own, or a statement (a whole subcircuit) of a library. */
export interface Piece {
  readonly file: string;
  readonly text: string;
  /** Number of the text's first line in the file, 1 when absent. */
  readonly firstLine?: number;
  /** Its statements, by their places in the text. */
  readonly items: readonly Item[];
  /** What nobody names may be left out. */
  readonly library: boolean;
}

/** What a library defines under a name. */
export interface Defined {
  readonly piece: Piece;
  /** A parameter, of the many that a line may define. */
  readonly pair?: Pair;
  readonly card?: Card;
}

export interface Subcircuit {
  readonly text: string;
  readonly items: readonly Item[];
  /** The user's file in which it stands; none for a library, where an element is never an instance of a subcircuit. */
  readonly file?: string;
}

/** What a deck and its libraries define, by name, and what stands there for its own sake. */
export class DefinedNames {
  readonly subcircuits = new Map<string, Subcircuit>();
  readonly models = new Map<string, Card[]>();
  readonly roots: Piece[] = [];
  /** Nearly every name has one definition, and there are tens of thousands. */
  private readonly byName = new Map<string, Defined | Defined[]>();
  /** Values of the deck's own parameters outside of subcircuits. */
  private readonly own = new Map<string, string>();
  private readonly pins = new Map<string, number>();
  private conditions = 0;

  constructor(pieces: readonly Piece[]) {
    for (const piece of pieces) {
      if (piece.library) this.addOfLibrary(piece);
      else this.addOwn(piece);
    }
  }

  /** Number of a subcircuit's pins. */
  pinsOf(subcircuit: string): number | undefined {
    const source = this.subcircuits.get(subcircuit);
    if (!source) return undefined;
    let pins = this.pins.get(subcircuit);
    if (pins === undefined) {
      const head = joined(source.text, source.items[0]!).replace(/\s+params:.*|\s+[a-z_]\w*\s*=.*/, '');
      pins = head.trim().split(/\s+/).length - 2;
      this.pins.set(subcircuit, pins);
    }
    return pins;
  }

  /** What libraries define under a name, in order. */
  of(name: string): readonly Defined[] {
    const found = this.byName.get(name);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  }

  /** Value of a parameter outside of subcircuits, as it is written; the last one counts. */
  parameter(name: string): string | undefined {
    return this.own.get(name) ?? this.of(name).findLast(({ pair }) => pair)?.pair?.value;
  }

  private addOwn(piece: Piece): void {
    this.roots.push(piece);
    const { text, items } = piece;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index]!;
      if (isSubcircuit(item.head)) {
        const end = endOfSubcircuit(items, index);
        this.addSubcircuits(text, items.slice(index, end), piece.file);
        index = end - 1;
      } else if (item.head === '.model') this.addCard(cardOf(text, item));
      else if (isParameters(item.head))
        for (const { name, value, call } of pairsOf(joined(text, item))) if (!call) this.own.set(name, value);
    }
  }

  private addOfLibrary(piece: Piece): void {
    const [item] = piece.items;
    if (!item) return;
    if (item.head === '.if') this.conditions += 1;
    if (item.head === '.endif') this.conditions -= 1;
    if (this.conditions > 0 || !this.define(piece, item)) this.roots.push(piece);
  }

  /** @returns false for a statement that defines nothing and so stands there for its own sake */
  private define(piece: Piece, item: Item): boolean {
    const { text, items } = piece;
    if (isParameters(item.head)) return this.defineParameters(piece, item);
    if (isSubcircuit(item.head)) {
      const names = this.addSubcircuits(text, items);
      for (const name of names) this.add(name, { piece });
      return names.length > 0;
    }
    if (item.head === '.func') {
      const name = /^\.func\s+([a-z_]\w*)/.exec(joined(text, item))?.[1];
      if (name !== undefined) this.add(name, { piece });
      return name !== undefined;
    }
    if (item.head !== '.model') return false;
    const card = cardOf(text, item);
    this.addCard(card);
    this.add(card.name, { piece, card });
    if (card.base !== card.name) this.add(card.base, { piece, card });
    return true;
  }

  private defineParameters(piece: Piece, item: Item): boolean {
    const pairs = pairsOfLines(piece.text, item);
    // What defines a function is not taken apart.
    const whole = pairs.some(({ call }) => call);
    for (const pair of pairs) this.add(pair.name, whole ? { piece } : { piece, pair });
    return pairs.length > 0;
  }

  private add(name: string, defined: Defined): void {
    const found = this.byName.get(name);
    if (found === undefined) this.byName.set(name, defined);
    else if (Array.isArray(found)) found.push(defined);
    else this.byName.set(name, [found, defined]);
  }

  private addCard(card: Card): void {
    const cards = this.models.get(card.base);
    if (cards) cards.push(card);
    else this.models.set(card.base, [card]);
  }

  /** Those inside a subcircuit too; ngspice looks for them everywhere. @returns the names, the outermost first */
  private addSubcircuits(text: string, items: readonly Item[], file?: string): string[] {
    const names: string[] = [];
    items.forEach((item, index) => {
      if (!isSubcircuit(item.head)) return;
      const name = subcircuitName(text, item);
      names.push(name);
      this.subcircuits.set(name, {
        text,
        items: items.slice(index, endOfSubcircuit(items, index)),
        ...(file === undefined ? {} : { file }),
      });
    });
    return names;
  }
}

function subcircuitName(text: string, item: Item): string {
  const [line] = linesOf(text, item);
  return /^\s*\.\w+\s+([^\s=(),]+)/.exec(line?.text ?? '')?.[1]?.toLowerCase() ?? '';
}

function isParameters(head: string): boolean {
  return head === '.param' || head === '.params';
}
