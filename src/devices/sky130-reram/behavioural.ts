import { clamp, restoring, window } from '../bounded.js';
import { Q_OVER_K } from '../constants.js';
import type { DeviceModel, Values } from '../device.js';

/** Exponents of the hopping rates stay in this range. */
const [SLOWEST, FASTEST] = [-90, -1];
const [COLDEST, HOTTEST] = [200, 3000];

/** Two states: filament and temperature, 0.23 ns apart from quasi-static. */
export function bind(p: Values): DeviceModel {
  const [tox, fmax, fmin, length, ik, vref] = [
    p('tox'),
    p('f_max'),
    p('f_min'),
    p('tox') - p('f_ref'),
    p('i_k'),
    p('v_ref'),
  ];
  const [vel, eg, er, a0, gk0, gk1] = [p('vel'), p('e_g'), p('e_r'), p('a_0'), p('gk_0'), p('gk_1')];
  const [cth, tau, t0, width, pmax] = [p('c_th'), p('tau_th'), p('t_0'), p('w_f'), p('p_max')];
  const scale = (f: number): number => ik * Math.exp(-(tox - clamp(f, fmin, fmax)) / length);
  const current = (v: number, f: number): number => scale(f) * Math.sinh(clamp(v / vref, -12, 12));
  return {
    current: (v, state, at) => current(v, state[at] ?? NaN),
    conductance: (v, state, at) =>
      Math.abs(v / vref) > 12 ? 0 : (scale(state[at] ?? NaN) / vref) * Math.cosh(v / vref),
    derivative: (v, state, at, rate, rateAt) => {
      const [f, t] = [state[at] ?? NaN, state[at + 1] ?? NaN];
      const gap = (tox - clamp(f, fmin, fmax)) * 1e9;
      const beta = Q_OVER_K / clamp(t, COLDEST, HOTTEST);
      const u = (((gk0 + gk1 * gap * gap * gap) * a0) / tox) * v;
      const growth = Math.exp(clamp(beta * (u - eg), SLOWEST, FASTEST)) * window(fmax - f, width);
      const dissolution = Math.exp(clamp(-beta * (u + er), SLOWEST, FASTEST)) * window(f - fmin, width);
      rate[rateAt] = vel * (growth - dissolution) + restoring(f, fmin, fmax);
      rate[rateAt + 1] = Math.min(Math.abs(v * current(v, f)), pmax) / cth - (t - t0) / tau;
    },
  };
}
