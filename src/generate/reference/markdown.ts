/** Cells of a Markdown table: one line, and no bar that would end the cell. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** A Markdown table with its blank line before. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return ['', tableRow(head), `|${'---|'.repeat(head.length)}`, ...rows.map(tableRow)];
}

/** Lines of at most 120 columns. */
export function wrapped(text: string): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const line = lines.at(-1);
    return line === undefined || line.length + 1 + word.length > 120
      ? [...lines, word]
      : [...lines.slice(0, -1), `${line} ${word}`];
  }, []);
}

/** A word as code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** The text of a page: no line has blanks at its end, and the last line ends. */
export function pageText(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
