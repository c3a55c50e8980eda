import type { LineDrive } from '../circuit.js';

/**
 * All word lines, or all bit lines, of an array as tridiagonal systems T z = r, where T holds the wire, the ends and
 * the cells' conductances to ground. The factors are exact: no difference of nearly equal numbers is ever taken, so
 * that a line of megohms per cell and milliohms per segment, driven or floating, keeps every digit (the
 * subtraction-free elimination of Grassmann, Taksar and Heyman, Oper. Res. 33:1107, 1985).
 *
 * A line without resistance is one unknown: its right side is the sum over its nodes and its solution the same
 * everywhere. In the inner products of conjugate gradients this needs no special case, because sum_k r_k z = z sum_k
 * r_k.
 */
export interface LineFamily {
  readonly lines: number;
  readonly length: number;
  /** Distance in the cell arrays between neighbouring lines, and between neighbours on one line. */
  readonly lineStride: number;
  readonly stepStride: number;
  /** Siemens of one segment; Infinity for ideal lines. */
  readonly segment: number;
  /** Per line, siemens of both ends: 0 when open, Infinity when an ideal source holds an ideal line. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Per line: volts of the sources, 0 when open. */
  readonly firstVoltage: Float64Array;
  readonly lastVoltage: Float64Array;
  /** Volts that the nodes of a line are counted from, so that a small drop on a driven line keeps its digits. */
  readonly reference: Float64Array;
}

export type Direction = 'word' | 'bit';

/** Lines with their ends; `resistance` is that of one segment, ohms. */
export function lineFamily(
  direction: Direction,
  rows: number,
  columns: number,
  resistance: number,
  drives: readonly LineDrive[],
): LineFamily {
  const lines = direction === 'word' ? rows : columns;
  const conductance = (drive: LineDrive, end: 'first' | 'last'): number =>
    drive[end] ? 1 / (drive[end].resistance + resistance) : 0;
  const each = (value: (drive: LineDrive) => number): Float64Array => Float64Array.from(drives, value);
  return {
    lines,
    length: direction === 'word' ? columns : rows,
    lineStride: direction === 'word' ? columns : 1,
    stepStride: direction === 'word' ? 1 : columns,
    segment: 1 / resistance,
    first: each((drive) => conductance(drive, 'first')),
    last: each((drive) => conductance(drive, 'last')),
    firstVoltage: each((drive) => drive.first?.voltage ?? 0),
    lastVoltage: each((drive) => drive.last?.voltage ?? 0),
    reference: each((drive) => drive.first?.voltage ?? drive.last?.voltage ?? 0),
  };
}

/** The line is one node held by a source: nothing is unknown. */
export function isHeld(family: LineFamily, line: number): boolean {
  return family.segment === Infinity && (family.first[line] === Infinity || family.last[line] === Infinity);
}

/** Factors of every T of a family, remade when the conductances of the cells change. */
export interface LineFactors {
  /** 1 / pivot; for an ideal line, at its first node, 1 / the whole line's conductance. */
  readonly inverse: Float64Array;
  /** segment / previous pivot */
  readonly multiplier: Float64Array;
}

export function makeFactors(cells: number): LineFactors {
  return { inverse: new Float64Array(cells), multiplier: new Float64Array(cells) };
}

/**
 * Factors T for these cell conductances (siemens). A node with nothing attached keeps an inverse of 0: it stays where
 * it is.
 */
export function factorLines(
  family: LineFamily,
  cellConductance: Float64Array,
  { inverse, multiplier }: LineFactors,
): void {
  const { lines, length, lineStride, stepStride, segment } = family;
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStride;
    const first = family.first[line]!;
    const last = family.last[line]!;
    if (segment === Infinity) {
      let sum = first + last;
      for (let step = 0; step < length; step += 1) sum += cellConductance[start + step * stepStride]!;
      inverse[start] = isHeld(family, line) || sum === 0 ? 0 : 1 / sum;
      continue;
    }
    // `excess` is the pivot without the segment to the next node: what ties the line so far to anything else.
    let excess = 0;
    let pivot = 0;
    for (let step = 0; step < length; step += 1) {
      const at = start + step * stepStride;
      const before = step === 0 ? first : segment * (excess / pivot);
      excess = cellConductance[at]! + before + (step === length - 1 ? last : 0);
      multiplier[at] = step === 0 ? 0 : segment / pivot;
      pivot = excess + (step === length - 1 ? 0 : segment);
      inverse[at] = pivot === 0 ? 0 : 1 / pivot;
    }
  }
}

/**
 * Currents into the nodes of an ideal line are currents into the line: their sum at its first node, and none where a
 * source takes them.
 */
