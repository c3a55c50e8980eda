import { cardOf, type Card } from './circuit.js';
import { endOfSubcircuit, isSubcircuit, joined, linesOf, type Item } from './items.js';
import { pairsOf, type Pair } from './pairs.js';

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
  /** In a library an element is never an instance of a subcircuit. */
  readonly library: boolean;
}

/** What a deck and its libraries define, by name, and what stands there for its own sake. */
export class DefinedNames {
  readonly byName = new Map<string, Defined[]>();
  readonly subcircuits = new Map<string, Subcircuit>();
  readonly models = new Map<string, Card[]>();
  /** Values of the parameters outside of subcircuits; the last one counts. */
  readonly parameters = new Map<string, string>();
  readonly roots: Piece[] = [];
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

  private addOwn(piece: Piece): void {
    this.roots.push(piece);
    const { text, items } = piece;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index]!;
      if (isSubcircuit(item.head)) {
        const end = endOfSubcircuit(items, index);
        this.addSubcircuits(text, items.slice(index, end), false);
        index = end - 1;
      } else if (item.head === '.model') this.addCard(cardOf(text, item));
      else if (isParameters(item.head)) this.addParameters(pairsOf(joined(text, item)));
    }
  }

  private addOfLibrary(piece: Piece): void {
    const { text, items } = piece;
    const [item] = items;
    if (!item) return;
    if (item.head === '.if') this.conditions += 1;
    if (item.head === '.endif') this.conditions -= 1;
    const pairs = isParameters(item.head) ? pairsOf(joined(text, item)) : [];
    this.addParameters(pairs);
    const names = this.conditions > 0 ? [] : this.define(piece, item, pairs);
    if (names.length === 0) this.roots.push(piece);
    for (const [name, defined] of names) {
      const list = this.byName.get(name);
      if (list) list.push(defined);
      else this.byName.set(name, [defined]);
    }
  }

  /** The names that a statement of a library is there for; none where it is there for its own sake. */
  private define(piece: Piece, item: Item, pairs: readonly Pair[]): (readonly [string, Defined])[] {
    const { text, items } = piece;
    if (isSubcircuit(item.head)) return this.addSubcircuits(text, items, true).map((name) => [name, { piece }]);
    if (item.head === '.func') {
      const name = /^\.func\s+([a-z_]\w*)/.exec(joined(text, item))?.[1];
      return name === undefined ? [] : [[name, { piece }]];
    }
    if (item.head === '.model') {
      const card = cardOf(text, item);
      this.addCard(card);
      const defined = { piece, card };
      return card.base === card.name
        ? [[card.name, defined]]
        : [
            [card.name, defined],
            [card.base, defined],
          ];
    }
    const whole = pairs.some(({ call }) => call);
    return pairs.map((pair) => [pair.name, whole ? { piece } : { piece, pair }]);
  }

  private addCard(card: Card): void {
    const cards = this.models.get(card.base);
    if (cards) cards.push(card);
    else this.models.set(card.base, [card]);
  }

  private addParameters(pairs: readonly Pair[]): void {
    for (const { name, value, call } of pairs) if (!call) this.parameters.set(name, value);
  }

  /** Those inside a subcircuit too; ngspice looks for them everywhere. @returns the names, the outermost first */
  private addSubcircuits(text: string, items: readonly Item[], library: boolean): string[] {
    const names: string[] = [];
    items.forEach((item, index) => {
      if (!isSubcircuit(item.head)) return;
      const name = subcircuitName(text, item);
      names.push(name);
      this.subcircuits.set(name, { text, items: items.slice(index, endOfSubcircuit(items, index)), library });
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
