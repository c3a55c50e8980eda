import { UserError } from '../../units/user-error.js';
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
export function viewsOf(headers: readonly string[], map: ReadonlyMap<string, string>, file: string): readonly View[] {
  const wide = [...map].filter(([, header]) => header.includes('*') && !headers.includes(header));
  if (wide.length === 0) return [{ map, series: '' }];
  const found = wide.map(([name, pattern]) => ({ name, pattern, columns: matches(headers, pattern) }));
  const none = found.find(({ columns }) => columns.size === 0);
  if (none)
    throw new UserError([
      {
        file,
        line: 1,
        message:
          `--map ${none.name}: no column fits "${none.pattern}"; the file has ` +
          `${headers.join(', ')}${didYouMean(none.pattern, headers)}`,
      },
    ]);
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
          line: 1,
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

/**
 * Headers that fit a pattern with `*`, by what it stands for; a unit `[S]` behind the pattern stays with the header.
 */
function matches(headers: readonly string[], pattern: string): Map<string, string> {
  const unit = headers.some((header) => expression(pattern).test(header))
    ? ''
    : (/\s*\[[^[\]]+\]$/.exec(pattern)?.[0] ?? '');
  const wanted = expression(pattern.slice(0, pattern.length - unit.length));
  return new Map(
    headers.flatMap((header): [string, string][] => {
      const match = wanted.exec(header);
      return match ? [[match.slice(1).join('*'), `${header}${unit}`]] : [];
    }),
  );
}

function expression(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+?)')}$`,
  );
}
