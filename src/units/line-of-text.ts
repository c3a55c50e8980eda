/*
 * One notion of text for everything that a user may write freely: titles, descriptions, names of files and columns. A
 * line of text stays one line wherever it is printed, and looks like what it is.
 */

/**
 * Controls, separators of lines and paragraphs, halves of characters, and characters that are not seen but change how
 * others are (direction overrides, zero-width ones), as in a character class of a regular expression with the flag `u`.
 */
const FOREIGN = '\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}';

/** One character of a line of text, as a class in a regular expression with the flag `u`. */
export const LINE_CHARACTER = `[^${FOREIGN}]`;

/** A pattern for JSON Schema and `RegExp` with the flag `u`. */
export const LINE_OF_TEXT = `^${LINE_CHARACTER}*$`;

/** The same, where line breaks and tabs count as blanks. */
export const PARAGRAPH = `^(?:${LINE_CHARACTER}|[\\t\\n\\r])*$`;

const foreign = new RegExp(`[${FOREIGN}]`, 'u');
const everyForeign = new RegExp(`[${FOREIGN}]`, 'gu');
const everyForeignButBreaks = new RegExp(`(?![\\t\\n])[${FOREIGN}]`, 'gu');

const NAMES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Whether a text is one line that holds nothing invisible. */
export function isLineOfText(text: string): boolean {
  return !foreign.test(text);
}

/** A text on one line with every foreign character written out, as in `a\nb` and `\x1b[2J`: for messages and tables. */
export function shown(text: string): string {
  return text.replace(everyForeign, written);
}

/** As `shown`, with its line breaks and tabs: for what has lines of its own, such as an engine's log. */
export function shownLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(everyForeignButBreaks, written);
}

function written(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  const name = NAMES.get(character);
  if (name !== undefined) return name;
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
