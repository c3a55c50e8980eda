import { sameName, type Heading } from '../../table/heading.js';
import { readTableUnit, tidyUnit } from '../../table/unit.js';
import { DIMENSIONS, type Dimension } from '../../units/dimensions.js';
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

/** Where columns are looked for. */
export interface Columns {
  readonly file: string;
  readonly headings: readonly Heading[];
  /** Line of the names. */
  readonly line: number;
}

/**
 * Finds a column by the map, else by its name.
 * @returns undefined for an optional one that is not there
 * @throws UserError where it is missing, stands there twice, has no unit, or a unit of something else
 */
export function findColumn(spec: ColumnSpec, columns: Columns, mapped: string | undefined): ColumnPlace | undefined {
  const { headings } = columns;
  const found = mapped === undefined ? named(spec, headings) : mappedTo(spec, mapped, columns);
  const [place] = found;
  if (place === undefined) {
    if (spec.optional) return undefined;
    return fail(
      columns,
      `found the columns ${textsOf(headings)}; expected ${expectedOf(spec)}, or --map ` +
        `${spec.name}="Column[${exampleUnit(spec)}]"`,
    );
  }
  if (found.length > 1) {
    const texts = found.map(({ index }) => headings[index]?.text ?? '');
    return fail(
      columns,
      new Set(texts).size === 1
        ? `the column "${texts[0] ?? ''}" stands there ${found.length} times; rename all but one of them`
        : `the columns ${texts.map((text) => `"${text}"`).join(' and ')} are both ${spec.name}; choose one with --map`,
    );
  }
  return ofKind(spec, place, headings[place.index], columns);
}

/** Names of columns for a message, at most some of them. */
export function textsOf(headings: readonly Heading[]): string {
  const texts = headings.map(({ text }) => text);
  return texts.length > 30 ? `${texts.slice(0, 30).join(', ')} and ${texts.length - 30} more` : texts.join(', ');
}

/** A column of a file before its unit is judged. */
interface Found {
  readonly index: number;
  readonly unit: string;
  /** Its name has a unit that cannot be read, and the map does not say what it is. */
  readonly fault?: string;
}

function fail({ file, line }: Columns, message: string): never {
  throw new UserError([{ file, line, message }]);
}

const foundAt = ({ unit, fault }: Heading, index: number): Found => ({ index, unit, ...(fault && { fault }) });

/** Columns that bear the name of the wanted one. */
function named(spec: ColumnSpec, headings: readonly Heading[]): Found[] {
  return headings.flatMap((heading, index) =>
    heading.name === spec.name || heading.text === spec.name ? [foundAt(heading, index)] : [],
  );
}

/** The column that the map names, with the unit that map or header give it. */
function mappedTo({ name }: ColumnSpec, mapped: string, columns: Columns): Found[] {
  const { headings } = columns;
  const whole = indicesOf(headings, mapped);
  const asked = whole.length > 0 ? { header: mapped, unit: '' } : takeUnit(mapped);
  const found = whole.length > 0 ? whole : indicesOf(headings, asked.header);
  if (found.length === 0)
    return fail(
      columns,
      `--map names the column "${asked.header}", and the file has ` +
        `${textsOf(headings)}${didYouMean(
          asked.header,
          headings.map(({ text }) => text),
        )}`,
    );
  return found.map((index) => {
    const heading = headings[index];
    const own = heading?.unit ?? '';
    if (own !== '' && asked.unit !== '' && own !== tidyUnit(asked.unit))
      return fail(
        columns,
        `--map says ${asked.unit} and the column "${asked.header}" says ${own}; leave the unit out of --map`,
      );
    if (asked.unit !== '') return { index, unit: asked.unit === '1' ? '' : tidyUnit(asked.unit) };
    if (heading?.fault !== undefined)
      return fail(
        columns,
        `the column "${heading.text}": ${heading.fault}; say what it is with --map ${name}="${heading.text}[unit]", ` +
          `[1] for a pure number`,
      );
    return { index, unit: own };
  });
}

function indicesOf(headings: readonly Heading[], header: string): number[] {
  return headings.flatMap(({ text }, index) => (sameName(text, header) ? [index] : []));
}

function ofKind(
  spec: ColumnSpec,
  { index, unit, fault }: Found,
  heading: Heading | undefined,
  columns: Columns,
): ColumnPlace {
  const header = heading?.text ?? '';
  if (fault !== undefined && !spec.kinds.includes('text'))
    return fail(
      columns,
      `the column "${header}": ${fault}; say what it is with --map ${spec.name}="${header}[${exampleUnit(spec)}]"` +
        `${spec.kinds.includes('number') ? ', [1] for a pure number' : ''}`,
    );
  const kind = spec.kinds.find((candidate) => fits(candidate, unit));
  if (kind === undefined)
    return fail(
      columns,
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
  const reading = readTableUnit(unit);
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
