import type { Result } from '../result/result.js';
import { titleOf } from './about.js';
import { partsOf } from './parts.js';
import { textTable } from './text-table.js';
import { plainText } from './words.js';

/**
 * What was found about one document, for a person who asked for this one: its tables, what its maps say, how good it
 * is. The verdicts stand in `renderTerminal`. Ends with a newline.
 */
export function renderDetails(result: Result): string {
  const { tables, texts } = partsOf(result);
  const maps = result.kind === 'crossbar' ? result.maps : [];
  return [
    ...tables.map(
      ({ title, note, columns, rows, caption }) =>
        `${title}${note === undefined ? '' : ` (${note})`}\n` +
        textTable(
          columns.map((column) => column.title),
          rows,
          '  ',
        ) +
        (caption === undefined ? '' : `  ${caption}\n`),
    ),
    ...maps.map(({ title, caption }) => `${plainText(title)}: ${plainText(caption)}\n`),
    ...texts.filter(({ brief }) => brief).map(({ title, lines }) => `${title}\n${indented(lines)}`),
    ...(result.notes.length === 0 ? [] : [`Notes on ${titleOf(result)}\n${indented(result.notes.map(plainText))}`]),
  ].join('\n');
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join('');
}
