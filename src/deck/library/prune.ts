import { spiceNumber } from '../../units/format.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError } from '../../units/user-error.js';
import { shown } from '../deck-error.js';
import { constantValue } from '../constant-expression.js';
import { withoutBraces } from '../expressions.js';
import { cardsFor } from './bins.js';
import { asInstance, definitionOf, levelOf, type Card, type Definition, type Known, type Level } from './circuit.js';
import { askedSizes, memoizedNames, type Names, type Sizes } from './elaborate.js';
import { isSubcircuit, joined, linesOf, type Item } from './items.js';
import { DefinedNames, type Defined, type Piece } from './names.js';

/** A line of the deck that is kept, and where it came from. */
export interface KeptLine {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/**
 * A deck with what its circuit uses of the libraries in it: subcircuits, models and of these the sizes, parameters,
 * functions. What is kept stands in the order it had, so that the last of two definitions stays the last. A transistor,
 * resistor, capacitor or diode whose model is a subcircuit, as netlists for LVS write them, becomes its instance.
 */
export function pruned(pieces: readonly Piece[]): KeptLine[] {
  const defined = new DefinedNames(pieces);
  const dropped = droppedCards(defined);
  const needed = neededDefinitions(defined, dropped);
  const roots = new Set(defined.roots);
  return pieces.flatMap((piece) => {
    if (!piece.library) return ownLines(piece, defined);
    if (roots.has(piece) || needed.whole.has(piece)) return libraryLines(piece, dropped);
    return (needed.parts.get(piece) ?? []).map(({ pair }) => ({
      text: `.param ${pair!.name}=${pair!.value}`,
      file: piece.file,
      line: piece.items[0]!.line,
    }));
  });
}

/** Cards of models for sizes that the circuit does not have. */
function droppedCards(defined: DefinedNames): ReadonlySet<Item> {
  const strict: Known = { pinsOf: () => undefined, isModel: () => true };
  const lenient: Known = { pinsOf: (name) => defined.pinsOf(name), isModel: (name) => defined.models.has(name) };
  const definitions = new Map<string, Definition | undefined>();
  const find = (name: string): Definition | undefined => {
    if (definitions.has(name)) return definitions.get(name);
    const source = defined.subcircuits.get(name);
    const definition =
      source && definitionOf(source.text, source.items, source.file === undefined ? strict : lenient, source.file);
    definitions.set(name, definition);
    return definition;
  };
  const globals = memoizedNames(
    (name) => defined.parameter(name),
    () => undefined,
  );
  const levels = defined.roots.map(({ text, items, library, file }) =>
    library ? levelOf(text, items, strict) : levelOf(text, items, lenient, file),
  );
  assertDefined(levels, defined);
  const asked = askedSizes(merged(levels), globals, find, (name) => defined.models.get(name));
  const scales = scalesOf(defined.roots, globals);
  const dropped = new Set<Item>();
  for (const [cards, sizes] of asked) {
    assertFits(cards, sizes, scales);
    const chosen = new Set<Card>(cardsFor(cards, sizes, scales));
    for (const card of cards) if (!chosen.has(card)) dropped.add(card.item);
  }
  return dropped;
}

/** @throws UserError for an instance at the top level whose subcircuit neither the deck nor a library has */
function assertDefined(levels: readonly Level[], { subcircuits }: DefinedNames): void {
  for (const { subcircuit, place } of levels.flatMap(({ instances }) => instances)) {
    if (!place || subcircuits.has(subcircuit)) continue;
    throw new UserError([
      {
        ...place,
        message:
          `subcircuit "${shown(subcircuit)}" is defined neither in the deck nor in the libraries that it names` +
          `${didYouMean(subcircuit, [...subcircuits.keys()])}; check its name, and the .lib section that has it`,
      },
    ]);
  }
}

/** @throws UserError for a size that no card of a binned model is for */
function assertFits(cards: readonly Card[], sizes: Sizes, scales: readonly number[]): void {
  const wrong = sizes === 'all' ? undefined : sizes.find((size) => cardsFor(cards, [size], scales).length === 0);
  if (!wrong) return;
  const limits = cards.flatMap((card) => card.limits ?? []);
  const range = (of: readonly (readonly [number, number])[]): string =>
    `${spiceNumber(Math.min(...of.map(([low]) => low)))} to ${spiceNumber(Math.max(...of.map(([, high]) => high)))} m`;
  throw new UserError([
    {
      ...wrong.place,
      message:
        `model "${shown(cards[0]?.base ?? '')}" has no card for w=${wrong.w} l=${wrong.l} nf=${wrong.nf} (in units ` +
        `of ${scales.map(spiceNumber).join(' or ')} m); its cards are for W ${range(limits.map(({ w }) => w))} and L ` +
        `${range(limits.map(({ l }) => l))}; choose a size within them`,
    },
  ]);
}

function merged(levels: readonly Level[]): Level {
  return {
    instances: levels.flatMap(({ instances }) => instances),
    elements: levels.flatMap(({ elements }) => elements),
    parameters: [],
    cards: new Map(),
    opaque: levels.some(({ opaque }) => opaque),
  };
}

/** Metres per unit of length, by `.option scale`: every one that is written, for the engine takes one of them. */
function scalesOf(roots: readonly Piece[], globals: Names): number[] {
  const found = roots.flatMap(({ text, items }) =>
    items.flatMap((item) => {
      if (!/^\.opt(?:ions?)?$/.test(item.head)) return [];
      const value = /(?<!\w)scale\s*=\s*(\{[^{}]*\}|'[^']*'|[^\s,]+)/.exec(joined(text, item))?.[1];
      return value === undefined ? [] : [constantValue(withoutBraces(value), globals) ?? 1];
    }),
  );
  return found.length === 0 ? [1] : found;
}

interface Needed {
  readonly whole: ReadonlySet<Piece>;
  readonly parts: ReadonlyMap<Piece, readonly Defined[]>;
}

/** Everything that what is kept names, and what that names. */
function neededDefinitions(defined: DefinedNames, dropped: ReadonlySet<Item>): Needed {
  const whole = new Set<Piece>();
  const parts = new Map<Piece, Defined[]>();
  const asked = new Set<string>();
  const waiting = defined.roots.flatMap(({ text, items }) => items.map((item) => joined(text, item)));
  const need = (one: Defined): void => {
    const { piece, pair, card } = one;
    if (pair) {
      const list = parts.get(piece);
      if (list) list.push(one);
      else parts.set(piece, [one]);
      waiting.push(pair.value);
    } else if (!whole.has(piece) && !(card && dropped.has(card.item))) {
      whole.add(piece);
      for (const item of piece.items) if (!dropped.has(item)) waiting.push(joined(piece.text, item));
    }
  };
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    for (const word of wordsOf(text)) {
      if (asked.has(word)) continue;
      asked.add(word);
      defined.of(word).forEach(need);
    }
  }
  // Of one line in the order it had.
  for (const list of parts.values()) list.sort((a, b) => a.pair!.at - b.pair!.at);
  return { whole, parts };
}

