import { checkCommand, printedCommand } from './commands.js';
import { behavioural } from './controlled-sources.js';
import { refuseLine } from './deck-error.js';
import { checkElement } from './elements.js';
import { logicalLines } from './logical-lines.js';
import { canonicalText, tokensOf, type Token } from './tokens.js';

/**
 * One statement of a deck, understood: a device by its letter, or a dot command by its name. `text` is what its tokens
 * say in our own spelling; it is what an engine gets.
 */
export interface Statement {
  readonly kind: 'element' | 'command';
  /** First line in the text that was read; 0 for a statement of our own. */
  readonly line: number;
  readonly lastLine: number;
  /** Name of the instance or the command, lower case: `r1`, `.param`. */
  readonly name: string;
  /** Lower case, blanks single, one line of printable ASCII. */
  readonly text: string;
  /** What was left out of it. */
  readonly warnings?: readonly string[];
}

/** Texts that were read last: the engine and the store in front of it read the same ones. */
const recent: { readonly key: string; readonly statements: readonly Statement[] }[] = [];
const REMEMBERED = 4;
const WORTH_REMEMBERING = 2000;

/**
 * Reads SPICE text without its title line. Everything in the result is a statement we know, made of tokens we know.
 * @param firstLine number of the text's first line in the user's file
 * @throws DeckError of kind `refused-deck` that names the line
 */
export function readStatements(text: string, firstLine = 1): readonly Statement[] {
  const key = `${firstLine}\n${text}`;
  const known = recent.findIndex((entry) => entry.key === key);
  if (known >= 0) {
    const [entry] = recent.splice(known, 1);
    recent.unshift(entry!);
    return entry!.statements;
  }
  const statements = logicalLines(text, firstLine).map(({ text: raw, line, lastLine }) =>
    readStatement(raw, line, lastLine),
  );
  if (text.length >= WORTH_REMEMBERING) {
    recent.unshift({ key, statements });
    recent.length = Math.min(recent.length, REMEMBERED);
  }
  return statements;
}

/** @param raw one logical line; @throws DeckError */
export function readStatement(raw: string, line = 0, lastLine = line): Statement {
  const text = behavioural(canonicalText(raw, line), line);
  const name = /^[^ =(),{'"]*/.exec(text)![0];
  const kind = name.startsWith('.') ? 'command' : 'element';
  if (kind === 'command') checkCommand(name, text, line);
  else checkElement(name, text, line);
  const { text: printed, warnings } = kind === 'command' ? printedCommand(name, text, line) : { text, warnings: [] };
  assertSealed(printed, line);
  return { kind, line, lastLine, name, text: printed, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** The tokens of a statement, its name first. */
export function tokens({ text }: Pick<Statement, 'text'>): Token[] {
  return tokensOf(text);
}

/** The words of a statement, separated by blanks; those of an expression are part of its word. */
export function words({ text }: Pick<Statement, 'text'>): string[] {
  return /[{']/.test(text) ? (text.match(/(?:\{[^{}]*\}|'[^']*'|[^ ])+/g) ?? []) : text.split(' ');
}

/**
 * What no line for an engine may be, whoever wrote it: anything but one line of ASCII that starts with a letter or a
 * dot; a comment or a continuation in it; a second character `#`, because ngspice makes comments of lines it has no use
 * for by writing `*` over their first character, and runs what then reads `*#`.
 * @throws DeckError
 */
export function assertSealed(line: string, number = 0): void {
  if (!/^[b-z.][ -~]*$/.test(line) || /^.#|[`;\\]|\/\/|[ ,]\$/.test(line))
    refuseLine(number, 'ngspice would not read this line as it is meant', 'write it without $, #, /, ; or \\');
  // ngspice puts a path into such a line.
  if (line.startsWith('set') && line.includes('sourcepath'))
    refuseLine(number, '"sourcepath" is a word of the simulator\'s shell', 'choose another name');
}
