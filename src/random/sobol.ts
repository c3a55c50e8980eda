import { digestWords } from './generator.js';

/** Bits of a point; so many points the sequence has. */
const BITS = 32;

/** A dimension's primitive polynomial over GF(2) (inner coefficients `a`) and its initial numbers m. */
export interface Polynomial {
  readonly a: number;
  readonly m: readonly number[];
}

/**
 * Numbers v_1 to v_32 of one dimension, the first one in the highest bit. Dimension 1 has no polynomial: van der
 * Corput's sequence.
 */
export function directionNumbers(polynomial: Polynomial | undefined): Uint32Array {
  const v = new Uint32Array(BITS);
  const { a, m } = polynomial ?? { a: 0, m: [] };
  const degree = m.length;
  for (let bit = 0; bit < BITS; bit++) {
    if (!polynomial) v[bit] = 2 ** (BITS - 1 - bit);
    else if (bit < degree) v[bit] = (m[bit] ?? 0) * 2 ** (BITS - 1 - bit);
    else {
      // Bratley and Fox, ACM Trans. Math. Softw. 14, 88 (1988), equation 2.
      let next = (v[bit - degree] ?? 0) ^ ((v[bit - degree] ?? 0) >>> degree);
      for (let k = 1; k < degree; k++) if ((a >>> (degree - 1 - k)) & 1) next ^= v[bit - k] ?? 0;
      v[bit] = next >>> 0;
    }
  }
  return v;
}

/**
 * Point `index` (from 0) of one dimension, as an integer of 32 bits; in the order of Antonov and Saleev (Gray code).
 */
export function sobolInteger(index: number, v: Uint32Array): number {
  let gray = index ^ (index >>> 1);
  let x = 0;
  for (let bit = 0; gray !== 0; bit++, gray >>>= 1) if (gray & 1) x ^= v[bit] ?? 0;
  return x >>> 0;
}

/**
 * Nested uniform scrambling: every bit is flipped, or not, by a coin that belongs to the bits above it. The points stay
 * a net, and each one is uniform: Owen, in Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, 299
 * (1995). The coins come from a hash of the name, so that a point depends on its own index only.
 *
 * @param name of the coins; different names are independent
 * @returns a number in (0, 1)
 */
export function scrambled(x: number, name: string): number {
  const [key = 0, second = 0] = digestWords(name);
  let y = 0;
  for (let level = 0; level < BITS; level++) {
    const above = level === 0 ? 0 : x >>> (BITS - level);
    const coin = mixed(mixed(above ^ key) ^ (second + Math.imul(level, 0x9e3779b9))) & 1;
    y = (y << 1) | (((x >>> (BITS - 1 - level)) & 1) ^ coin);
  }
  return ((y >>> 0) + 0.5) / 2 ** BITS;
}

/** One-to-one on 32 bits, every bit of the result from all bits (the end of MurmurHash3). */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
