import type { Design } from '../design/design.js';
import { DUT } from './dut.js';
import type { PlacedTransistor } from '../nonideality/placed-transistor.js';
import type { Process } from '../process/process.js';

/** Every transistor of a design, as a flattened testbench knows it. */
export function placedTransistors({ sized }: Design, process: Process): PlacedTransistor[] {
  return [...sized].flatMap(([instance, { devices }]) =>
    Object.entries(devices).flatMap(([device, value]) =>
      process.transistors(device, value).map(({ path, ...transistor }, index) => ({
        instance,
        device: index === 0 ? device : `${device}_${index + 1}`,
        path: `${DUT}.x_${instance}.${path}`,
        polarity: value.polarity,
        libraryMismatch: () => process.mismatch?.(value),
        ...transistor,
      })),
    ),
  );
}
