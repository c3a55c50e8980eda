import Table from 'cli-table3';

const BORDERS = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
  'middle',
] as const;

/** Rows in aligned columns without borders; no spaces at the ends of lines. Ends with a newline. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[], indent = ''): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: Object.fromEntries(BORDERS.map((name) => [name, ''])),
  });
  for (const row of rows) table.push([...row]);
  return (
    table
      .toString()
      .split('\n')
      .map((line) => `${indent}${line}`.trimEnd())
      .join('\n') + '\n'
  );
}
