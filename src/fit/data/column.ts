import { DIMENSIONS, readUnit, type Dimension } from '../../units/dimensions.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError } from '../../units/user-error.js';

/**
 * What the cells of a column are. `number` is a pure number, or a share in %; `text` a name, such as that of a device.
 */
export type ColumnKind = Dimension | 'number' | 'text';

/** A column that a target needs. */
export interface ColumnSpec {
  readonly name: string;
  readonly meaning: string;
  readonly kinds: readonly ColumnKind[];
  readonly optional?: boolean;
}

/** Where a column stands in one file, and in which unit. */
export interface ColumnPlace {
  readonly index: number;
  readonly header: string;
  /** As written, empty for a pure number. */
  readonly unit: string;
  readonly kind: ColumnKind;
}

/**
 * A header taken apart: `vg_V`, `vg (V)` and `vg [V]` are vg in V. The part behind `_` counts only where it is a unit.
 */
export function splitHeader(header: string): { readonly name: string; readonly unit: string } {
  const match = /^(.*?)\s*(?:[[(]\s*(.*?)\s*[\])]|_([^_]+))$/.exec(header);
  const unit = match?.[2] ?? match?.[3] ?? '';
  return match?.[1] !== undefined && match[1] !== '' && unit !== '' && !('fault' in readUnit(unit))
    ? { name: match[1], unit }
    : { name: header, unit: '' };
}

/**
 * `id=Id[uA]` of `--map`: the column `Id` of the file is id, in uA. Names in the table of the result are those of the
 * target.
 */
export function parseMap(words: readonly string[], specs: readonly ColumnSpec[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    const [name, header] = [word.slice(0, at).trim(), word.slice(at + 1).trim()];
    if (at < 1 || header === '')
      throw new UserError([
        {
          message:
            `--map: found "${word}", expected a name, "=" and a column of the file, such as ` +
            `${specs[0]?.name ?? 'x'}="Column[${exampleUnit(specs[0])}]"`,
        },
      ]);
    const names = specs.map((spec) => spec.name);
    if (!names.includes(name))
      throw new UserError([
        {
          message:
            `--map: there is no "${name}" to be mapped; expected one of ` +
            `${names.join(', ')}${didYouMean(name, names)}`,
        },
      ]);
    map.set(name, header);
  }
  return map;
}

/**
 * Finds a column by the map, else by its name.
 * @returns undefined for an optional one that is not there
 * @throws UserError where it is missing, stands there twice, has no unit, or a unit of something else
 */
export function findColumn(
  spec: ColumnSpec,
  headers: readonly string[],
  mapped: string | undefined,
  file: string,
): ColumnPlace | undefined {
  const found = mapped === undefined ? named(spec, headers) : [mappedTo(mapped, headers, file)];
  const [place] = found;
  if (place === undefined) {
    if (spec.optional) return undefined;
    return fail(
      file,
      `found the columns ${headers.join(', ')}; expected ${expectedOf(spec)}, or --map ` +
        `${spec.name}="Column[${exampleUnit(spec)}]"`,
    );
  }
  if (found.length > 1)
    return fail(
      file,
      `the columns ${found.map(({ index }) => `"${headers[index] ?? ''}"`).join(' and ')} are both ` +
        `${spec.name}; choose one with --map`,
    );
  return ofKind(spec, place, headers[place.index] ?? '', file);
}

/** A column of a file before its unit is judged. */
interface Found {
  readonly index: number;
  readonly unit: string;
}

function fail(file: string, message: string): never {
  throw new UserError([{ file, line: 1, message }]);
}

/** Columns that bear the name of the wanted one. */
function named(spec: ColumnSpec, headers: readonly string[]): Found[] {
  return headers.flatMap((header, index) => {
    const { name, unit } = splitHeader(header);
    return name === spec.name || header === spec.name ? [{ index, unit }] : [];
  });
}

/** The column that the map names, with the unit that map or header give it. */
function mappedTo(mapped: string, headers: readonly string[], file: string): Found {
  const asked = headers.includes(mapped) ? { header: mapped, unit: splitHeader(mapped).unit } : takeUnit(mapped);
  const index = headers.indexOf(asked.header);
  if (index < 0)
    return fail(
      file,
      `--map names the column "${asked.header}", and the file has ` +
        `${headers.join(', ')}${didYouMean(asked.header, headers)}`,
    );
  const own = splitHeader(asked.header).unit;
  if (own !== '' && asked.unit !== '' && own !== asked.unit)
    return fail(
      file,
      `--map says ${asked.unit} and the column "${asked.header}" says ${own}; leave the unit out of --map`,
    );
  return { index, unit: own === '' ? asked.unit : own };
}

function ofKind(spec: ColumnSpec, { index, unit }: Found, header: string, file: string): ColumnPlace {
  const kind = spec.kinds.find((candidate) => fits(candidate, unit));
  if (kind === undefined)
    return fail(
      file,
      unit === ''
        ? `the column "${header}" has no unit; expected ${expectedOf(spec)}, or --map ` +
            `${spec.name}="${header}[${exampleUnit(spec)}]"`
        : `the column "${header}" is in ${unit}, which is no unit of ` + spec.kinds.map(nounOf).join(' or '),
    );
  return { index, header, unit, kind };
}

function expectedOf(spec: ColumnSpec): string {
  return `${spec.name} (${spec.meaning}) with its unit, such as "${spec.name}${exampleHeader(spec)}"`;
}

function nounOf(kind: ColumnKind): string {
  return kind === 'number' ? 'a number' : kind === 'text' ? 'a name' : DIMENSIONS[kind].noun;
}

/** Whether numbers in a unit can be of a kind. */
export function fits(kind: ColumnKind, unit: string): boolean {
  if (kind === 'text') return true;
  if (unit === '') return kind === 'number';
  const reading = readUnit(unit);
  if ('fault' in reading) return false;
  if (kind === 'number') return reading.signature === '%';
  return reading.signature === DIMENSIONS[kind].signature || (kind === 'temperature' && reading.signature === 'K');
}

function takeUnit(text: string): { header: string; unit: string } {
  const match = /^(.*?)\s*\[\s*([^[\]]+?)\s*\]$/.exec(text);
  return match?.[1] !== undefined && match[1] !== ''
    ? { header: match[1], unit: match[2] ?? '' }
    : { header: text, unit: '' };
}

function exampleUnit(spec: ColumnSpec | undefined): string {
  const kind = spec?.kinds[0] ?? 'number';
  return kind === 'number' || kind === 'text' ? '%' : (DIMENSIONS[kind].offers[0] ?? '');
}

function exampleHeader(spec: ColumnSpec): string {
  return spec.kinds[0] === 'number' || spec.kinds[0] === 'text' ? '' : `_${exampleUnit(spec)}`;
}
