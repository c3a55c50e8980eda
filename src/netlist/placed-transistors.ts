import type { Design } from '../design/design.js';
import { placesOf } from '../compose/hierarchy.js';
import type { PlacedTransistor } from '../nonideality/placed-transistor.js';
import type { Process } from '../process/process.js';

/** Every transistor of a design, as a flattened testbench knows it. */
export function placedTransistors({ composition, sized }: Design, process: Process): PlacedTransistor[] {
  const places = placesOf(composition);
  return [...sized].flatMap(([instance, { devices }]) =>
    Object.entries(devices).flatMap(([device, value]) =>
      process.transistors(device, value).map(({ path, ...transistor }, index) => ({
        instance,
        device: index === 0 ? device : `${device}_${index + 1}`,
        path: `${places.get(instance) ?? ''}.${path}`,
        draws: drawsOf(instance, path),
        polarity: value.polarity,
        libraryMismatch: () => process.mismatch?.(value),
        ...transistor,
      })),
    ),
  );
}

/**
 * The name that the random numbers of an element belong to. It says nothing of the blocks of a netlist: a seed gives
 * the same chips however the circuit is divided into subcircuits.
 */
export function drawsOf(instance: string, device: string): string {
  return `xdut.x_${instance}.${device}`;
}
