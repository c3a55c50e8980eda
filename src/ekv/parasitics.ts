import { roundedSpiceNumber } from '../units/format.js';
import type { Size } from './scaling.js';

/** What a gate sweep does not show: capacitances and leakage of the layers, from the process's documents. */
export interface Layers {
  /** Gate oxide, F/m2. */
  readonly oxide: number;
  /** Gate to source or drain, F per metre of width. */
  readonly overlap: number;
  /** Junction at 0 V: F/m2 and F/m. */
  readonly junction: { readonly area: number; readonly edge: number };
  /** Reverse current of a junction: A/m2 and A/m. */
  readonly leakage: { readonly area: number; readonly edge: number };
}

/** Grading and built-in voltage of every junction: an abrupt one of silicon. */
const JUNCTION = 'm=0.5 vj=0.8';

/**
 * Elements beside the channel, for a subcircuit `d g s b`. In weak inversion the gate sees the bulk through the oxide
 * and the depletion layer in series, C_ox (n - 1) / n (Enz and Vittoz 2006, 8.3), and source and drain through the
 * overlaps only; in strong inversion the gate's capacitance is larger than that.
 */
export function parasitics(
  name: string,
  polarity: 'nfet' | 'pfet',
  { w, l, m }: Size,
  diffusion: number,
  slope: number,
  { oxide, overlap, junction, leakage }: Layers,
): string[] {
  const area = m * w * diffusion;
  const edge = 2 * m * (w + diffusion);
  const capacitor = (label: string, nodes: string, farads: number): string[] =>
    farads > 0 ? [`c_${label} ${nodes} ${roundedSpiceNumber(farads)}`] : [];
  const diode = (end: string): string => `d_${end} ${polarity === 'nfet' ? `b ${end}` : `${end} b`} ${name}_junction`;
  const of = (density: { readonly area: number; readonly edge: number }): string =>
    roundedSpiceNumber(area * density.area + edge * density.edge);
  return [
    ...capacitor('gb', 'g b', (m * w * l * oxide * (slope - 1)) / slope),
    ...capacitor('gs', 'g s', m * w * overlap),
    ...capacitor('gd', 'g d', m * w * overlap),
    `.model ${name}_junction d is=${of(leakage)} cjo=${of(junction)} ${JUNCTION}`,
    diode('s'),
    diode('d'),
  ];
}
