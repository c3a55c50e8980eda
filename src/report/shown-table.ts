import type { Table } from '../result/table.js';
import { amountText, plainText } from './words.js';

/** How a column looks on a page. */
export type ColumnStyle = 'text' | 'number' | 'name' | 'soft' | 'code';

/** A table as text, for a page and for a terminal. */
export interface ShownTable {
  readonly title: string;
  /** Beside the title. */
  readonly note?: string;
  readonly columns: readonly { readonly title: string; readonly style: ColumnStyle }[];
  readonly rows: readonly (readonly string[])[];
  readonly caption?: string;
  /** A reader of a page has to unfold it. */
  readonly folded?: boolean;
}

/** Columns from titles; one that begins with `#` holds numbers, `*` names, `~` asides, `$` commands. */
export function columnsOf(...titles: readonly string[]): ShownTable['columns'] {
  const styles: Readonly<Record<string, ColumnStyle>> = { '#': 'number', '*': 'name', '~': 'soft', $: 'code' };
  return titles.map((title) => {
    const style = styles[title.charAt(0)];
    return style ? { title: title.slice(1), style } : { title, style: 'text' };
  });
}

/** The numbers of a result as text, each in the unit of its column. */
export function shownTable({ title, columns, rows, caption }: Table): ShownTable {
  return {
    title: plainText(title),
    columns: columns.map((column) => ({
      title: plainText(column.title),
      style: column.unit === undefined ? 'text' : 'number',
    })),
    rows: rows.map((row) =>
      row.map((cell, at) => {
        if (cell === null) return '-';
        if (typeof cell === 'string') return plainText(cell);
        const { unit = '1', digits } = columns[at] ?? {};
        return amountText(cell, unit, digits);
      }),
    ),
    ...(caption === undefined ? {} : { caption: plainText(caption) }),
  };
}
