import type { EkvValues } from './ekv.js';
import type { FittedTransistor } from './transistor.js';

/** Drawn size, m, and the number in parallel. */
export interface Size {
  readonly w: number;
  readonly l: number;
  readonly m: number;
}

/** Relative difference below which two lengths are the same. */
const SAME = 0.01;

/** The measured transistor whose length, and after it whose width, is nearest to a drawn size. */
export function nearest(transistors: readonly FittedTransistor[], { w, l }: Size): FittedTransistor | undefined {
  const away = (one: FittedTransistor): readonly [number, number] => [
    Math.abs(Math.log(one.size.l / l)),
    Math.abs(Math.log(one.size.w / w)),
  ];
  return transistors.toSorted((a, b) => {
    const [[la, wa], [lb, wb]] = [away(a), away(b)];
    return la - lb || wa - wb;
  })[0];
}

/**
 * Parameters of another size, by the long channel's geometry: the specific current goes with W/L, the Early voltage
 * with L. Thresholds are those of the measured size: no law of short or narrow channels follows from one transistor.
 */
export function scaledTo({ values, size }: FittedTransistor, { w, l, m }: Size): EkvValues {
  return { ...values, IS: (values.IS * m * (w / l)) / (size.w / size.l), lambda: (values.lambda * size.l) / l };
}

/** Whether a fit holds at a length: one with a short channel's effects does at its own only. */
export function holdsAt({ values, size }: FittedTransistor, { l }: Size): boolean {
  return (values.EC === 0 && values.edge === 0 && !Number.isFinite(values.VQ)) || Math.abs(l / size.l - 1) <= SAME;
}
