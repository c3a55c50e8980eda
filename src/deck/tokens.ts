import { singleBlanks } from './blanks.js';
import { refuseLine, shown } from './deck-error.js';

/**
 * A word is a name, a number or an operator; a sign is one of `= ( ) ,`; an expression stands in braces or single
 * quotes, a string in double quotes.
 */
export type TokenKind = 'word' | 'sign' | 'expression' | 'string';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Whether a blank stands before it. */
  readonly spaced: boolean;
}

/** ngspice copies words into buffers of a fixed size. */
const LONGEST_WORD = 1000;
/** The longest ones of foundry files have a few thousand characters. */
const LONGEST_EXPRESSION = 100_000;

const [NONE, WORD, SIGN, BLANK, BRACE, QUOTE, STRING] = [0, 1, 2, 3, 4, 5, 6];
const CLASSES = classes([
  [WORD, 'abcdefghijklmnopqrstuvwxyz0123456789_.:#+-*/<>[]!%&^|~?@$'],
  [SIGN, '=(),'],
  [BLANK, ' '],
  [BRACE, '{'],
  [QUOTE, "'"],
  [STRING, '"'],
]);
/** What an expression and a string are made of, strings in an expression apart. */
const EXPRESSION = classes([[WORD, 'abcdefghijklmnopqrstuvwxyz0123456789_.:#+-*/<>[]!%&^|~?@$=(), ']]);

/**
 * The text of one statement as we write it: lower case (ngspice knows no other, but for lines that look like commands),
 * one blank for any number of them, and nothing but tokens.
 * @param line for messages
 * @throws DeckError when a character belongs to no token
 */
export function canonicalText(raw: string, line: number): string {
  const text = singleBlanks(raw.toLowerCase()).trim();
  let length = 0;
  for (let at = 0; at < text.length;) {
    const kind = CLASSES[text.charCodeAt(at)];
    length = kind === WORD ? length + 1 : 0;
    if (length > LONGEST_WORD)
      refuseLine(line, `a word has more than ${LONGEST_WORD} characters`, 'choose a shorter name');
    if (kind === NONE || kind === undefined) refuseCharacter(text, at, line);
    // A dollar in front of a word starts a comment in some places, a variable in others.
    if (length === 1 && text[at] === '$') refuseCharacter(text, at, line);
    const start = at;
    if (kind === BRACE) at = closingBrace(text, at, line);
    else if (kind === QUOTE || kind === STRING) at = closing(text, at, line);
    if (at - start > LONGEST_EXPRESSION)
      refuseLine(line, `an expression has more than ${LONGEST_EXPRESSION} characters`, 'take it apart with .param');
    at += 1;
  }
  return text;
}

/** The tokens of a statement's canonical text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let spaced = false;
  for (let at = 0; at < text.length;) {
    const kind = CLASSES[text.charCodeAt(at)];
    if (kind === BLANK) {
      spaced = true;
      at += 1;
      continue;
    }
    const end = endOfToken(text, at, kind);
    tokens.push({
      kind: kind === SIGN ? 'sign' : kind === STRING ? 'string' : kind === WORD ? 'word' : 'expression',
      text: text.slice(at, end),
      spaced,
    });
    spaced = false;
    at = end;
  }
  return tokens;
}

/** Tokens as text; `tokensOf` gives them back. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text, spaced }) => (spaced ? ` ${text}` : text)).join('');
}

/** Whether a text is one word, as a name of a node, an instance or a source is. */
export function isWord(text: string): boolean {
  return /^[a-z0-9_.:#+\-*/<>[\]!%&^|~?@][a-z0-9_.:#+\-*/<>[\]!%&^|~?@$]*$/i.test(text) && !text.includes('//');
}

function endOfToken(text: string, at: number, kind: number | undefined): number {
  if (kind === BRACE) return closingBrace(text, at, 0) + 1;
  if (kind === QUOTE || kind === STRING) return text.indexOf(text[at]!, at + 1) + 1;
  if (kind === SIGN) return at + 1;
  let end = at + 1;
  while (CLASSES[text.charCodeAt(end)] === WORD) end += 1;
  return end;
}

function closingBrace(text: string, start: number, line: number): number {
  let depth = 1;
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 123) depth += 1;
    else if (code === 125) {
      depth -= 1;
      if (depth === 0) return at;
    } else if (code === 34) at = closing(text, at, line);
    else if (EXPRESSION[code] !== WORD) refuseCharacter(text, at, line);
  }
  return refuseLine(line, `"${shown(text.slice(start))}" has no closing "}"`, 'close the expression on this line');
}

function closing(text: string, start: number, line: number): number {
  const end = text.indexOf(text[start]!, start + 1);
  if (end < 0)
    refuseLine(line, `"${shown(text.slice(start))}" has no closing ${text[start]!}`, 'close it on this line');
  for (let at = start + 1; at < end; at += 1)
    if (EXPRESSION[text.charCodeAt(at)] !== WORD) refuseCharacter(text, at, line);
  return end;
}

function refuseCharacter(text: string, at: number, line: number): never {
  const character = text[at]!;
  const before = shown(text.slice(Math.max(0, at - 20), at + 1));
  refuseLine(line, `"${character}" cannot stand in a statement ("${before}")`, 'remove it');
}

function classes(table: readonly (readonly [number | undefined, string])[]): Uint8Array {
  const result = new Uint8Array(128);
  for (const [kind, characters] of table)
    for (const character of characters) result[character.charCodeAt(0)] = kind ?? 0;
  return result;
}
