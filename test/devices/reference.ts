import { readFileSync } from 'node:fs';
import type { DeviceBench, DeviceTrace } from '../../src/devices/device.js';
import { allDevices } from '../../src/devices/registry.js';

/** What scripts/oracle/devices.py found, and the numbers it used. */
export interface BenchReference {
  readonly set: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly initial: Readonly<Record<string, number>>;
  readonly drive: readonly (readonly [number, number])[];
  readonly gate?: readonly (readonly [number, number])[];
  readonly series: number;
  readonly measures: Readonly<Record<string, number>>;
}

export const references = (
  JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
    benches: Readonly<Record<string, BenchReference>>;
  }
).benches;

/** Every bench of every device, by `device/bench`. */
export const benches: readonly (readonly [string, DeviceBench])[] = allDevices().flatMap((device) =>
  device.benches.map((bench) => [`${device.name}/${bench.name}`, bench] as const),
);

/** Both roads are held to this. */
export const TOLERANCE = 0.005;

/** One line per measure that leaves the tolerance; a NaN or a missing reference is one of them. */
export function deviations(name: string, bench: DeviceBench, trace: DeviceTrace): string[] {
  return bench.measures.flatMap((measure) => {
    const expected = references[name]?.measures[measure.name] ?? NaN;
    const value = measure.of(trace);
    return Math.abs(value - expected) <= TOLERANCE * Math.abs(expected)
      ? []
      : [`${measure.name}: ${value} ${measure.unit}, reference ${expected}`];
  });
}
