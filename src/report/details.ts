import type { FitResult } from '../result/fit.js';
import type { Result } from '../result/result.js';
import { titleOf } from './about.js';
import { partsOf } from './parts.js';
import { textTable } from './text-table.js';
import { resultStatus } from './summary.js';
import { STATUS_WORDS, plainText } from './words.js';

/**
 * What was found about one document, for a person who asked for this one: its tables, what its maps say, how good it
 * is. The verdicts stand in `renderTerminal`. Ends with a newline.
 */
export function renderDetails(result: Result): string {
  const { tables, texts } = partsOf(result);
  const maps = result.kind === 'crossbar' ? result.maps : [];
  return [
    headline(result),
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
  ]
    .filter((block) => block !== '')
    .join('\n');
}

/** What it is, what is wrong with it, and what was taken for granted. */
function headline(result: Result): string {
  const faults = result.kind === 'fit' ? result.faults : [];
  const first = result.kind === 'fit' ? fitted(result) : titleOf(result);
  return [
    `${STATUS_WORDS[resultStatus(result)].word} ${first}\n`,
    ...faults.map((fault) => `  FAULT ${plainText(fault)}\n`),
    ...result.notes.map((note) => `  NOTE ${plainText(note)}\n`),
  ].join('');
}

function fitted({ target, fits, data, masked }: FitResult): string {
  const points = fits.reduce((sum, one) => sum + one.points, 0);
  const left = masked > 0 ? `, ${masked} rows left out by --keep` : '';
  const files = data.map(({ file }) => plainText(file)).join(', ');
  return `${plainText(target.title)}: ${points} points from ${files}${left}`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join('');
}
