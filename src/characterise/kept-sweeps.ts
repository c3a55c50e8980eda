import { z } from 'zod';
import type { Process } from '../process/process.js';
import type { DeviceSweep } from './measure.js';

const finite = z.number();
const axis = z.array(finite).min(2);

const sweepSchema = z
  .strictObject({
    role: z.string(),
    device: z.strictObject({ polarity: z.enum(['nfet', 'pfet']), geometry: z.looseObject({ w: finite, l: finite }) }),
    gate: axis,
    drainCurrent: axis,
    junctionLeakage: finite,
    earlyVoltage: finite,
    gateCapacitance: finite,
    drainCapacitance: finite,
  })
  .refine(({ gate, drainCurrent }) => gate.length === drainCurrent.length);

/**
 * What a cache gave, where it is a measurement of exactly the device roles of a process; else undefined, and they are
 * measured again. A cache is a folder that anything may have written to, or a caller's own.
 */
export function keptSweeps(value: unknown, { roles }: Pick<Process, 'roles'>): readonly DeviceSweep[] | undefined {
  const found = z.array(sweepSchema).safeParse(value);
  if (!found.success) return undefined;
  const names = found.data.map(({ role }) => role);
  const whole = names.length === roles.size && [...roles.keys()].every((role) => names.includes(role));
  return whole ? (value as readonly DeviceSweep[]) : undefined;
}
