import { generator } from '../../../random/generator.js';
import type { Synthetic } from '../../target.js';
import { NEUTRAL, drainCurrent, type EkvValues } from '../../../ekv/ekv.js';

const truth = {
  VT0: 0.35,
  n: 1.25,
  IS: 4e-7,
  gamma: 0.35,
  k2: -0.05,
  sigma: 0.02,
  lambda: 0.06,
  theta: 0.4,
  TCV: -6e-4,
  BEX: 0.9,
  sd: 0.01,
};
const values: EkvValues = { ...NEUTRAL, ...truth };
const OFF = 2e-12;

/**
 * A long nMOS transistor at two temperatures, three bulk and two drain voltages: 1 % of a decade of scatter on an off
 * current of 2 pA.
 */
export function synthetic(seed: number): Synthetic {
  const draws = generator(seed);
  const rows: string[] = [];
  for (const temperature of [300, 360]) {
    for (const vb of [0, -0.5, -1]) {
      for (const vd of [0.1, 1]) {
        for (let step = 0; step <= 20; step += 1) {
          const vg = Number((-0.6 + 0.1 * step).toFixed(6));
          const channel =
            drainCurrent(values, { vgs: vg, vds: vd, vsb: -vb, temperature }) * 10 ** (truth.sd * draws.normal());
          rows.push([temperature, vb, vd, vg, (channel + OFF * (1 + 0.05 * draws.normal())).toPrecision(7)].join());
        }
      }
    }
  }
  return { csv: `T_K,vb_V,vd_V,vg_V,id_A\n${rows.join('\n')}\n`, truth };
}
