/**
 * What keeps a state inside its walls, the same in every device and, word for word, in every template. Comparators in the
 * equations of a state cost ngspice 68 times the iterations (2.1 million against 16 thousand on the sky130 ReRAM), so
 * walls are smooth windows; one long time step can still overshoot, so a restoring rate brings the state back.
 */

/** Rate at which a state outside its walls returns, 1/s. */
const RESTORING = 1e9;

export function clamp(x: number, min: number, max: number): number {
  return Math.min(Math.max(x, min), max);
}

/** 1 far from a wall, 0 at it: what is left of a rate at `distance` from the wall it moves towards. */
export function window(distance: number, width: number): number {
  return 1 - Math.exp(-Math.max(distance, 0) / width);
}

/** Rate that brings a state back between its walls; 0 inside. */
export function restoring(x: number, min: number, max: number): number {
  return RESTORING * (Math.max(min - x, 0) - Math.max(x - max, 0));
}

/** A step from 0 to 1 of the given width. */
export function smoothStep(x: number, width: number): number {
  return 0.5 * (1 + Math.tanh(x / width));
}
