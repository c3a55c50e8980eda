import { generator } from '../../../random/generator.js';
import type { Synthetic } from '../../target.js';

const truth = { 'A+': 0.02, 'tau+': 0.0168, 'A-': 0.0147, 'tau-': 0.0337, 'sd+': 0.002, 'sd-': 0.0015 };

/** 30 points a side between 2 and 80 ms, with normal scatter of a tenth of the amplitude. */
export function synthetic(seed: number): Synthetic {
  const draws = generator(seed);
  const rows = Array.from({ length: 60 }, (_, index) => {
    const sign = index % 2 === 0 ? 1 : -1;
    const dt = 0.002 + 0.078 * draws.uniform();
    const mean = sign > 0 ? truth['A+'] * Math.exp(-dt / truth['tau+']) : -truth['A-'] * Math.exp(-dt / truth['tau-']);
    return `${sign * dt * 1e3},${mean + (sign > 0 ? truth['sd+'] : truth['sd-']) * draws.normal()}`;
  });
  return { csv: `dt_ms,dw\n${rows.join('\n')}\n`, truth };
}
