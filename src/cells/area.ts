import type { Device, Process } from '../process/process.js';

/** Gate and diffusion area of transistors plus plate area of capacitors, m^2; wiring is not counted. */
export function cellArea(process: Process, devices: Iterable<Device>, capacitances: Iterable<number>): number {
  let area = 0;
  for (const { geometry } of devices) area += geometry.w * geometry.l * geometry.m;
  for (const capacitance of capacitances) area += capacitance / process.capacitorDensity;
  return area;
}
