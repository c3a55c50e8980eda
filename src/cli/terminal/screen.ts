import { shownLines } from '../../units/line-of-text.js';
import { wantsColor, type Io } from '../io.js';

/** Colours of ours; what a user wrote has none left by the time a table is coloured. */
// eslint-disable-next-line no-control-regex -- an escape sequence is what this looks for
const COLOR = /(\u001b\[[0-9;]*m)/;
/** Most chunks have nothing of all this, and may be large. */
const SUSPECT = /[^\n -~]|::|##/;

/**
 * Streams on which nothing that a user wrote can move the cursor, recolour the terminal, or be taken for a command by a
 * CI system that reads the log: control and invisible characters are written out, `::` does not begin a line (GitHub),
 * and `##` does not stand before a bracket (GitHub's older form, Azure, TeamCity). Bytes are data and stay as they are.
 */
export function screened(io: Io): Io {
  const out = screen(wantsColor(io));
  const err = screen(false);
  return {
    ...io,
    out: (chunk) => {
      io.out(typeof chunk === 'string' ? out(chunk) : chunk);
    },
    err: (text) => {
      io.err(err(text));
    },
    annotate: (line) => {
      io.annotate(shownLines(line).replaceAll('\n', ' '));
    },
  };
}

/** The screen of one stream, which knows whether it is at the start of a line. */
function screen(colors: boolean): (text: string) => string {
  let within = false;
  return (text) => {
    if (text === '') return text;
    const starts = !within;
    within = !text.endsWith('\n');
    if (!SUSPECT.test(text)) return text;
    return commandless(colors ? coloured(text) : plain(text), starts);
  };
}

/** `\r\n` ends the lines of a CSV. */
function plain(text: string): string {
  return text.split('\r\n').map(shownLines).join('\r\n');
}

function coloured(text: string): string {
  return text
    .split(COLOR)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');
}

/** @param starts whether the text begins a line */
function commandless(text: string, starts: boolean): string {
  return text
    .replace(/(^|\n)([^\S\n]*):(?=:)/g, (all, start: string, blanks: string, at: number) =>
      at === 0 && start === '' && !starts ? all : `${start}${blanks}\\x3a`,
    )
    .replace(/##(?=[A-Za-z.]*\[)/g, '#\\x23');
}
