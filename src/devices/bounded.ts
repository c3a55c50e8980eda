/**
 * What keeps a state inside its walls, the same in every device and, word for word, in every template. Comparators in
 * the equations of a state cost ngspice 68 times the iterations (2.1 million against 16 thousand on the sky130 ReRAM),
 * so walls are smooth windows; one long time step can still overshoot, so a restoring rate brings the state back.
 */

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { exp, max: larger, min: smaller, tanh } = Math;

/** Rate at which a state outside its walls returns, 1/s. */
const RESTORING = 1e9;

export function clamp(x: number, min: number, max: number): number {
  return smaller(larger(x, min), max);
}

/** 1 far from a wall, 0 at it: what is left of a rate at `distance` from the wall it moves towards. */
export function window(distance: number, width: number): number {
  return 1 - exp(-larger(distance, 0) / width);
}

/** Rate that brings a state back between its walls; 0 inside. */
export function restoring(x: number, min: number, max: number): number {
  return RESTORING * (larger(min - x, 0) - larger(x - max, 0));
}

/** A step from 0 to 1 of the given width. */
export function smoothStep(x: number, width: number): number {
  return 0.5 * (1 + tanh(x / width));
}
