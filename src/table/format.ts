import { UserError } from '../units/user-error.js';
import { evidenceOf, PLAIN, type DecimalMark, type NumberFormat } from './numbers.js';
import type { SheetRow } from './reading.js';

/** A cell that says something about the marks, for messages. */
interface Seen {
  readonly cell: string;
  readonly row: SheetRow;
}

/**
 * The decimal mark of a file, from all its cells.
 * @param given what the user says it is
 * @throws UserError where cells contradict each other, or nothing tells `1,234` from 1.234
 */
export function formatOf(
  rows: readonly SheetRow[],
  given: DecimalMark | undefined,
  file: string,
  advice: string,
): NumberFormat {
  const seen: { comma?: Seen; point?: Seen; either?: Seen; group?: Seen } = {};
  for (const row of rows)
    for (const cell of row.cells) {
      const evidence = evidenceOf(cell);
      if (evidence === 'none') continue;
      seen[evidence] ??= { cell, row };
      if (evidence !== 'either' && isGrouped(cell, evidence)) seen.group ??= { cell, row };
    }
  const mark = given ?? (seen.comma ? 'comma' : 'point');
  const against = mark === 'comma' ? seen.point : seen.comma;
  if (against && (seen.comma ?? seen.either) && !groupsIn(against.cell, mark))
    throw new UserError([{ file, line: against.row.line, message: mixed(seen, against, mark) }]);
  if (given === undefined && seen.either && mark === 'point' && !seen.group) throw unclear(seen.either, file, advice);
  if (given === undefined && !seen.comma && !seen.either) return { ...PLAIN, grouping: '' };
  if (mark === 'comma') return { decimal: 'comma', grouping: seen.group || (given && seen.point) ? '.' : '' };
  return { decimal: 'point', grouping: seen.group || seen.either ? ',' : '' };
}

/** Whether a cell shows a mark between groups of digits beside what it shows of the decimal one. */
function isGrouped(cell: string, mark: DecimalMark): boolean {
  const other = mark === 'comma' ? '.' : ',';
  return cell.includes(other);
}

/** Whether a cell that speaks for the other mark can be read with groups: the user said which mark is decimal. */
function groupsIn(cell: string, mark: DecimalMark): boolean {
  return mark === 'comma' ? /^[+-]?\d{1,3}(\.\d{3})+$/.test(cell) : /^[+-]?\d{1,3}(,\d{3})+$/.test(cell);
}

function mixed(seen: { comma?: Seen; point?: Seen; either?: Seen }, against: Seen, mark: DecimalMark): string {
  const other = mark === 'comma' ? (seen.comma ?? seen.either) : seen.point;
  const [comma, point] = mark === 'comma' ? [other, against] : [against, other];
  if (comma === undefined || point === undefined)
    return `found "${against.cell}", which has no decimal ${mark}; correct the cell or the decimal mark that was given`;
  return (
    `"${comma.cell}" (line ${comma.row.line}) has a decimal comma and "${point.cell}" (line ${point.row.line}) a ` +
    `decimal point; write all numbers with one of them`
  );
}

function unclear({ cell, row }: Seen, file: string, advice: string): UserError {
  const [comma, thousands] = [cell.replace(',', '.'), cell.replace(',', '')];
  return new UserError([
    {
      file,
      line: row.line,
      message: `"${cell}" may be ${comma} or ${thousands}, and no cell of the file tells which; ${advice}`,
    },
  ]);
}
