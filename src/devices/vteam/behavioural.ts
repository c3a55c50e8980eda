import { clamp, restoring } from '../bounded.js';
import type { DeviceModel, Values } from '../device.js';

/** One state; threshold and window are algebra, so there is nothing to solve. */
export function bind(p: Values): DeviceModel {
  const [ron, roff, von, voff, aon, aoff] = [p('r_on'), p('r_off'), p('v_on'), p('v_off'), p('a_on'), p('a_off')];
  const [kon, koff, steepness] = [p('k_on') / p('d'), p('k_off') / p('d'), 2 * p('p_w')];
  const exponential = p('iv') > 0.5;
  const lambda = Math.log(roff / ron);
  const conductanceAt = (s: number): number => {
    const x = clamp(s, 0, 1);
    return exponential ? Math.exp(-lambda * x) / ron : 1 / (ron + (roff - ron) * x);
  };
  return {
    current: (v, state, at) => v * conductanceAt(state[at] ?? NaN),
    conductance: (_v, state, at) => conductanceAt(state[at] ?? NaN),
    derivative: (v, state, at, rate, rateAt) => {
      const s = state[at] ?? NaN;
      const x = clamp(s, 0, 1);
      const reset = koff * Math.pow(Math.max(v / voff - 1, 0), aoff) * (1 - Math.pow(x, steepness));
      const set = kon * Math.pow(Math.max(v / von - 1, 0), aon) * (1 - Math.pow(1 - x, steepness));
      rate[rateAt] = reset + set + restoring(s, 0, 1);
    },
  };
}
