/** One statement of a deck: a line with its `+` continuations joined, comments removed. */
export interface Statement {
  /** One-based number of the first physical line in the text that was split. */
  readonly line: number;
  /** Number of the last physical line that belongs to it. */
  readonly lastLine: number;
  /** Joined with single blanks, trimmed, original case. */
  readonly text: string;
}

/** Physical lines; ngspice ends a line at `\n`, editors also at `\r\n`. */
export function physicalLines(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/**
 * Splits SPICE text (without a title line) into statements. Comment lines (`*`) and blank lines may stand between a
 * line and its continuation, as ngspice allows. A continuation without a line before it stays a statement of its own,
 * `+` included.
 */
export function statements(text: string, firstLine = 1): Statement[] {
  const result: { line: number; lastLine: number; text: string }[] = [];
  physicalLines(text).forEach((physical, index) => {
    const content = stripTrailingComment(physical).trim();
    if (content === '' || content.startsWith('*')) return;
    const line = firstLine + index;
    const previous = result.at(-1);
    if (content.startsWith('+') && previous) {
      previous.text = `${previous.text} ${content.slice(1).trim()}`;
      previous.lastLine = line;
    } else {
      result.push({ line, lastLine: line, text: content });
    }
  });
  return result;
}

/** First word in lower case: the name of an instance or a dot command. */
export function keyword(statement: Statement): string {
  return (/^[^\s=(]+/.exec(statement.text)?.[0] ?? '').toLowerCase();
}

/** ngspice's end-of-line comments: `;`, `//` and a `$` after white space. */
function stripTrailingComment(line: string): string {
  return line.replace(/(;|\/\/|(^|[\s,])\$\s).*$/, '');
}
