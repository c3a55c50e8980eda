import type { CellVoltages } from '../cell-element.js';
import type { CrossbarCircuit } from '../circuit.js';
import { firstCurrent, isHeld, lastCurrent, type LineFamily } from './lines.js';

/** An array in equilibrium. Cells and nodes row by row; volts, amperes, watts. */
export interface ArraySolution {
  readonly rows: number;
  readonly columns: number;
  /** Voltage of the word line and of the bit line at every cell. */
  readonly word: Float64Array;
  readonly bit: Float64Array;
  /** Current of every cell from word line to bit line. */
  readonly current: Float64Array;
  /** Current out of the sources into each word line; both ends together. */
  readonly wordCurrent: Float64Array;
  /** Current out of each bit line into its sources or sense amplifiers; both ends together. */
  readonly bitCurrent: Float64Array;
  /** Current out of the source at the first end alone into each line, A. */
  readonly wordFirst: Float64Array;
  readonly bitFirst: Float64Array;
  readonly power: ArrayPower;
  /** Steps of conjugate gradients, all corrections together. */
  readonly steps: number;
  /** Last correction of a node as a share of the drop along its line. */
  readonly accuracy: number;
}

/** Where the power goes, watts; `delivered` by all sources is the sum of the other three. */
export interface ArrayPower {
  readonly delivered: number;
  readonly cells: number;
  readonly wires: number;
  /** In driver and sense resistances together with the segment between them and the first cell. */
  readonly ends: number;
}

interface Raw {
  readonly circuit: CrossbarCircuit;
  readonly words: LineFamily;
  readonly bits: LineFamily;
  readonly deviation: CellVoltages;
  readonly voltage: CellVoltages;
  readonly current: Float64Array;
  readonly steps: number;
  readonly accuracy: number;
}

/** Copies what the solver holds, and adds up the currents at the ends of the lines. */
export function arraySolution({
  circuit,
  words,
  bits,
  deviation,
  voltage,
  current,
  steps,
  accuracy,
}: Raw): ArraySolution {
  const wordEnds = endCurrents(words, deviation.word, current, 1);
  const bitEnds = endCurrents(bits, deviation.bit, current, -1);
  let cells = 0;
  for (let cell = 0; cell < current.length; cell += 1)
    cells += current[cell]! * (voltage.word[cell]! - voltage.bit[cell]!);
  return {
    rows: circuit.rows,
    columns: circuit.columns,
    word: voltage.word.slice(),
    bit: voltage.bit.slice(),
    current: current.slice(),
    wordCurrent: wordEnds.total,
    bitCurrent: bitEnds.total.map((value) => -value),
    wordFirst: wordEnds.first,
    bitFirst: bitEnds.first,
    power: {
      delivered: wordEnds.delivered + bitEnds.delivered,
      cells,
      wires: wirePower(words, deviation.word) + wirePower(bits, deviation.bit),
      ends: wordEnds.lost + bitEnds.lost,
    },
    steps,
    accuracy,
  };
}

/** `sign`: +1 where the cells take current out of the line, -1 where they bring it. */
function endCurrents(
  family: LineFamily,
  deviation: Float64Array,
  cellCurrent: Float64Array,
  sign: 1 | -1,
): { total: Float64Array; first: Float64Array; delivered: number; lost: number } {
  const total = new Float64Array(family.lines);
  const firsts = new Float64Array(family.lines);
  let delivered = 0;
  let lost = 0;
  for (let line = 0; line < family.lines; line += 1) {
    const [first, last] = isHeld(family, line)
      ? heldCurrents(family, line, deviation, cellCurrent, sign)
      : [firstCurrent(family, line, deviation), lastCurrent(family, line, deviation)];
    total[line] = first + last;
    firsts[line] = first;
    delivered += family.firstVoltage[line]! * first + family.lastVoltage[line]! * last;
    for (const [current, conductance] of [
      [first, family.first[line]!],
      [last, family.last[line]!],
    ] as const) {
      if (conductance > 0) lost += (current * current) / conductance;
    }
  }
  return { total, first: firsts, delivered, lost };
}

/**
 * What the cells take comes from the source that holds the line; the other end, if any, adds its own through its
 * resistance.
 */
function heldCurrents(
  family: LineFamily,
  line: number,
  deviation: Float64Array,
  cellCurrent: Float64Array,
  sign: 1 | -1,
): readonly [number, number] {
  let sum = 0;
  for (let step = 0; step < family.length; step += 1)
    sum += sign * cellCurrent[line * family.lineStride + step * family.stepStride]!;
  if (family.first[line] !== Infinity) {
    const other = firstCurrent(family, line, deviation);
    return [other, sum - other];
  }
  const other = lastCurrent(family, line, deviation);
  return [sum - other, other];
}

function wirePower({ lines, length, lineStride, stepStride, segment }: LineFamily, deviation: Float64Array): number {
  if (segment === Infinity) return 0;
  let power = 0;
  for (let line = 0; line < lines; line += 1) {
    for (let step = 0; step < length - 1; step += 1) {
      const at = line * lineStride + step * stepStride;
      const drop = deviation[at]! - deviation[at + stepStride]!;
      power += segment * drop * drop;
    }
  }
  return power;
}
