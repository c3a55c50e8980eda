import { instancesIn } from '../deck/private-subcircuits.js';
import { readSpiceNumber } from '../deck/spice-number.js';
import { readStatements, words, type Statement } from '../deck/statement.js';
import { spiceNumber } from '../units/format.js';
import type { Mutant } from './mutant.js';

/*
 * Every fault of these kinds that a deck's circuit can have. One change each; where a cell is used several times, all
 * of its instances have it, as with a wrong template.
 *   polarity      a transistor of the other polarity, of the nearest size there is a card for, its bulk on the other
 * rail
 *   terminals     two nets of one transistor swapped
 *   merged nets   two nets of a subcircuit connected
 *   value         a capacitor, resistor, width, length, multiplier, reference or supply scaled by 0.8 or 1.2
 *   removed       an element left out
 *   wiring        two nets of one instance of a cell swapped
 */

/** 20 % up and down. */
const SCALES = [0.8, 1.2] as const;
/** What connects two nets, ohms: a short, with a number that the matrix can hold beside picosiemens. */
const SHORT = 1;
const RAILS: Readonly<Record<string, string>> = { vdd: 'vss', vss: 'vdd' };
const TERMINALS = ['drain', 'gate', 'source', 'bulk'] as const;

/** All mutants of a transient's circuit text, in an order that follows the text only. */
export function mutantsOf(text: string): Mutant[] {
  const statements = readStatements(text);
  const cards = cardsOf(statements);
  const definitions = statements.filter(({ name }) => name === '.subckt');
  return [
    ...definitions.flatMap((definition) => {
      const [, name = '', ...ports] = words(definition);
      const elements = [...instancesIn(statements, name).values()].map((statement) => elementOf(statement.text));
      return [
        ...elements.flatMap((element) => elementMutants(element, name, cards)),
        ...mergers(elements, name, ports),
      ];
    }),
    ...[...instancesIn(statements).values()]
      .map(({ text: line }) => line)
      .filter((line) => /^[iv]_\S+ \S+ \S+ dc /i.test(line))
      .flatMap(sourceMutants),
  ];
}

interface Element {
  readonly name: string;
  readonly line: string;
  readonly words: readonly string[];
  /** Positions of the nets among the words. */
  readonly nets: readonly number[];
}

interface Card {
  readonly name: string;
  readonly polarity: 'nmos' | 'pmos';
  /** As one transistor of the deck has it, m. */
  readonly width: string;
  readonly length: string;
}

function elementOf(line: string): Element {
  const words = line.split(/\s+/);
  const [name = ''] = words;
  const count = /^m/i.test(name) ? 4 : /^x/i.test(name) ? words.length - 2 : 2;
  return { name, line, words, nets: Array.from({ length: count }, (_, index) => index + 1) };
}

function elementMutants(element: Element, subcircuit: string, cards: readonly Card[]): Mutant[] {
  const own = (kind: Mutant['kind'], what: string, line: string | undefined): Mutant => ({
    id: `${subcircuit}.${element.name}: ${what}`,
    kind,
    subcircuit,
    edit: (lines) =>
      lines.flatMap((candidate) =>
        elementOf(candidate).name !== element.name ? [candidate] : line === undefined ? [] : [line],
      ),
  });
  const transistor = /^m/i.test(element.name);
  return [
    ...(transistor ? flipped(element, cards).map((line) => own('polarity', 'polarity flipped', line)) : []),
    ...swaps(element).map(({ a, b, line }) =>
      own(transistor ? 'terminals' : 'wiring', `${label(element, a)} and ${label(element, b)} swapped`, line),
    ),
    ...scaled(element).map(({ what, line }) => own('value', what, line)),
    own('removed', 'left out', undefined),
  ];
}

