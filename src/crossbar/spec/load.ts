import { z } from 'zod';
import { readDocument, type Path, type SpecDocument } from '../../spec/document.js';
import { LARGEST_SPEC, MOST_PROBLEMS } from '../../spec/limits.js';
import { explainIssues, printPath, type PathProblem } from '../../spec/problems.js';
import { readTextFile } from '../../spec/read-text-file.js';
import { formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { changedSet, findParameterSet } from '../../devices/parameter-set.js';
import { stateScale } from '../cells/device.js';
import { lineDelay } from '../transient.js';
import { CROSSBAR_QUANTITIES, crossbarSchema, type CrossbarAction, type CrossbarSpec, type PulseSpec } from './schema.js';

/**
 * Reads and validates a crossbar document. All quantities of the result are plain SI.
 * @throws UserError with every problem found, each with its place
 */
export function loadCrossbar(path: string): CrossbarSpec {
  return parseCrossbar(readTextFile(path, LARGEST_SPEC, 'put matrices into CSV files'), path);
}

/** As `loadCrossbar`, from text; `file` is only named in messages. */
export function parseCrossbar(text: string, file: string): CrossbarSpec {
  const document = readDocument(text, file);
  const value = document.value as Readonly<Record<string, unknown>>;
  if (value['crossbar'] === undefined && value['rule'] !== undefined) throw new UserError([{ file, ...document.locate(['rule'], { key: true }), message: 'this is a spec of a learning rule; verify it with "rulespice verify", or describe an array in a section "crossbar"' }]);
  const result = crossbarSchema.safeParse(value);
  const problems = result.success ? between(result.data) : explainIssues(result.error.issues, value);
  if (result.success && problems.length === 0) {
    return { ...result.data, verify: result.data.verify.map((check, index) => ({ ...check, line: document.locate(['verify', index]).line })) };
  }
  throw new UserError(place(problems, document, file));
}

/** The section of a command. @throws UserError when the document has none. */
export function sectionOf<Action extends CrossbarAction>(spec: CrossbarSpec, action: Action): NonNullable<CrossbarSpec[Action]> {
  const found = spec[action];
  if (found === undefined) throw new UserError([{ message: `the spec has no section "${action}"; add it, or use "rulespice crossbar ${(['read', 'write', 'disturb', 'margin'] as const).filter((name) => spec[name]).join('|') || 'read'}"` }]);
  return found;
}

/** JSON Schema of a crossbar document, for editors. */
export function crossbarJsonSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(crossbarSchema, { io: 'input' });
  return `${JSON.stringify({ $schema, title: 'rulespice crossbar', description: 'A crossbar array, how it is accessed and what is verified.', ...rest }, null, 2)}\n`;
}

const problem = (path: Path, message: string): PathProblem => ({ path, message: `${printPath(path)}: ${message}` });

/** Rules between sections. */
function between(spec: CrossbarSpec): PathProblem[] {
  const found: PathProblem[] = [];
  const { crossbar } = spec;
  if (spec.read && !crossbar.conductance) found.push(problem(['crossbar'], 'a read needs the conductances of the cells; add "conductance"'));
  for (const name of ['write', 'disturb'] as const) {
    const part = spec[name];
    if (!part) continue;
    if (!crossbar.device) found.push(problem(['crossbar'], `a ${name} needs cells that can change; add "device", such as { set: vteam-b }`));
    part.pulses.forEach((pulse, index) => found.push(...pulseFaults(spec, pulse, [name, 'pulses', index])));
  }
  found.push(...deviceFaults(spec));
  spec.verify.forEach((check, index) => {
    const { action } = CROSSBAR_QUANTITIES[check.quantity];
    if (spec[action] === undefined) found.push(problem(['verify', index, 'quantity'], `${check.quantity} belongs to a section "${action}", which is not there; add it`));
  });
  return found;
}

function deviceFaults({ crossbar: { device } }: CrossbarSpec): PathProblem[] {
  if (!device) return [];
  try {
    stateScale(changedSet(findParameterSet(device.set), device.parameters ?? {}));
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ message }) => problem(['crossbar', 'device'], message));
  }
}

function pulseFaults({ crossbar }: CrossbarSpec, { cell, edge, voltage }: PulseSpec, path: Path): PathProblem[] {
  const found: PathProblem[] = [];
  const [row, column] = cell;
  if (row > crossbar.rows || column > crossbar.columns) found.push(problem([...path, 'cell'], `row ${row}, column ${column} is outside the ${crossbar.rows} x ${crossbar.columns} array; choose a cell inside`));
  if (voltage === 0) found.push(problem([...path, 'voltage'], '0 V writes nothing; give the voltage of a SET or RESET'));
  const { capacitance, word, bit } = crossbar.wires;
  const delay = capacitance === undefined ? 0 : Math.max(lineDelay(crossbar.columns, word, capacitance), lineDelay(crossbar.rows, bit, capacitance));
  if (delay > edge / 10) found.push(problem([...path, 'edge'], `${formatQuantity(edge, 's')} is less than ten times the ${formatQuantity(delay, 's')} a line needs to charge, and the twin takes the lines as settled; take a slower edge`));
  return found;
}

function place(problems: readonly PathProblem[], document: SpecDocument, file: string) {
  return problems
    .map(({ path, key, index, message }) => ({ file, ...document.locate(path, { key: key ?? false, index: index ?? 0 }), message }))
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, MOST_PROBLEMS);
}
