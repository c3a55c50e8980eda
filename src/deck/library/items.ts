import { singleBlanks } from '../blanks.js';

/** One statement of a library's text, its continuations and what stands between them included. Nothing is read yet. */
export interface Item {
  /** Its first word, lower case: `.param`, `.subckt`, `r1`. */
  readonly head: string;
  readonly start: number;
  readonly end: number;
  /** Number of its first line in the file. */
  readonly line: number;
}

const [NEWLINE, TAB, BLANK, STAR, SEMICOLON, DOLLAR, HASH, PLUS, SLASH, BACKSLASH] = [
  10, 9, 32, 42, 59, 36, 35, 43, 47, 92,
];
const RETURN = 13;
const HEAD = /[^\s=(),{}'"]+/y;

/**
 * Takes a library apart into its statements, by the first character of every line: millions of characters of which a
 * circuit uses a few thousand.
 */
export function itemsOf(text: string, firstLine = 1): Item[] {
  const items: Item[] = [];
  let open: { head: string; start: number; line: number } | undefined;
  let line = firstLine;
  let continued = false;
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    const at = firstCharacter(text, start, end);
    if (at >= 0 && !continued && text.charCodeAt(at) !== PLUS) {
      if (open) items.push({ ...open, end: start });
      HEAD.lastIndex = at;
      open = { head: (HEAD.exec(text)?.[0] ?? '').toLowerCase(), start, line };
    }
    continued = at >= 0 && endsInBackslashes(text, start, end);
    start = end;
  }
  if (open) items.push({ ...open, end: text.length });
  return items;
}

/** Where the text of a line starts; -1 for a blank line and a comment. */
function firstCharacter(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BLANK || code === TAB || code === RETURN || code === NEWLINE) continue;
    const comment = code === STAR || code === SEMICOLON || code === DOLLAR || code === HASH;
    return comment || (code === SLASH && text.charCodeAt(at + 1) === SLASH) ? -1 : at;
  }
  return -1;
}

/** ngspice continues such a line on the next one. */
function endsInBackslashes(text: string, start: number, end: number): boolean {
  let last = end - 1;
  while (last > start && text.charCodeAt(last) <= BLANK) last -= 1;
  return last > start && text.charCodeAt(last) === BACKSLASH && text.charCodeAt(last - 1) === BACKSLASH;
}

/** The lines of an item that are no comments, with their numbers. */
export function linesOf(text: string, { start, end, line }: Item): { readonly text: string; readonly line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let number = line;
  for (let at = start; at < end; number += 1) {
    const found = text.indexOf('\n', at);
    const stop = found < 0 || found >= end ? end : found;
    if (firstCharacter(text, at, stop) >= 0)
      lines.push({ text: text.slice(at, text.charCodeAt(stop - 1) === RETURN ? stop - 1 : stop), line: number });
    at = stop + 1;
  }
  return lines;
}

/** An item as one line, comments removed, lower case, one blank where there are several. */
export function joined(text: string, item: Item): string {
  const line = linesOf(text, item)
    .map(({ text: part }, index) => {
      const code = withoutComment(part).trim();
      return index > 0 && code.startsWith('+') ? code.slice(1) : code;
    })
    .join(' ');
  return singleBlanks(line.replace(/\s/g, ' ')).toLowerCase();
}

function withoutComment(line: string): string {
  if (!/[;$\\]|\/\//.test(line)) return line;
  return line.replace(/(?:;|\/\/|[ \t,]\$).*$/, '').replace(/\\\\\s*$/, '');
}

/** Index behind the `.ends` of the subcircuit that starts at an item. */
export function endOfSubcircuit(items: readonly Item[], first: number): number {
  let depth = 0;
  for (let index = first; index < items.length; index += 1) {
    const { head } = items[index]!;
    if (isSubcircuit(head)) depth += 1;
    else if (head === '.ends' || head === '.eom') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return items.length;
}

export function isSubcircuit(head: string): boolean {
  return head === '.subckt' || head === '.macro';
}