function flipped({ words }: Element, cards: readonly Card[]): string[] {
  const model = words[5] ?? '';
  const from = cards.find(({ name }) => name === model);
  const others = cards.filter(({ polarity }) => from && polarity !== from.polarity);
  const size = (value: string): number => Math.log(readSpiceNumber(value) ?? NaN);
  const distance = (card: Card): number =>
    Math.hypot(size(card.width) - size(from?.width ?? ''), size(card.length) - size(from?.length ?? ''));
  const [to] = [...others].sort((a, b) => distance(a) - distance(b));
  if (!to) return [];
  const line = words.map((word, index) =>
    index === 4
      ? (RAILS[word] ?? word)
      : index === 5
        ? to.name
        : word.replace(/^w=.*/, `w=${to.width}`).replace(/^l=.*/, `l=${to.length}`),
  );
  return [line.join(' ')];
}

/** Pairs of different nets of one element; those of a two-terminal element change nothing. */
function swaps({ name, words, nets }: Element): { a: number; b: number; line: string }[] {
  if (!/^[mx]/i.test(name)) return [];
  return pairs(nets).flatMap(([a, b]) =>
    words[a] === words[b]
      ? []
      : [
          {
            a,
            b,
            line: words.map((word, index) => (index === a ? words[b] : index === b ? words[a] : word)).join(' '),
          },
        ],
  );
}

function label({ name, words }: Element, position: number): string {
  return /^m/i.test(name) ? (TERMINALS[position - 1] ?? '') : `${words[position] ?? ''} (${position})`;
}

function scaled({ name, words }: Element): { what: string; line: string }[] {
  return words.flatMap((word, index) => {
    const [, key = '', value = ''] = /^(?:(w|l|m)=)?([0-9.][0-9.e+-]*u?)$/i.exec(word) ?? [];
    if (value === '' || index < 3 || (key === '' && !/^[cr]/i.test(name))) return [];
    return SCALES.map((scale) => ({
      what: `${key === '' ? 'value' : key} times ${scale}`,
      line: words
        .map((other, place) =>
          place === index
            ? `${key === '' ? '' : `${key}=`}${spiceNumber((readSpiceNumber(value) ?? NaN) * scale)}`
            : other,
        )
        .join(' '),
    }));
  });
}

/** Every pair of nets of a subcircuit, ports and inner ones. */
function mergers(elements: readonly Element[], subcircuit: string, ports: readonly string[]): Mutant[] {
  const used = elements.flatMap(({ words, nets }) => nets.map((position) => words[position] ?? ''));
  return pairs([...new Set([...ports, ...used])]).map(([a, b]) => ({
    id: `${subcircuit}: ${a} and ${b} connected`,
    kind: 'merged nets',
    subcircuit,
    edit: (lines) => [...lines, `r_merged ${a} ${b} ${SHORT}`],
  }));
}

/**
 * References and the supply by their DC value. They are decided anew by a trim, so the factor and not the number is the
 * fault.
 */
function sourceMutants(line: string): Mutant[] {
  const [name = ''] = line.split(/\s+/);
  const scale = (own: string, factor: number): string =>
    own.replace(
      /^(\S+ \S+ \S+ dc )(\S+)/i,
      (_, head: string, value: string) => `${head}${spiceNumber(Number(value) * factor)}`,
    );
  return SCALES.map((factor) => ({
    id: `${name}: value times ${factor}`,
    kind: 'value',
    edit: (lines) => lines.map((own) => (own.startsWith(`${name} `) ? scale(own, factor) : own)),
  }));
}

function cardsOf(statements: readonly Statement[]): Card[] {
  const transistors = statements.filter(({ name }) => name.startsWith('m'));
  return statements.flatMap((statement): Card[] => {
    const [, name = '', polarity = ''] = /^\.model\s+(\S+)\s+(nmos|pmos)\b/i.exec(statement.text) ?? [];
    const user = transistors.find(({ text: line }) => line.split(/\s+/)[5] === name)?.text;
    const [width, length] = [/\bw=(\S+)/.exec(user ?? '')?.[1], /\bl=(\S+)/.exec(user ?? '')?.[1]];
    return name === '' || width === undefined || length === undefined
      ? []
      : [{ name, polarity: polarity.toLowerCase() as Card['polarity'], width, length }];
  });
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}
