import { clamp, restoring, smoothStep, window } from '../bounded.js';
import { Q_OVER_K } from '../constants.js';
import type { DeviceModel, Values } from '../device.js';

/** Exponents of the hopping rates stay in this range: e^2 is a gap that closes within 40 ps. */
const [SLOWEST, FASTEST] = [-80, 2];

/** One state; the temperature follows the power at once (the set has no thermal capacitance). */
export function bind(p: Values): DeviceModel {
  const [i0, g0, v0, vel, ea, a0, tox] = [p('i_0'), p('g_0'), p('v_0'), p('vel'), p('e_a'), p('a_0'), p('tox')];
  const [gamma0, beta, gate, gmin, gmax] = [p('gamma_0'), p('beta'), p('f_min') * p('tox'), p('g_min'), p('g_max')];
  const [rth, t0, vsm, width] = [p('r_th'), p('t_0'), p('v_sm'), p('w_g')];
  const argument = (v: number): number => clamp(v / v0, -16, 16);
  const current = (v: number, g: number): number => i0 * Math.exp(-clamp(g, gmin, gmax) / g0) * Math.sinh(argument(v));
  return {
    current: (v, state, at) => current(v, state[at] ?? NaN),
    conductance: (v, state, at) =>
      Math.abs(v / v0) > 16 ? 0 : (i0 / v0) * Math.exp(-clamp(state[at] ?? NaN, gmin, gmax) / g0) * Math.cosh(v / v0),
    derivative: (v, state, at, rate, rateAt) => {
      const g = state[at] ?? NaN;
      const gap = clamp(g, gmin, gmax) * 1e9;
      const gamma = gamma0 - beta * gap * gap * gap;
      const beta1 = Q_OVER_K / Math.min(t0 + rth * Math.abs(v * current(v, g)), 2000);
      const u = smoothStep(gamma * Math.abs(v) - gate, vsm) * ((gamma * a0) / tox) * v;
      const closing = Math.exp(clamp(beta1 * (u - ea), SLOWEST, FASTEST)) * window(g - gmin, width);
      const opening = Math.exp(clamp(-beta1 * (u + ea), SLOWEST, FASTEST)) * window(gmax - g, width);
      rate[rateAt] = 0.5 * vel * (opening - closing) + restoring(g, gmin, gmax);
    },
  };
}
