import { z } from 'zod';
import { readDocument, type Path } from '../../spec/document.js';
import { LARGEST_SPEC } from '../../spec/limits.js';
import { placed, placedError } from '../../spec/placed.js';
import { explainIssues, problem, type PathProblem } from '../../spec/problems.js';
import { folderOf } from '../../shelf/path.js';
import { projectFiles } from '../../shelf/shelves.js';
import { formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import type { ClassifySection } from './classify.js';
import { parameterSetOf, withOwnSet } from './device-set.js';
import { stateScale } from '../cells/device.js';
import { lineDelay } from '../transient.js';
import { CROSSBAR_ACTIONS, quantityInfo, type CrossbarAction } from './quantities.js';
import { withMeasured } from './measured-cards.js';
import { MOST_CELLS } from './fields.js';
import { loadMatrix } from './matrix-csv.js';
import { crossbarSchema, type ArraySpec, type CrossbarSpec, type LearnSpec, type PulseSpec } from './schema.js';

/**
 * Reads and validates a crossbar document. All quantities of the result are plain SI.
 * @throws UserError with every problem found, each with its place
 */
export function loadCrossbar(path: string): CrossbarSpec {
  return parseCrossbar(projectFiles().text(path, LARGEST_SPEC, 'put matrices into CSV files'), path);
}

/** As `loadCrossbar`, from text; `file` is only named in messages. */
export function parseCrossbar(text: string, file: string): CrossbarSpec {
  const document = readDocument(text, file);
  const value = document.value as Readonly<Record<string, unknown>>;
  if (value['crossbar'] === undefined && value['rule'] !== undefined)
    throw new UserError([
      {
        file,
        ...document.locate(['rule'], { key: true }),
        message:
          'this is a spec of a learning rule; verify it with "rulespice verify", or describe an array in ' +
          'a section "crossbar"',
      },
    ]);
  const result = crossbarSchema.safeParse(value);
  const spec = result.success
    ? {
        ...result.data,
        crossbar: withMeasured(
          withOwnSet(withSizes(result.data.crossbar, folderOf(file)), folderOf(file), (message) =>
            placed([problem(['crossbar', 'device', 'file'], message)], document, file),
          ),
          folderOf(file),
          (key, message) => placed([problem(['crossbar', 'measured', key], message)], document, file),
        ),
      }
    : undefined;
  const problems = result.success && spec ? between(spec) : explainIssues(result.error?.issues ?? [], value);
  if (spec && problems.length === 0) {
    return {
      ...spec,
      verify: spec.verify.map((check, index) => ({ ...check, line: document.locate(['verify', index]).line })),
    };
  }
  throw placedError(problems, document, file);
}

/** Rows and columns of the matrix of conductances, where the document leaves them to it. @throws UserError */
function withSizes(
  array: z.output<typeof crossbarSchema>['crossbar'],
  folder: string,
): Omit<ArraySpec, 'device' | 'measured'> & Pick<typeof array, 'device' | 'measured'> {
  const { rows, columns, conductance } = array;
  if (rows !== undefined && columns !== undefined) return { ...array, rows, columns };
  const csv = conductance?.csv;
  if (csv === undefined) throw new RangeError('an array without sizes');
  const matrix = loadMatrix(csv, folder, 'conductance', () => true);
  if (matrix.rows * matrix.columns > MOST_CELLS)
    throw new UserError([
      {
        file: csv,
        message: `${matrix.rows} x ${matrix.columns} cells, expected at most ${MOST_CELLS}; take a smaller array`,
      },
    ]);
  return { ...array, rows: rows ?? matrix.rows, columns: columns ?? matrix.columns };
}

/** The section of a command. @throws UserError when the document has none. */
export function sectionOf<Action extends CrossbarAction>(
  spec: CrossbarSpec,
  action: Action,
): NonNullable<CrossbarSpec[Action]> {
  const found = spec[action];
  if (found === undefined)
    throw new UserError([
      {
        message:
          `the spec has no section "${action}"; add it, or use "rulespice crossbar ` +
          `${CROSSBAR_ACTIONS.filter((name) => spec[name]).join('|') || 'read'}"`,
      },
    ]);
  return found;
}

/** JSON Schema of a crossbar document, for editors. */
export function crossbarJsonSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(crossbarSchema, { io: 'input' });
  const description = 'A crossbar array, how it is accessed and what is verified.';
  return `${JSON.stringify({ $schema, title: 'rulespice crossbar', description, ...rest }, null, 2)}\n`;
}

/** Rules between sections. */
function between(spec: CrossbarSpec): PathProblem[] {
  const found: PathProblem[] = [];
  const { crossbar } = spec;
  if (spec.read && !crossbar.conductance)
    found.push(problem(['crossbar'], 'a read needs the conductances of the cells; add "conductance"'));
  for (const name of ['write', 'disturb', 'window', 'learn'] as const) {
    if (spec[name] && !crossbar.device)
      found.push(
        problem(
          ['crossbar'],
          `the section "${name}" needs cells that can change; add "device", such as { set: vteam-b }`,
        ),
      );
  }
  for (const name of ['write', 'disturb'] as const) {
    spec[name]?.pulses.forEach((pulse, index) =>
      found.push(
        ...cellFaults(spec, pulse.cell, [name, 'pulses', index, 'cell']),
        ...pulseFaults(spec, pulse, [name, 'pulses', index]),
      ),
    );
  }
  if (spec.window)
    found.push(
      ...cellFaults(spec, spec.window.cell, ['window', 'cell']),
      ...edgeFaults(crossbar, spec.window.spike.edge, ['window', 'spike', 'edge']),
    );
  if (spec.classify) found.push(...classifyFaults(spec, spec.classify));
  if (spec.learn) found.push(...learnFaults(spec, spec.learn));
  found.push(...deviceFaults(spec));
  found.push(...verifyFaults(spec));
  return found;
}