/** Everything in a statement that may be a name, whole and in its parts. */
function* wordsOf(text: string): Generator<string, void> {
  for (const [word] of text.matchAll(/[^\s=(),{}'"]+/g)) {
    if (/^[-+]?[\d.]+(?:e[-+]?\d+)?$/.test(word)) continue;
    yield word;
    if (/[^\w]/.test(word)) for (const [part] of word.matchAll(/[a-z_]\w*/g)) yield part;
  }
}

function libraryLines({ text, items, file }: Piece, dropped: ReadonlySet<Item>): KeptLine[] {
  return items
    .filter((item) => !dropped.has(item))
    .flatMap((item) => linesOf(text, item).map((line) => ({ ...line, file })));
}

/** The lines of a piece as they are written, comments too. */
function ownLines({ text, items, file, firstLine = 1 }: Piece, defined: DefinedNames): KeptLine[] {
  const lines = text.split('\n').map((line, index) => ({ text: line, file, line: firstLine + index }));
  const known: Known = { pinsOf: (name) => defined.pinsOf(name), isModel: (name) => defined.models.has(name) };
  for (const item of items) {
    if (/^[.x]/.test(item.head) || isSubcircuit(item.head)) continue;
    if (!asInstance(joined(text, item), known.pinsOf, known.isModel)) continue;
    const line = lines[item.line - firstLine]!;
    lines[item.line - firstLine] = { ...line, text: line.text.replace(/\S/, (letter) => `x${letter}`) };
  }
  return lines;
}
