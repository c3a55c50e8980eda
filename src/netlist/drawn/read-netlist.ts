import { DeckError, shown } from '../../deck/deck-error.js';
import { readStatements, words, type Statement } from '../../deck/statement.js';
import { UserError } from '../../units/user-error.js';

/** A netlist that somebody else wrote, reduced to what a testbench may take from it. */
export interface Netlist {
  /** As messages name it. */
  readonly file: string;
  /** Subcircuits, parameters, models and functions. */
  readonly statements: readonly Statement[];
  readonly subcircuits: ReadonlyMap<string, Header>;
  /** What was left out: a testbench of its own, its analyses, its libraries. */
  readonly warnings: readonly string[];
}

/** The first line of a subcircuit. */
export interface Header {
  readonly name: string;
  /** In lower case, in the order of the netlist. */
  readonly ports: readonly string[];
  readonly line: number;
}

const DEFINES = new Set(['.subckt', '.macro']);
const ENDS = new Set(['.ends', '.eom']);
/** What of the top level belongs to the circuit and not to its testbench. */
const SHARED = new Set(['.param', '.params', '.model', '.func', '.global']);
/** `vdd` is the supply of the testbench, `0` its ground, which ngspice also calls `gnd`. */
const GLOBALS = new Set(['vdd', '0', 'gnd']);
const LIBRARIES = new Set(['.lib', '.include', '.inc']);
const MOST_NAMED = 5;

/**
 * Reads a netlist of subcircuits. What stands outside of them is another testbench and left out, with a warning;
 * libraries too, because the process of the spec gives the models.
 * @throws UserError at the line of the netlist
 */
export function readNetlist({ file, text }: { readonly file: string; readonly text: string }): Netlist {
  refuseSchematic(text, file);
  const { text: circuit, libraries } = withoutTestbench(text);
  const statements = read(circuit, file);
  const kept: Statement[] = [];
  const left: Statement[] = [];
  const subcircuits = new Map<string, Header>();
  let depth = 0;
  for (const statement of statements) {
    if (DEFINES.has(statement.name)) {
      if (depth === 0) define(statement, subcircuits, file);
      depth += 1;
    }
    const inside = depth > 0;
    if (ENDS.has(statement.name)) depth -= 1;
    if (statement.name === '.global') requireKnownGlobals(statement, file);
    if (inside || isShared(statement)) kept.push(statement);
    else if (statement.name !== '.end') left.push(statement);
  }
  if (subcircuits.size === 0)
    throw new UserError([
      { file, line: 1, message: 'defines no subcircuit (.subckt); netlist the circuit as a subcircuit with its ports' },
    ]);
  return {
    file,
    statements: kept,
    subcircuits,
    warnings: [
      ...(left.length === 0 ? [] : [`${file}: left out what stands outside of subcircuits: ${named(left)}`]),
      ...libraries.map((line) => `${file}:${line}: left out: the models are those of the process that the spec names`),
    ],
  };
}

function refuseSchematic(text: string, file: string): void {
  if (!/^v \{xschem /.test(text)) return;
  throw new UserError([
    {
      file,
      line: 1,
      message:
        'is a schematic of xschem, which runs the Tcl code that it may hold; netlist it yourself, ' +
        '"xschem -n -s -r -x -q -o . FILE.sch", and name the netlist',
    },
  ]);
}

/** The netlist as text, every statement on its line. */
export function netlistText({ statements }: Pick<Netlist, 'statements'>): string {
  const lines: string[] = [];
  for (const { line, text } of statements) {
    while (lines.length < line - 1) lines.push('');
    lines.push(text);
  }
  return lines.join('\n');
}

/** How xschem writes the ends of what it netlists, unless told "Top level is a .subckt". */
const SCHEMATIC = /^\*\*\.(?:subckt|ends)\b/;

/** A control block, a title and lines for libraries become blank; line numbers stay. */
function withoutTestbench(text: string): { readonly text: string; readonly libraries: readonly number[] } {
  const libraries: number[] = [];
  let control = false;
  const schematicPorts = /^\*\*\.subckt[ \t]+\S+[ \t]+\S/m.test(text);
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => {
    const first = line.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
    if (first === '.control') control = true;
    const inControl = control;
    if (first === '.endc') control = false;
    if (inControl || (index === 0 && /^[^\s.*+$;#]/.test(line.trim()))) return '';
    if (schematicPorts && SCHEMATIC.test(line)) return line.slice(2);
    if (!LIBRARIES.has(first)) return line;
    libraries.push(index + 1);
    return '';
  });
  return { text: lines.join('\n'), libraries };
}

function read(text: string, file: string): readonly Statement[] {
  try {
    return readStatements(text);
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    throw new UserError([{ file, ...(error.line === undefined ? {} : { line: error.line }), message: error.what }]);
  }
}

function define(statement: Statement, subcircuits: Map<string, Header>, file: string): void {
  const { line } = statement;
  const fault = (message: string): never => {
    throw new UserError([{ file, line, message }]);
  };
  const header = words(statement);
  const end = header.findIndex((word) => word.includes('=') || word === 'params:');
  const [, name = '', ...ports] = end < 0 ? header : header.slice(0, end);
  if (name === '') fault('names no subcircuit');
  const twice = ports.find((port, index) => ports.indexOf(port) !== index);
  if (twice !== undefined) fault(`subcircuit ${shown(name)} has the port "${shown(twice)}" twice; rename one of them`);
  if (subcircuits.has(name))
    fault(`subcircuit ${shown(name)} is defined again (first in line ${subcircuits.get(name)?.line}); remove one`);
  subcircuits.set(name, { name, ports, line });
}

/**
 * Nets that every level shares reach past the ports. The supply and the ground of a testbench may be such nets; another
 * would be one that nobody drives.
 */
function requireKnownGlobals(statement: Statement, file: string): void {
  const unknown = words(statement)
    .slice(1)
    .find((net) => !GLOBALS.has(net));
  if (unknown === undefined) return;
  throw new UserError([
    {
      file,
      line: statement.line,
      message:
        `the global net "${shown(unknown)}" reaches past the ports, and nothing in a testbench drives it; make it a ` +
        `port (global may be ${[...GLOBALS].join(', ')})`,
    },
  ]);
}

function isShared({ name, text }: Statement): boolean {
  // A layout extraction counts lengths in its own unit.
  return SHARED.has(name) || (/^\.opt/.test(name) && /(?<!\w)scale ?=/.test(text));
}

function named(statements: readonly Statement[]): string {
  const some = statements.slice(0, MOST_NAMED).map(({ name, line }) => `${shown(name)} (line ${line})`);
  const more = statements.length - some.length;
  return `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