/** Quantities of sections that are not there. */
function verifyFaults(spec: CrossbarSpec): PathProblem[] {
  return spec.verify.flatMap((check, index) => {
    const { action } = quantityInfo(check.quantity);
    if (spec[action] !== undefined) return [];
    return [
      problem(
        ['verify', index, 'quantity'],
        `${check.quantity} belongs to a section "${action}", which is not there; add it`,
      ),
    ];
  });
}

function deviceFaults({ crossbar: { device } }: CrossbarSpec): PathProblem[] {
  if (!device) return [];
  try {
    stateScale(parameterSetOf(device));
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ message }) => problem(['crossbar', 'device'], message));
  }
}

function cellFaults({ crossbar }: CrossbarSpec, [row, column]: readonly [number, number], path: Path): PathProblem[] {
  const outside = row > crossbar.rows || column > crossbar.columns;
  return outside
    ? [
        problem(
          path,
          `row ${row}, column ${column} is outside the ${crossbar.rows} x ${crossbar.columns} array; ` +
            `choose a cell inside`,
        ),
      ]
    : [];
}

function pulseFaults(
  { crossbar }: CrossbarSpec,
  { edge, voltage }: Pick<PulseSpec, 'edge' | 'voltage'>,
  path: Path,
): PathProblem[] {
  const found: PathProblem[] = [];
  if (voltage === 0)
    found.push(problem([...path, 'voltage'], '0 V writes nothing; give the voltage of a SET or RESET'));
  return [...found, ...edgeFaults(crossbar, edge, [...path, 'edge'])];
}

/**
 * Lines charge through their drivers and wires what they have of their own and the capacitance of the cells on them.
 */
function edgeFaults(
  { rows, columns, wires, device }: CrossbarSpec['crossbar'],
  edge: number,
  path: Path,
): PathProblem[] {
  const { word, bit, driver, sense, capacitance = 0 } = wires;
  const each = capacitance + (device ? cellCapacitance(device) : 0);
  const delay = Math.max(lineDelay(columns, word, each, driver), lineDelay(rows, bit, each, sense));
  if (delay <= edge / 10) return [];
  return [
    problem(
      path,
      `${formatQuantity(edge, 's')} is less than ten times the ${formatQuantity(delay, 's')} a line needs ` +
        `to charge ${formatQuantity(each, 'F')} per cell, and the twin takes the lines as settled; take a ` +
        `slower edge`,
    ),
  ];
}

/** Farads of `c_p`; 0 for a device that `deviceFaults` refuses. */
function cellCapacitance(device: NonNullable<CrossbarSpec['crossbar']['device']>): number {
  try {
    return parameterSetOf(device).parameters['c_p'] ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return 0;
  }
}

function classifyFaults(spec: CrossbarSpec, classify: ClassifySection): PathProblem[] {
  const { device, measured, selector, transistor } = spec.crossbar;
  const found: PathProblem[] = [];
  if (!device && measured?.update === undefined)
    found.push(
      problem(
        ['crossbar'],
        'the section "classify" needs cells that can change; add "device", such as { set: memdiode-tio2 }, or a card ' +
          'of pulses as "measured: { update: update.yaml }"',
      ),
    );
  if (selector ?? transistor)
    found.push(
      problem(
        ['crossbar', selector ? 'selector' : 'transistor'],
        '"classify" takes cells without an access element; remove it',
      ),
    );
  for (const name of ['potentiation', 'depression'] as const) {
    const written = classify[name];
    if (written) found.push(...pulseFaults(spec, written, ['classify', name]));
    else if (device) found.push(problem(['classify'], `cells of a device need the pulse "${name}"; add it`));
  }
  return found;
}

function learnFaults(spec: CrossbarSpec, learn: LearnSpec): PathProblem[] {
  const { rows, columns } = spec.crossbar;
  const found = (['potentiation', 'depression'] as const).flatMap((name) =>
    pulseFaults(spec, learn[name], ['learn', name]),
  );
  learn.patterns.forEach(({ input, output }, index) => {
    for (const [name, digits, lines, what] of [
      ['input', input, rows, 'word lines'],
      ['output', output, columns, 'bit lines'],
    ] as const) {
      if (digits.length !== lines)
        found.push(
          problem(
            ['learn', 'patterns', index, name],
            `${digits.length} digits for ${lines} ${what}; write one digit per line`,
          ),
        );
    }
    if (!input.includes('1'))
      found.push(
        problem(['learn', 'patterns', index, 'input'], 'no input bit is 1, so nothing can be learned; set one'),
      );
  });
  return found;
}
