import type { Heading } from '../../table/heading.js';
import type { SheetRow } from '../../table/reading.js';
import type { Table } from '../../table/table.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { DIMENSIONS, readUnit, type Dimension } from '../../units/dimensions.js';
import { readQuantity } from '../../units/quantity.js';
import { readNumber } from '../../units/read-number.js';
import { UserError } from '../../units/user-error.js';
import { textsOf } from './column.js';

/** A choice of rows: `id >= 1 pA`, `|id| < 1 mA`, `T = 300 K`, `device = nmos`. */
export interface Condition {
  readonly text: string;
  readonly column: string;
  /** Written between bars: the size of the value counts, not its sign. */
  readonly size: boolean;
  readonly relation: '<' | '<=' | '>' | '>=' | '=' | '!=';
  readonly value: string;
}

/**
 * Reads a condition of `--keep` or `--hold-out`.
 * @throws UserError naming the option
 */
export function parseCondition(text: string, option: string): Condition {
  const match = /^\s*(.+?)\s*(<=|>=|!=|=|<|>)\s*(.+?)\s*$/.exec(text);
  if (!match)
    throw new UserError([
      {
        message:
          `--${option}: found "${text}", expected a column, a relation and a value, such as "id >= 1 pA" or ` +
          `"device = nmos"`,
      },
    ]);
  const bars = /^\|(.+)\|$/.exec(match[1] ?? '');
  return {
    text,
    column: bars?.[1]?.trim() ?? match[1] ?? '',
    size: bars !== null,
    relation: match[2] as Condition['relation'],
    value: match[3] ?? '',
  };
}

/**
 * A condition made ready for one file.
 *
 * @param indexOf place of a column by the name that the target gives it
 * @throws UserError for a column that is not there or a value that does not fit its unit
 */
export function matcher(
  condition: Condition,
  table: Table,
  indexOf: (name: string) => { index: number; unit: string } | undefined,
): (row: SheetRow) => boolean {
  const { file, headings, line, place } = table;
  const { column, relation, value, text, size } = condition;
  const known = indexOf(column) ?? named(headings, column);
  if (known === undefined)
    throw new UserError([
      {
        file,
        line,
        message: `"${text}": there is no column "${column}" in ${textsOf(headings)}${didYouMean(
          column,
          headings.map((heading) => heading.text),
        )}`,
      },
    ]);
  const dimension = known.unit === '' ? undefined : dimensionOf(known.unit);
  const wanted = dimension === undefined ? readNumber(value) : quantity(value, dimension, text);
  if (wanted === undefined) return sameText(condition, known.index);
  return (row) => {
    const cell = row.cells[known.index] ?? '';
    const plain = table.number(cell);
    const found = dimension === undefined ? readNumber(plain) : readCell(plain, known.unit, dimension);
    if (found === undefined)
      throw new UserError([
        {
          file,
          ...place(row, known.index),
          message: `found ${JSON.stringify(cell.slice(0, 40))}, expected a number for "${text}"`,
        },
      ]);
    return holds(size ? Math.abs(found) : found, relation, wanted);
  };
}

/** Compares names. @throws UserError for a relation that only numbers have */
function sameText({ column, relation, value, text }: Condition, index: number): (row: SheetRow) => boolean {
  if (relation !== '=' && relation !== '!=')
    throw new UserError([
      { message: `"${text}": found "${value}", expected a number to compare the column "${column}" with` },
    ]);
  return ({ cells }) => (cells[index] === value) === (relation === '=');
}

/** A cell of a column with a unit, SI. */
export function readCell(cell: string, unit: string, dimension: Dimension): number | undefined {
  if (readNumber(cell) === undefined) return undefined;
  const reading = readQuantity(`${cell} ${unit}`, dimension);
  return 'value' in reading ? reading.value : undefined;
}

function named(headings: readonly Heading[], column: string): { index: number; unit: string } | undefined {
  const index = headings.findIndex(({ text, name }) => text === column || name === column);
  return index < 0 ? undefined : { index, unit: headings[index]?.unit ?? '' };
}

function dimensionOf(unit: string): Dimension | undefined {
  const reading = readUnit(unit);
  if ('fault' in reading) return undefined;
  const signature = reading.signature === 'K' ? 'C' : reading.signature;
  return (Object.keys(DIMENSIONS) as Dimension[]).find((dimension) => DIMENSIONS[dimension].signature === signature);
}

function quantity(value: string, dimension: Dimension, text: string): number {
  const reading = readQuantity(value, dimension);
  if ('value' in reading) return reading.value;
  throw new UserError([{ message: `"${text}": found "${value}", ${reading.fault}` }]);
}

function holds(found: number, relation: Condition['relation'], wanted: number): boolean {
  // Equal to nine digits: 300 K may reach here as 26.85 C from two spellings.
  const same = Math.abs(found - wanted) <= 1e-9 * Math.max(Math.abs(found), Math.abs(wanted));
  switch (relation) {
    case '=':
      return same;
    case '!=':
      return !same;
    case '<':
      return found < wanted && !same;
    case '<=':
      return found < wanted || same;
    case '>':
      return found > wanted && !same;
    case '>=':
      return found > wanted || same;
  }
}
