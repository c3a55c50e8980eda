import { createHash } from 'node:crypto';
import { spiceNumber } from '../../units/format.js';
import { DesignRefusal, geometryLabel, type Device, type Geometry } from '../process.js';

/** Without the binary rounding of products: a designer reads 2.6e-6, not 2.5999999999999997e-6. */
export function drawn(value: number): number {
  return Number(value.toPrecision(9));
}

/** `0.42` -> `0p42`: how a drawn size is spelled in a model's name. */
export function spelled(metres: number): string {
  return String(Number((metres * 1e6).toPrecision(6))).replace('.', 'p');
}

/**
 * Size of a transistor as a line says it. Source and drain regions get their area and perimeter from the process's diffusion
 * length: without them junction leakage is about three times too small (CIRCUITS.md section 2).
 */
export function sizes({ w, l }: Geometry, diffusion: number): string {
  const area = spiceNumber(drawn(w * diffusion));
  const perimeter = spiceNumber(drawn(2 * (w + diffusion)));
  return `w=${spiceNumber(w)} l=${spiceNumber(l)} ad=${area} as=${area} pd=${perimeter} ps=${perimeter}`;
}

/** @throws DesignRefusal for a size outside the limits of a process, m */
export function requireWithin({ polarity, geometry }: Device, process: string, width: readonly [number, number], length: readonly [number, number]): void {
  const { w, l } = geometry;
  if (w >= width[0] && w <= width[1] && l >= length[0] && l <= length[1]) return;
  throw new DesignRefusal(`${process} has no ${polarity} of ${geometryLabel(geometry)}`, `choose W ${width[0] * 1e6} to ${width[1] * 1e6} um and L ${length[0] * 1e6} to ${length[1] * 1e6} um`);
}

export function digest(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}

export function memoize<V>(compute: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
