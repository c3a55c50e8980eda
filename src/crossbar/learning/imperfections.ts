import type { ArraySpec } from '../spec/schema.js';

/** What keeps an array from learning like numbers in a computer, in the order in which it is told. */
export const IMPERFECTIONS = {
  update: 'pulses of finite step, nonlinear and at random',
  'write-noise': 'scatter of pulses',
  variation: 'device-to-device variation',
  'read-noise': 'noise of reads',
  wires: 'wires, drivers and sense resistances',
  disturb: 'half-select disturb',
  retention: 'relaxation before the test',
} as const;

export type Imperfection = keyof typeof IMPERFECTIONS;

/** Those that an array of this spec has. */
export function imperfectionsOf({ device, measured, wires }: ArraySpec): Imperfection[] {
  const has: Readonly<Record<Imperfection, boolean>> = {
    update: true,
    'write-noise': measured?.update !== undefined,
    variation: device?.variation !== undefined,
    'read-noise': measured?.noise !== undefined || measured?.update !== undefined,
    wires: wires.word + wires.bit + wires.driver + wires.sense > 0,
    disturb: device !== undefined,
    retention: measured?.retention !== undefined,
  };
  return (Object.keys(IMPERFECTIONS) as Imperfection[]).filter((name) => has[name]);
}
