import type { Circuit } from '../../engine/simulator.js';
import { spiceNumber } from '../../units/format.js';
import type { CellNetlist } from '../cells/cells.js';
import type { CrossbarCircuit, LineDrive, LineEnd } from '../circuit.js';
import { courseOf, type Course, type PulseShape } from '../pulse.js';

export interface ArrayNetlistOptions {
  readonly title: string;
  /** What the line voltages do; constant when absent. */
  readonly course?: Course;
  /** Overrides of simulator options. */
  readonly options?: Readonly<Record<string, string>>;
}

/** Arrays always take KLU: the default matrix package of ngspice needs 145 times as long at 128 x 128. */
const OPTIONS: Readonly<Record<string, string>> = {
  reltol: '1e-10',
  abstol: '1e-18',
  vntol: '1e-12',
  gmin: '1e-18',
  itl1: '500',
  itl2: '200',
};

/**
 * The array as a SPICE circuit. Nodes: `w<row>_<column>` and `b<row>_<column>`, from 1; a line without resistance is
 * one node `w<row>` or `b<column>`. Sources: `v<line>a` at the first end of a line and `v<line>z` at its last.
 */
export function arrayNetlist(
  circuit: CrossbarCircuit,
  cells: CellNetlist,
  { title, course, options = {} }: ArrayNetlistOptions,
): Circuit {
  const lines: string[] = [
    `* ${circuit.rows} word lines x ${circuit.columns} bit lines, ${spiceNumber(circuit.wordSegment)} and ` +
      `${spiceNumber(circuit.bitSegment)} ohm per segment`,
    ...cells.subcircuits,
    ...cells.sources,
    ...wordText(circuit, course),
    ...bitText(circuit, course),
  ];
  for (let row = 0; row < circuit.rows; row += 1) {
    for (let column = 0; column < circuit.columns; column += 1) {
      const label = cellLabel(row, column);
      const [word, bit] = [wordNode(circuit, row, column), bitNode(circuit, row, column)];
      lines.push(...cells.instance(row * circuit.columns + column, label, word, bit));
    }
  }
  const merged = Object.entries({ ...OPTIONS, ...options }).map(([key, value]) => `${key}=${value}`);
  return { title, text: [...lines, `.options klu ${merged.join(' ')}`, ''].join('\n') };
}

function wordText(circuit: CrossbarCircuit, course: Course | undefined): string[] {
  return circuit.words.flatMap((drive, row) =>
    lineText(
      `w${row + 1}`,
      drive,
      circuit.wordSegment,
      (step) => wordNode(circuit, row, step),
      circuit.columns,
      course && courseOf(course, 'words', row),
    ),
  );
}

function bitText(circuit: CrossbarCircuit, course: Course | undefined): string[] {
  return circuit.bits.flatMap((drive, column) =>
    lineText(
      `b${column + 1}`,
      drive,
      circuit.bitSegment,
      (step) => bitNode(circuit, step, column),
      circuit.rows,
      course && courseOf(course, 'bits', column),
    ),
  );
}

export function cellLabel(row: number, column: number): string {
  return `${row + 1}_${column + 1}`;
}

/** Node of word line `row` at `column`, both from 0. */
export function wordNode({ wordSegment }: CrossbarCircuit, row: number, column: number): string {
  return wordSegment === 0 ? `w${row + 1}` : `w${cellLabel(row, column)}`;
}

export function bitNode({ bitSegment }: CrossbarCircuit, row: number, column: number): string {
  return bitSegment === 0 ? `b${column + 1}` : `b${cellLabel(row, column)}`;
}

/** Segments and ends of one line. */
function lineText(
  name: string,
  drive: LineDrive,
  segment: number,
  node: (step: number) => string,
  length: number,
  shape: PulseShape | undefined,
): string[] {
  const text: string[] = [];
  if (segment > 0)
    for (let step = 1; step < length; step += 1)
      text.push(`r${node(step)} ${node(step - 1)} ${node(step)} ${spiceNumber(segment)}`);
  if (drive.first) text.push(...endText(`${name}a`, drive.first, segment, node(0), shape));
  if (drive.last) text.push(...endText(`${name}z`, drive.last, segment, node(length - 1), shape));
  return text;
}

function endText(
  name: string,
  { voltage, resistance }: LineEnd,
  segment: number,
  node: string,
  shape: PulseShape | undefined,
): string[] {
  const value = shape
    ? `pwl(${shape.map(([time, share]) => `${spiceNumber(time)} ${spiceNumber(voltage * share)}`).join(' ')})`
    : `dc ${spiceNumber(voltage)}`;
  const total = resistance + segment;
  if (total === 0) return [`v${name} ${node} 0 ${value}`];
  return [`v${name} s${name} 0 ${value}`, `r${name} s${name} ${node} ${spiceNumber(total)}`];
}
