import { drainCurrent, NEUTRAL, type EkvValues } from '../../src/ekv/ekv.js';
import { generator } from '../../src/random/generator.js';

/** A transistor whose parameters are known, of 300 K; such as a process with high thresholds has. */
export interface KnownTransistor {
  readonly polarity: 'nfet' | 'pfet';
  readonly w: number;
  readonly l: number;
  readonly values: EkvValues;
}

export const knownNfet: KnownTransistor = {
  polarity: 'nfet',
  w: 1e-6,
  l: 4e-6,
  values: {
    ...NEUTRAL,
    VT0: 0.58,
    n: 1.3,
    IS: 1.2e-7,
    gamma: 0.35,
    k2: -0.02,
    sigma: 0.004,
    lambda: 0.12,
    theta: 0.5,
    TCV: -5e-4,
    BEX: 0.9,
  },
};
export const knownPfet: KnownTransistor = {
  polarity: 'pfet',
  w: 5e-6,
  l: 2e-6,
  values: {
    ...NEUTRAL,
    VT0: 0.72,
    n: 1.27,
    IS: 1.6e-7,
    gamma: 0.3,
    k2: 0.01,
    sigma: 0.003,
    lambda: 0.04,
    theta: 0.3,
    TCV: -6e-4,
    BEX: 1.1,
  },
};

/**
 * Its gate sweeps as an instrument would write them: three temperatures, bulk and drain voltages, 1 % of a decade of
 * scatter, an off current of 2 fA.
 */
export function gateSweeps({ polarity, w, l, values }: KnownTransistor, seed: number): string {
  const draws = generator(seed);
  const sign = polarity === 'nfet' ? 1 : -1;
  const rows: string[] = [];
  for (const temperature of [280, 300, 330]) {
    for (const vsb of [0, 0.4, 0.8]) {
      for (const vds of [0.1, 0.9, 1.8]) {
        for (let step = 0; step <= 36; step += 1) {
          const vgs = 0.05 * step;
          const current =
            drainCurrent(values, { vgs, vds, vsb, temperature }) * 10 ** (0.01 * draws.normal()) +
            2e-15 * (1 + 0.05 * draws.normal());
          rows.push(
            [temperature, -sign * vsb, sign * vds, sign * vgs, sign * current]
              .map((value) => Number(value.toPrecision(7)))
              .join() + `,${w * 1e6},${l * 1e6}`,
          );
        }
      }
    }
  }
  return `T_K,vb_V,vd_V,vg_V,id_A,W_um,L_um\n${rows.join('\n')}\n`;
}
