import { UserError } from '../../units/user-error.js';
import type { Columns } from './column.js';
import { didYouMean } from '../../units/did-you-mean.js';

/** One way to read a file: which header each mapped name stands for, and the name of the series. */
export interface View {
  readonly map: ReadonlyMap<string, string>;
  /** What `*` stood for; empty in a long table. */
  readonly series: string;
}

/**
 * A wide table holds several series side by side: `--map g="g_level*[S]"` reads every column whose name fits, one after
 * the other, and what `*` stands for names the series. Several such names are paired by it.
 *
 * @throws UserError where no column fits, or the names do not have the same series
 */
export function viewsOf({ headings, line, file }: Columns, map: ReadonlyMap<string, string>): readonly View[] {
  const headers = headings.map(({ text }) => text);
  const wide = [...map].filter(([, header]) => header.includes('*') && !headers.includes(header));
  if (wide.length === 0) return [{ map, series: '' }];
  const found = wide.map(([name, pattern]) => ({
    name,
    pattern,
    columns: matches(headers, pattern, name, file, line),
  }));
  assertFound(found, headers, file, line);
  const [first] = found;
  const series = [...(first?.columns.keys() ?? [])];
  for (const { name, columns } of found) {
    const lonely = [
      ...series.filter((key) => !columns.has(key)),
      ...[...columns.keys()].filter((key) => !series.includes(key)),
    ];
    if (lonely.length > 0)
      throw new UserError([
        {
          file,
          line,
          message:
            `--map: the series "${lonely[0] ?? ''}" has a column for only one of ${first?.name ?? ''} and ` + `${name}`,
        },
      ]);
  }
  return series.map((key) => ({
    series: key,
    map: new Map([...map, ...found.map(({ name, columns }): [string, string] => [name, columns.get(key) ?? ''])]),
  }));
}

/** @throws UserError for a pattern that fits no column */
function assertFound(
  found: readonly { name: string; pattern: string; columns: ReadonlyMap<string, string> }[],
  headers: readonly string[],
  file: string,
  line: number,
): void {
  const none = found.find(({ columns }) => columns.size === 0);
  if (none)
    throw new UserError([
      {
        file,
        line,
        message:
          `--map ${none.name}: no column fits "${none.pattern}"; the file has ` +
          `${headers.join(', ')}${didYouMean(none.pattern, headers)}`,
      },
    ]);
}

/**
 * Headers that fit a pattern with `*`, by what it stands for; a unit `[S]` behind the pattern stays with the header.
 * @throws UserError where two columns are the same series
 */
function matches(
  headers: readonly string[],
  pattern: string,
  name: string,
  file: string,
  line: number,
): Map<string, string> {
  const unit = headers.some((header) => expression(pattern).test(header))
    ? ''
    : (/\s*\[[^[\]]+\]$/.exec(pattern)?.[0] ?? '');
  const wanted = expression(pattern.slice(0, pattern.length - unit.length));
  const found = new Map<string, string>();
  for (const header of headers) {
    const match = wanted.exec(header);
    if (!match) continue;
    const series = match.slice(1).join('*');
    if (found.has(series))
      throw new UserError([
        {
          file,
          line,
          message: `--map ${name}: the series "${series}" has two columns "${header}"; rename one of them`,
        },
      ]);
    found.set(series, `${header}${unit}`);
  }
  return found;
}

function expression(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+?)')}$`,
  );
}
