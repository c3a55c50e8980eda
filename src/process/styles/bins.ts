import { spiceNumber } from '../units/format.js';
import type { ProcessFile } from './process-file.js';
import { DesignRefusal, geometryLabel, type Device, type Transistor } from './process.js';

/** `0.42` -> `0p42`: how a drawn size is spelled in a bin's model name. */
function spelled(metres: number): string {
  return String(Number((metres * 1e6).toPrecision(6))).replace('.', 'p');
}

/** Without the binary rounding of products: a designer reads 2.6e-6, not 2.5999999999999997e-6. */
function drawn(value: number): number {
  return Number(value.toPrecision(9));
}

/** The model of a device in a process of discrete bins: `skyn_0p42_4`. */
export function binModelName(pattern: string, { geometry }: Device): string {
  return pattern.replace('{w}', spelled(geometry.w)).replace('{l}', spelled(geometry.l));
}

/**
 * Returns the function that writes one transistor. Source and drain regions get their area and perimeter from the
 * process's diffusion length: without them junction leakage is about three times too small (CIRCUITS.md section 2).
 */
export function deviceWriter(file: ProcessFile): (name: string, nodes: string, device: Device) => string {
  const { devices, diffusion } = file;
  return (name, nodes, device) => {
    const { w, l, m } = device.geometry;
    if (devices.style === 'subcircuit') {
      const fits = w >= devices.width[0] && w <= devices.width[1] && l >= devices.length[0] && l <= devices.length[1];
      if (!fits) {
        throw new DesignRefusal(
          `${file.name} has no ${device.polarity} of ${geometryLabel(device.geometry)}`,
          `choose W ${devices.width[0] * 1e6} to ${devices.width[1] * 1e6} um and L ${devices.length[0] * 1e6} to ${devices.length[1] * 1e6} um`,
        );
      }
    }
    const model = devices.style === 'model' ? binModelName(devices[device.polarity], device) : devices[device.polarity];
    const area = spiceNumber(drawn(w * diffusion));
    const perimeter = spiceNumber(drawn(2 * (w + diffusion)));
    const sizes = `w=${spiceNumber(w)} l=${spiceNumber(l)} ad=${area} as=${area} pd=${perimeter} ps=${perimeter}`;
    if (devices.style === 'model') return `${name} ${nodes} ${model} ${sizes}${m > 1 ? ` m=${m}` : ''}`;
    // A PDK's wrapper does not hand `m` on to the transistor inside it: parallel devices are written out.
    return Array.from({ length: m }, (_, index) => `${wrappedName(name, index)} ${nodes} ${model} ${sizes}`).join('\n');
  };
}

/** The transistors behind a line of `deviceWriter`: parallel devices of a bin are one transistor of their common area. */
export function transistorsOf({ devices }: ProcessFile): (name: string, device: Device) => readonly Transistor[] {
  return (name, { geometry: { w, l, m } }) => {
    if (devices.style === 'model') return [{ path: name, area: w * l * m }];
    return Array.from({ length: m }, (_, index) => ({ path: `${wrappedName(name, index)}.${devices.transistor}`, area: w * l }));
  };
}

/** A transistor inside a subcircuit of the PDK; parallel ones get numbers. */
export function wrappedName(name: string, index: number): string {
  return `x${name}${index === 0 ? '' : `_${index + 1}`}`;
}
