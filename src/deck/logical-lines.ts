import { codePoint, refuseLine } from './deck-error.js';

/** One statement's text: a line with its continuations joined, comments removed, original case. */
export interface LogicalLine {
  /** Number of the first physical line. */
  readonly line: number;
  /** Number of the last physical line that belongs to it. */
  readonly lastLine: number;
  readonly text: string;
}

/** Physical lines; ngspice ends a line at `\n`, editors also at `\r\n`. */
export function physicalLines(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Behind these, or behind two slashes, a whole line is a comment. */
const COMMENT_STARTS = '*;$#';
/**
 * ngspice turns these at the start of a line into `*`, and what then reads `*#` is a command. It ends the netlist at
 * `@`.
 */
const FOREIGN_STARTS = '=[]?()&%"!:,@';

/**
 * Reads SPICE text (without a title line) into logical lines as ngspice does. Comment lines and blank lines may stand
 * between a line and its continuation (`+`, or two backslashes at the end of the line before).
 *
 * Comments are dropped, whatever is in them. Outside of comments only printable ASCII and tabs pass; a micro sign
 * behind a digit becomes `u`.
 * @throws DeckError naming the line
 */
export function logicalLines(text: string, firstLine = 1): LogicalLine[] {
  const reader = new LineReader();
  let number = firstLine;
  for (let start = 0; start <= text.length; number += 1) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    reader.read(text.slice(start, text[end - 1] === '\r' ? Math.max(start, end - 1) : end), number);
    start = end + 1;
  }
  return reader.lines;
}

class LineReader {
  readonly lines: { line: number; lastLine: number; text: string }[] = [];
  /** The line before ended with two backslashes. */
  private continued = false;

  read(physical: string, number: number): void {
    const line = trimBlanks(physical);
    const joined = this.continued;
    this.continued = false;
    if (line === '' || line === '\u001a') return;
    if (COMMENT_STARTS.includes(line[0]!) || line.startsWith('//')) {
      checkComment(line, number);
      if (joined) refuseLine(number, 'the line before is continued by a comment', 'remove its two backslashes');
      return;
    }
    // ngspice makes a comment of a title line before it looks for what continues it.
    if (!joined && /^\.title([ \t]|$)/i.test(line)) return;
    // Behind two backslashes ngspice puts a plus sign first.
    if (!joined && FOREIGN_STARTS.includes(line[0]!)) refuseStart(line, number);
    const content = readable(this.withoutComment(line, number), number);
    const previous = this.lines.at(-1);
    if (!content.startsWith('+') && !joined) {
      this.lines.push({ line: number, lastLine: number, text: content });
      return;
    }
    if (!previous) refuseLine(number, 'a continuation line continues nothing', 'put the line it belongs to before it');
    previous.text += ` ${joined ? content : content.slice(1)}`;
    previous.lastLine = number;
  }

  /** Cuts off `; ...`, `// ...` and `$ ...` behind a blank or comma, and the two backslashes that continue a line. */
  private withoutComment(line: string, number: number): string {
    const cut = commentStart(line);
    const content = cut < 0 ? line : trimBlanks(line.slice(0, cut));
    if (!line.endsWith('\\\\')) return content;
    if (cut >= 0)
      refuseLine(number, 'two backslashes end a comment, and ngspice continues the line there', 'remove them');
    const kept = trimBlanks(content.slice(0, -2));
    if (/^\.end([ \t]|$)/i.test(kept))
      refuseLine(number, 'nothing continues a .end line', 'remove the two backslashes');
    this.continued = true;
    return kept;
  }
}

/** ngspice runs `*#command` "comments" as commands, whatever character stood for the star. */
function checkComment(line: string, number: number): void {
  if (line[1] !== '#') return;
  // A line of signs is an ornament, and so is a heading between them; ngspice takes `##` for no command either.
  if (/^.(##|[#*=_+~. \t-]*$)/.test(line)) return;
  refuseLine(number, `a "${line[0]}#" line is run as a command`, `remove the "#" after the "${line[0]}"`);
}

function refuseStart(line: string, number: number): never {
  const first = line[0]!;
  if (first === '!') refuseLine(number, 'an exclamation mark starts a shell command', 'remove the line');
  if (first === '@') refuseLine(number, 'ngspice stops reading at a line that starts with "@"', 'remove the line');
  refuseLine(number, `a line cannot start with "${first}"`, 'start it with "*" if it is a comment, or with "+"');
}

function commentStart(line: string): number {
  let first = line.indexOf(';');
  const slashes = line.indexOf('//');
  if (slashes >= 0 && (first < 0 || slashes < first)) first = slashes;
  const dollar = line.search(/[ \t,]\$/) + 1;
  if (dollar > 0 && (first < 0 || dollar < first)) first = dollar;
  return first;
}

function readable(content: string, number: number): string {
  if (content.includes('`')) refuseLine(number, 'a backquote starts a shell command', 'remove it');
  const text = content.replace(/(?<=\d)[\u00b5\u03bc]/g, 'u');
  const [bad] = /[^\t -~]/u.exec(text) ?? [];
  if (bad === undefined) return text;
  if (bad === '\r')
    refuseLine(
      number,
      'a carriage return stands inside the line',
      'save the file with the line ends of Unix or Windows',
    );
  // eslint-disable-next-line no-control-regex -- as above
  if (/[\u0000-\u001f\u007f\ufffd]/.test(bad))
    refuseLine(number, `the deck is not plain text: it has the character ${codePoint(bad)}`, 'save it as plain text');
  refuseLine(number, `"${bad}" (${codePoint(bad)}) is no character of SPICE`, 'write it in ASCII, as in u for micro');
}

/** Blanks and tabs only: ngspice takes other white space for characters of a word. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (isBlank(text.charCodeAt(start))) start += 1;
  while (isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
