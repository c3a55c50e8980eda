import { roundedSpiceNumber, spiceNumber, suffixedSpiceNumber } from '../../units/format.js';
import { DesignRefusal, geometryLabel, type Device, type Geometry } from '../process.js';

/** `0.42` -> `0p42`: how a drawn size is spelled in a model's name. */
export function spelled(metres: number): string {
  return String(Number((metres * 1e6).toPrecision(6))).replace('.', 'p');
}

/**
 * What a line says of a transistor's size. Source and drain regions get their area and perimeter from the process's
 * diffusion length: without them junction leakage is about three times too small on sky130's cards.
 */
interface Sizes {
  readonly w: string;
  readonly l: string;
  readonly area: string;
  readonly perimeter: string;
}

/** Of a device, as a designer writes it: `w=0.42u`. An engine reads the same number as of `4.2e-7`, to the last bit. */
export function deviceSizes({ w, l }: Geometry, diffusion: number): string {
  return written({
    w: suffixedSpiceNumber(w, 'u'),
    l: suffixedSpiceNumber(l, 'u'),
    area: suffixedSpiceNumber(areaOf(w, diffusion), 'p'),
    perimeter: suffixedSpiceNumber(perimeterOf(w, diffusion), 'u'),
  });
}

/**
 * Of a subcircuit. Its parameters are read by another part of ngspice, which makes another last bit of `0.42u` than of
 * `4.2e-7`, and a size at the edge of a bin must not leave it.
 * @param scale metres for a unit of length in the netlist: a library with `.option scale` wants lengths in that unit,
 * and areas in its square
 */
export function subcircuitSizes({ w, l }: Geometry, diffusion: number, scale = 1): string {
  const length = (metres: number): string => (scale === 1 ? spiceNumber(metres) : roundedSpiceNumber(metres / scale));
  return written({
    w: length(w),
    l: length(l),
    area: roundedSpiceNumber((w * diffusion) / scale ** 2),
    perimeter: roundedSpiceNumber((2 * (w + diffusion)) / scale),
  });
}

function written({ w, l, area, perimeter }: Sizes): string {
  return `w=${w} l=${l} ad=${area} as=${area} pd=${perimeter} ps=${perimeter}`;
}

/** Without the binary rounding of products: 0.3 um2, not 0.30000000000000004. */
function areaOf(width: number, diffusion: number): number {
  return Number((width * diffusion).toPrecision(9));
}

function perimeterOf(width: number, diffusion: number): number {
  return Number((2 * (width + diffusion)).toPrecision(9));
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
