import { UserError } from '../units/user-error.js';
import type { Delimiter } from './delimiter.js';

/** A line that is no row: `# operator: me`. */
export interface Comment {
  /** From 1. */
  readonly line: number;
  /** Without its mark. */
  readonly text: string;
}

export interface Commented {
  /** The text with its comments blank, so that lines keep their numbers. */
  readonly body: string;
  /** What Excel's `sep=;` says. */
  readonly separator: Delimiter | undefined;
  readonly comments: readonly Comment[];
}

/** A comment; a `#` alone in the first field is the name of a column of numbers. */
const COMMENT = /^[^\S\n]*"?(?:#(?!\s*[,;\t|])|\/\/|!|%[^\S\n])[^\n]*$/gm;
const SEPARATOR = /^\s*"?sep=([^\n"]*)"?[,;\t ]*(?:\n|$)/i;

/** Comments kept with their text: more are only found in a file whose rows start like comments. */
const MOST_COMMENTS = 10_000;

/**
 * Takes comments and `sep=` out of a text.
 * @throws UserError for a `sep=` that is no delimiter
 */
export function readComments(text: string, file: string): Commented {
  const excel = SEPARATOR.exec(text);
  const separator = excel ? separatorOf(excel[1] ?? '', file) : undefined;
  const rest = excel ? text.replace(SEPARATOR, (line) => line.replace(/[^\n]/g, '')) : text;
  const comments: Comment[] = [];
  let [line, counted] = [1, 0];
  const body = rest.replace(COMMENT, (comment: string, offset: number) => {
    if (comments.length < MOST_COMMENTS) {
      for (; counted < offset; counted += 1) if (rest[counted] === '\n') line += 1;
      comments.push({ line, text: bareComment(comment) });
    }
    return '';
  });
  // Where nothing else is left, the mark belongs to the rows: devices #1, #2, ...
  return body.trim() === '' ? { body: rest, separator, comments: [] } : { body, separator, comments };
}

function bareComment(comment: string): string {
  const text = comment.trim();
  const quoted = text.startsWith('"');
  return (quoted ? text.slice(1) : text)
    .replace(/^(?:#+|\/\/|!|%)\s*/, '')
    .replace(quoted ? /"[,;\t ]*$/ : /[,;\t ]+$/, '')
    .trim();
}

function separatorOf(written: string, file: string): Delimiter {
  const mark = written === '\\t' ? '\t' : written.length > 1 ? written.trim() : written;
  if (mark === ',' || mark === ';' || mark === '\t' || mark === '|' || mark === ' ') return mark;
  throw new UserError([
    { file, line: 1, message: `found "sep=${written}", expected sep= and one of , ; | a blank or a tab` },
  ]);
}
