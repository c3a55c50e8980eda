import { refuseLine } from '../deck/deck-error.js';

/** One line of a control block, its continuations joined and its comment cut off. */
export interface ControlLine {
  readonly line: number;
  readonly text: string;
}

/** A deck without its control blocks, whose lines are empty now, and what stood in them. */
export interface SeparatedDeck {
  readonly deck: string;
  readonly lines: readonly ControlLine[];
  /** Whether there was a control block, even an empty one. */
  readonly controlled: boolean;
}

const MOST_LINES = 10_000;
const LONGEST_LINE = 10_000;

/**
 * Takes the control blocks (`.control` to `.endc`) out of a deck: no engine ever reads them. Several follow each other.
 * @throws DeckError for a block without an end, or an end without a block
 */
export function separateControl(text: string): SeparatedDeck {
  const physical = text.split('\n');
  const lines: { line: number; text: string }[] = [];
  let start = 0;
  let controlled = false;
  const deck = physical.map((raw, index) => {
    // The first line of a deck is its title, whatever it says.
    const word = index === 0 ? '' : (/^[ \t]*(\.[a-z]+)\b/i.exec(raw)?.[1]?.toLowerCase() ?? '');
    if (word === '.control') {
      if (start > 0)
        refuseLine(index + 1, 'a control block begins inside of another', `close the one of line ${start} with .endc`);
      [start, controlled] = [index + 1, true];
      return '';
    }
    if (word === '.endc') {
      if (start === 0) refuseLine(index + 1, '".endc" ends no control block', 'remove it, or put .control before it');
      start = 0;
      return '';
    }
    if (start === 0) return raw;
    push(lines, raw, index + 1);
    return '';
  });
  if (start > 0) refuseLine(start, 'the control block has no end', 'close it with .endc');
  if (lines.length > MOST_LINES)
    refuseLine(lines[MOST_LINES]!.line, `a control block has more than ${MOST_LINES} lines`, 'shorten it');
  return { deck: deck.join('\n'), lines, controlled };
}

function push(lines: { line: number; text: string }[], raw: string, line: number): void {
  const text = withoutComment(raw).trim();
  const last = lines.at(-1);
  if (text === '' || /^[*#$]/.test(text)) return;
  if (!/^[\t\x20-\x7e]*$/.test(text))
    refuseLine(line, 'a character of the control block is not plain ASCII', 'write it in ASCII');
  if (text.startsWith('+') && last) last.text += ` ${text.slice(1).trim()}`;
  else lines.push({ line, text });
  if (lines.at(-1)!.text.length > LONGEST_LINE)
    refuseLine(line, `a line of the control block has more than ${LONGEST_LINE} characters`, 'take it apart');
}

/** `;`, `//` and a lone `$` start a comment, outside of strings. */
function withoutComment(line: string): string {
  const found = /^(?:"[^"]*"|'[^']*'|(?!;|\/\/|[ \t]\$[ \t])[^])*/.exec(line.replace(/\r$/, ''));
  return found?.[0] ?? '';
}
