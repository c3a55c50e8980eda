import { UserError } from '../units/user-error.js';
import { looksNumeric } from './numbers.js';
import type { Heading } from './heading.js';
import type { SheetRow } from './reading.js';
import type { Table } from './table.js';

/** Units by the mode letter of an input or output; that of a parameter (P) is not written. */
const MODES: Readonly<Record<string, string>> = { V: 'V', I: 'A', T: 's', F: 'Hz', C: 'F', G: 'S', R: 'ohm' };
/** Suffixes of values. */
const SUFFIXES: Readonly<Record<string, string>> = { f: 'e-15', p: 'e-12', n: 'e-9', u: 'e-6', m: 'e-3', k: 'e3' };

export function isMdm(text: string): boolean {
  return /^\s*(?:![^\n]*\n\s*)*BEGIN_HEADER\b/.test(text.slice(0, 5000));
}

/** What was read of the header. */
interface Header {
  readonly units: Map<string, string>;
  readonly values: Map<string, string>;
}

/**
 * Measurements of Keysight's IC-CAP: inputs, outputs and the variables of every block become columns in SI units, the
 * numeric values of the header columns without unit, for `--map`.
 * @throws UserError for a block without columns, or rows of another length
 */
export function readMdm(text: string, file: string): Table {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((line) => line.trim() === 'END_HEADER');
  if (end < 0) throw new UserError([{ file, message: 'the header does not end; expected a line END_HEADER' }]);
  const { units, values } = headerOf(lines.slice(0, end));
  const { columns, rows, blocks } = blocksOf(lines, end, file);
  if (rows.length === 0) throw new UserError([{ file, message: 'the file has no rows between BEGIN_DB and END_DB' }]);
  const extra = [...values].filter(([name]) => !columns.includes(name));
  return {
    file,
    headings: [
      ...columns.map((name): Heading => ({ text: name, name, unit: units.get(name) ?? '' })),
      ...extra.map(([name]): Heading => ({ text: name, name, unit: '' })),
    ],
    line: end + 1,
    rows: rows.map(({ cells, line }) => ({
      line,
      cells: [...columns.map((_, index) => cells[index] ?? ''), ...extra.map(([, value]) => value)],
    })),
    understood: [
      'IC-CAP',
      `${blocks} block${blocks === 1 ? '' : 's'}`,
      'SI units from the kinds of its inputs and outputs',
    ],
    number: (cell) => cell,
    place: ({ line }) => ({ line, column: 1 }),
  };
}

/** Rows of all blocks; what one block does not have is empty. */
function blocksOf(lines: readonly string[], end: number, file: string): Blocks {
  const columns: string[] = [];
  const rows: SheetRow[] = [];
  let block: { readonly variables: Map<string, string>; names: readonly string[] } | undefined;
  let blocks = 0;
  const fail = (line: number, message: string): never => {
    throw new UserError([{ file, line: line + 1, message }]);
  };
  lines.forEach((line, index) => {
    const words = line.trim().split(/\s+/);
    const [first = ''] = words;
    if (index <= end || first === '' || first.startsWith('!')) return;
    if (first === 'BEGIN_DB') block = { variables: new Map(), names: [] };
    else if (first === 'END_DB') block = undefined;
    else if (block === undefined) fail(index, `found "${line.trim().slice(0, 40)}" outside BEGIN_DB and END_DB`);
    else if (first === 'ICCAP_VAR') block.variables.set(words[1] ?? '', words[2] ?? '');
    else if (first.startsWith('#')) {
      block.names = line.trim().replace(/^#\s*/, '').split(/\s+/);
      blocks += 1;
      for (const name of [...block.variables.keys(), ...block.names]) if (!columns.includes(name)) columns.push(name);
    } else if (words.length !== block.names.length)
      fail(index, `found ${words.length} values, expected ${block.names.length}: ${block.names.join(', ')}`);
    else {
      const { variables, names } = block;
      const cells = columns.map((name) => words[names.indexOf(name)] ?? variables.get(name) ?? '');
      rows.push({ cells, line: index + 1 });
    }
  });
  return { columns, rows, blocks };
}

interface Blocks {
  readonly columns: readonly string[];
  readonly rows: readonly SheetRow[];
  /** How many there are. */
  readonly blocks: number;
}

function headerOf(lines: readonly string[]): Header {
  const units = new Map<string, string>();
  const values = new Map<string, string>();
  let part = '';
  for (const line of lines) {
    const [first = '', second = ''] = line.trim().split(/\s+/);
    if (first.startsWith('ICCAP_')) part = first;
    else if (part === 'ICCAP_INPUTS' || part === 'ICCAP_OUTPUTS') units.set(first, MODES[second.toUpperCase()] ?? '');
    else if (part === 'ICCAP_VALUES') {
      const value = valueOf(/"\s*(.*?)\s*"/.exec(line)?.[1] ?? second);
      if (value !== undefined) values.set(first, value);
    }
  }
  return { units, values };
}

/** `10.00u` as 10.00e-6; undefined for what is no number. */
function valueOf(text: string): string | undefined {
  if (looksNumeric(text)) return text;
  const suffix = SUFFIXES[text.slice(-1).toLowerCase()];
  const digits = text.slice(0, -1);
  return suffix !== undefined && /^[+-]?[\d.]+$/.test(digits) ? `${digits}${suffix}` : undefined;
}
