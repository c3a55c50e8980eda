import { geometryLabel, preferredDevice, type Process } from '../process/process.js';
import type { MismatchRow } from './types.js';

/** The library's mismatch of the sizes that roles have, those of one line together; empty where it has none. */
export function mismatchRows(process: Process, roles: readonly string[]): MismatchRow[] {
  const rows = new Map<string, MismatchRow>();
  const devices = new Map(
    roles.map((role) => preferredDevice(process, role)).map((device) => [JSON.stringify(device), device]),
  );
  for (const device of devices.values()) {
    const found = process.mismatch?.(device);
    if (!found) continue;
    const at = found.at.map(({ parameter, file, line }) => `${parameter} at ${file}:${line}`);
    const key = [device.polarity, found.avt, found.abeta].join(' ');
    const known = rows.get(key);
    const sizes = [...(known?.sizes ?? []), geometryLabel(device.geometry)];
    rows.set(key, { polarity: device.polarity, avt: found.avt, abeta: found.abeta, at: known?.at ?? at, sizes });
  }
  return [...rows.values()];
}
