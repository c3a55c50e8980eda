import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { sha256Of } from '../units/sha256.js';

/** Independent draws from one seed; the same on every machine and for every engine. */
export interface Generator {
  /** In [0, 1). */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** Mean 1, positive. */
  exponential(): number;
}

/**
 * The one source of randomness of rulespice: both roads of a comparison read the same draws as explicit numbers.
 * Channels of one seed are independent: each starts 2^64 draws after the one before.
 */
export function generator(seed: number, channel = 0): Generator {
  const random = xoroshiro128plus(mixed(seed));
  // The first jump leaves the start behind, which is nearly all ones or zeros: its first draw is almost 1.
  for (let jump = 0; jump <= channel; jump++) random.jump();
  return drawing(() => uniformFloat64(random));
}

/**
 * Draws that belong to a name (`seed 1, sample 17, x.mtau`): the same whatever else is drawn, in whatever order. The
 * state is the SHA-256 of the name, so that different names are independent.
 */
export function namedGenerator(name: string): Generator {
  const random = xoroshiro128plusFromState(digestWords(name));
  return drawing(() => uniformFloat64(random));
}

/** Four words of 32 bits, signed, that belong to a name. */
export function digestWords(name: string): number[] {
  const digest = new DataView(sha256Of(name).buffer);
  return [0, 4, 8, 12].map((offset) => digest.getInt32(offset, true));
}

function drawing(uniform: () => number): Generator {
  const exponential = (): number => -Math.log(1 - uniform());
  // Box and Muller; the second of the pair is not kept, so that the draws of a call do not depend on the calls before.
  // Nine digits: the last bit of a logarithm or cosine may differ between machines.
  const normal = (): number => Number((Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform())).toFixed(9));
  return { uniform, normal, exponential };
}

/**
 * One-to-one on 32 bits. The generator is linear, so without this the trains of neighbouring seeds are correlated (0.1
 * for the first interval).
 */
function mixed(seed: number): number {
  let hash = seed | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
