import { looksNumeric } from '../../table/numbers.js';
import type { Table } from '../../table/table.js';
import type { ColumnPlace } from './column.js';
import type { Condition } from './condition.js';

/** Words in the names of columns that say which device or place a row belongs to. */
const LABELS = new Set([
  ...['device', 'dev', 'dut', 'sample', 'die', 'chip', 'wafer', 'site', 'cell', 'unit', 'part', 'module', 'structure'],
  ...['geometry', 'size', 'addr', 'address', 'name', 'col', 'column', 'condition'],
]);

/** Words of those that only count: several of them are no other device. */
const COUNTERS = new Set(['cycle', 'run', 'sweep', 'repeat', 'rep', 'id', 'no', 'nr', 'row', 'index', '#']);

const hasWord = (name: string, words: ReadonlySet<string>): boolean =>
  name
    .toLowerCase()
    .split(/[ _-]/)
    .some((word) => words.has(word) || words.has(word.replace(/s$/, '')));

/**
 * Columns that the target does not read and that tell several devices apart: a fit over all rows would mix them. A
 * column of names counts, and one of numbers under a name such as "die" or "sample".
 */
export function unusedNames(
  { file, headings, rows }: Table,
  columns: ReadonlyMap<string, ColumnPlace>,
  keep: readonly Condition[],
): string[] {
  const used = new Set([...columns.values()].map(({ index }) => index));
  return headings.flatMap((heading, index) => {
    if (used.has(index) || heading.text === '' || (hasWord(heading.name, COUNTERS) && !hasWord(heading.name, LABELS)))
      return [];
    const chosen = keep.some(
      ({ column, relation }) => relation === '=' && [heading.text, heading.name].includes(column),
    );
    if (chosen) return [];
    const values = [...new Set(rows.map(({ cells }) => cells[index] ?? ''))];
    const text = values.every((value) => !looksNumeric(value));
    if (values.length < 2 || values.length > rows.length / 3) return [];
    if (!text && !hasWord(heading.name, LABELS)) return [];
    const shown = values.slice(0, 4).map((value) => (value === '' ? 'none' : value.slice(0, 20)));
    return [
      `${file}: the column "${heading.text}" has ${values.length} values (${shown.join(', ')}` +
        `${values.length > 4 ? ', ...' : ''}), and all rows are fitted as one device; where they are several, choose ` +
        `one with --keep "${heading.text} = ${shown[0] ?? ''}"`,
    ];
  });
}