export function gatherIdeal(family: LineFamily, current: Float64Array): void {
  const { lines, length, lineStride, stepStride, segment } = family;
  if (segment !== Infinity) return;
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStride;
    let sum = 0;
    for (let step = 0; step < length; step += 1) {
      sum += current[start + step * stepStride]!;
      current[start + step * stepStride] = 0;
    }
    if (!isHeld(family, line)) current[start] = sum;
  }
}

/** z = T^-1 r for every line; `z` may be `r`. */
export function solveLines(family: LineFamily, factors: LineFactors, r: Float64Array, z: Float64Array): void {
  if (family.segment === Infinity) solveIdeal(family, factors, r, z);
  else if (family.stepStride === 1) solveAlongRows(family, factors, r, z);
  else solveAlongColumns(family, factors, r, z);
}

function solveIdeal(
  { lines, length, lineStride, stepStride }: LineFamily,
  { inverse }: LineFactors,
  r: Float64Array,
  z: Float64Array,
): void {
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStride;
    let sum = 0;
    for (let step = 0; step < length; step += 1) sum += r[start + step * stepStride]!;
    const value = sum * inverse[start]!;
    for (let step = 0; step < length; step += 1) z[start + step * stepStride] = value;
  }
}

/** Two rows at a time: each row is a chain of dependent operations, and two chains fill the processor's pipeline. */
function solveAlongRows(
  { lines, length }: LineFamily,
  { inverse, multiplier }: LineFactors,
  r: Float64Array,
  z: Float64Array,
): void {
  for (let line = 0; line < lines; line += 2) {
    const a = line * length;
    const b = line + 1 < lines ? a + length : a;
    let ya = 0;
    let yb = 0;
    for (let step = 0; step < length; step += 1) {
      ya = r[a + step]! + multiplier[a + step]! * ya;
      yb = r[b + step]! + multiplier[b + step]! * yb;
      z[a + step] = ya;
      z[b + step] = yb;
    }
    let za = 0;
    let zb = 0;
    let ma = 0;
    let mb = 0;
    for (let step = length - 1; step >= 0; step -= 1) {
      const ra = z[a + step]!;
      const rb = z[b + step]!;
      za = ra * inverse[a + step]! + ma * za;
      zb = rb * inverse[b + step]! + mb * zb;
      ma = multiplier[a + step]!;
      mb = multiplier[b + step]!;
      z[a + step] = za;
      z[b + step] = zb;
    }
  }
}

/** All columns together, row by row: every access is contiguous. */
function solveAlongColumns(
  { lines, length }: LineFamily,
  { inverse, multiplier }: LineFactors,
  r: Float64Array,
  z: Float64Array,
): void {
  for (let column = 0; column < lines; column += 1) z[column] = r[column]!;
  for (let at = lines; at < lines * length; at += 1) z[at] = r[at]! + multiplier[at]! * z[at - lines]!;
  const end = lines * (length - 1);
  for (let at = end; at < end + lines; at += 1) z[at] = z[at]! * inverse[at]!;
  for (let at = end - 1; at >= 0; at -= 1) z[at] = z[at]! * inverse[at]! + multiplier[at + lines]! * z[at + lines]!;
}

/**
 * Adds to `out` the current (A) that the wires and the ends bring into every node, at node voltages `deviation` +
 * reference. Inside an ideal line currents are whatever is needed; only its ends count, at its first node.
 */
export function addWireCurrents(family: LineFamily, deviation: Float64Array, out: Float64Array): void {
  const { lines, length, lineStride, stepStride, segment } = family;
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStride;
    const end = start + (length - 1) * stepStride;
    if (isHeld(family, line)) continue;
    out[start] = out[start]! + firstCurrent(family, line, deviation);
    out[end] = out[end]! + lastCurrent(family, line, deviation);
    if (segment === Infinity) continue;
    for (let at = start; at < end; at += stepStride) {
      const flow = segment * (deviation[at]! - deviation[at + stepStride]!);
      out[at] = out[at]! - flow;
      out[at + stepStride] = out[at + stepStride]! + flow;
    }
  }
}

/** Amperes into the line from the source at its first end. Not for held lines. */
export function firstCurrent(family: LineFamily, line: number, deviation: Float64Array): number {
  const conductance = family.first[line]!;
  return conductance === 0
    ? 0
    : conductance * (family.firstVoltage[line]! - family.reference[line]! - deviation[line * family.lineStride]!);
}

/** Amperes into the line from the source at its last end. Not for held lines. */
export function lastCurrent(family: LineFamily, line: number, deviation: Float64Array): number {
  const conductance = family.last[line]!;
  const end = line * family.lineStride + (family.length - 1) * family.stepStride;
  return conductance === 0 ? 0 : conductance * (family.lastVoltage[line]! - family.reference[line]! - deviation[end]!);
}
