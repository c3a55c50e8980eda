import { isHeld, type LineFamily } from './lines.js';

/* Node voltages of a family of lines as what they deviate from the reference of their line, and currents into them. */

/** Deviations at these voltages; 0 where there are none. */
export function startFrom(family: LineFamily, voltage: Float64Array | undefined, deviation: Float64Array): void {
  if (voltage) forEachNode(family, (line, at) => (deviation[at] = voltage[at]! - family.reference[line]!));
  else deviation.fill(0);
  // An ideal line that a source holds is at that source, whatever it was before.
  if (family.segment !== Infinity) return;
  forEachNode(family, (line, at) => {
    if (family.first[line] === Infinity) deviation[at] = family.firstVoltage[line]! - family.reference[line]!;
    else if (family.last[line] === Infinity) deviation[at] = family.lastVoltage[line]! - family.reference[line]!;
  });
}

/** Voltages of these deviations. */
export function addReference(family: LineFamily, deviation: Float64Array, voltage: Float64Array): void {
  const { lines, length, lineStride, stepStride, reference } = family;
  for (let line = 0; line < lines; line += 1) {
    const from = reference[line]!;
    for (let step = 0, at = line * lineStride; step < length; step += 1, at += stepStride)
      voltage[at] = from + deviation[at]!;
  }
}

/** Counts lines that nothing drives from the voltage of their middle. */
export function recentre(family: LineFamily, deviation: Float64Array): void {
  const middle = (family.length >> 1) * family.stepStride;
  for (let line = 0; line < family.lines; line += 1) {
    if (family.first[line] !== 0 || family.last[line] !== 0) continue;
    const shift = deviation[line * family.lineStride + middle]!;
    family.reference[line] = family.reference[line]! + shift;
    for (let step = 0; step < family.length; step += 1) {
      const at = line * family.lineStride + step * family.stepStride;
      deviation[at] = deviation[at]! - shift;
    }
  }
}

/**
 * Largest correction on any line as a share of what that line deviates from its reference. A driven line may deviate by
 * next to nothing and keeps its digits; a floating one has no reference of its own and is measured by its voltage, or
 * by a thousandth of `volts`, the largest source, where it comes to rest at 0 V.
 */
export function lineChange(
  family: LineFamily,
  deviation: Float64Array,
  correction: Float64Array,
  volts: number,
): number {
  let worst = 0;
  for (let line = 0; line < family.lines; line += 1) {
    const floats = family.first[line] === 0 && family.last[line] === 0;
    let size = floats ? Math.max(Math.abs(family.reference[line]!), 1e-3 * volts) : 1e-20 * volts;
    let moved = 0;
    for (let step = 0; step < family.length; step += 1) {
      const at = line * family.lineStride + step * family.stepStride;
      size = Math.max(size, Math.abs(deviation[at]!));
      moved = Math.max(moved, Math.abs(correction[at]!));
      if (Number.isNaN(correction[at]!)) return NaN;
    }
    worst = Math.max(worst, moved / size);
  }
  return worst;
}

/** Largest magnitude of a source at either end, V. */
export function extremes({ firstVoltage, lastVoltage }: LineFamily): number[] {
  return [firstVoltage, lastVoltage].map((voltages) =>
    voltages.reduce((largest, voltage) => Math.max(largest, Math.abs(voltage)), 0),
  );
}

/**
 * Sum of the magnitudes of the currents into the nodes, A; an ideal line is one node, and one that a source holds takes
 * any current.
 */
export function netCurrent(family: LineFamily, current: Float64Array): number {
  let total = 0;
  if (family.segment !== Infinity) {
    for (let at = 0; at < current.length; at += 1) total += Math.abs(current[at]!);
    return total;
  }
  for (let line = 0; line < family.lines; line += 1) {
    if (isHeld(family, line)) continue;
    let sum = 0;
    for (let step = 0; step < family.length; step += 1)
      sum += current[line * family.lineStride + step * family.stepStride]!;
    total += Math.abs(sum);
  }
  return total;
}

function forEachNode(
  { lines, length, lineStride, stepStride }: LineFamily,
  visit: (line: number, at: number) => void,
): void {
  for (let line = 0; line < lines; line += 1) {
    for (let step = 0; step < length; step += 1) visit(line, line * lineStride + step * stepStride);
  }
}
