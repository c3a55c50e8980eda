import { roundedSpiceNumber, spiceNumber } from '../../units/format.js';
import { DesignRefusal, geometryLabel, type Device, type Geometry } from '../process.js';

/** `0.42` -> `0p42`: how a drawn size is spelled in a model's name. */
export function spelled(metres: number): string {
  return String(Number((metres * 1e6).toPrecision(6))).replace('.', 'p');
}

/**
 * Size of a transistor as a line says it. Source and drain regions get their area and perimeter from the process's
 * diffusion length: without them junction leakage is about three times too small on sky130's cards.
 * @param scale metres for a unit of length in the netlist
 */
export function sizes({ w, l }: Geometry, diffusion: number, scale = 1): string {
  // A library with `.option scale` wants lengths in that unit, and areas in its square.
  const length = (metres: number): string => (scale === 1 ? spiceNumber(metres) : roundedSpiceNumber(metres / scale));
  const area = roundedSpiceNumber((w * diffusion) / scale ** 2);
  const perimeter = roundedSpiceNumber((2 * (w + diffusion)) / scale);
  return `w=${length(w)} l=${length(l)} ad=${area} as=${area} pd=${perimeter} ps=${perimeter}`;
}

/** @throws DesignRefusal for a size outside the limits of a process, m */
export function requireWithin(
  { polarity, geometry }: Device,
  process: string,
  width: readonly [number, number],
  length: readonly [number, number],
): void {
  const { w, l } = geometry;
  if (w >= width[0] && w <= width[1] && l >= length[0] && l <= length[1]) return;
  throw new DesignRefusal(
    `${process} has no ${polarity} of ${geometryLabel(geometry)}`,
    `choose W ${width[0] * 1e6} to ${width[1] * 1e6} um and L ${length[0] * 1e6} to ${length[1] * 1e6} um`,
  );
}

/** A transistor inside a subcircuit; parallel ones get numbers. */
export function wrappedName(name: string, index = 0): string {
  return `x${name}${index === 0 ? '' : `_${index + 1}`}`;
}
