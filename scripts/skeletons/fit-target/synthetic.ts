import { generator } from '../../../random/generator.js';
import type { Synthetic } from '../../target.js';

const truth = { A: 2, tau: 0.02, sd: 0.05 };

/** A measurement as an instrument would write it, with known parameters: intervals are counted on many of them. */
export function synthetic(seed: number): Synthetic {
  const draws = generator(seed);
  const rows = Array.from({ length: 60 }, (_, index) => {
    const t = 0.001 * index;
    return `${t * 1e3},${truth.A * Math.exp(-t / truth.tau) + truth.sd * draws.normal()}`;
  });
  return { csv: `t_ms,y\n${rows.join('\n')}\n`, truth };
}
