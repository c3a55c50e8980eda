import { clamp, restoring, smoothStep } from '../bounded.js';
import type { DeviceModel, Values } from '../device.js';

const HOTTEST = 3000;
/** Smallest age the drift law is asked for, s. */
const YOUNGEST = 1e-9;

/** Two states, the age of the plug among them; the temperature follows the power at once. */
export function bind(p: Values): DeviceModel {
  const [rth, tamb, tmelt, wm] = [p('r_th'), p('t_amb'), p('t_melt'), p('w_m')];
  const [tc, wc, kc, km, tq] = [p('t_c'), p('w_c'), p('k_c'), p('k_m'), p('t_q')];
  const current = currentOf(p);
  return {
    current,
    // Threshold switching makes the slope a long formula; a central difference has 1e-9 of it right.
    conductance: (v, state, at) => (current(v + 1e-6, state, at) - current(v - 1e-6, state, at)) / 2e-6,
    derivative: (v, state, at, rate, rateAt) => {
      const [x, age] = [state[at] ?? NaN, state[at + 1] ?? NaN];
      const temperature = Math.min(tamb + rth * v * current(v, state, at), HOTTEST);
      const molten = smoothStep(temperature - tmelt, wm);
      const growth = Math.exp(-(((temperature - tc) / wc) ** 2)) * (1 - molten);
      const plug = clamp(x, 0, 1);
      rate[rateAt] = km * molten * (1 - plug) - kc * growth * plug + restoring(x, 0, 1);
      rate[rateAt + 1] = 1 - (molten * age) / tq;
    },
  };
}

/** Current through the drifting plug, and past the threshold through the one that is switched on. */
function currentOf(p: Values): (v: number, state: Float64Array, at: number) => number {
  const [gmax, gmin, nu, t0, rdyn] = [p('g_max'), p('g_min'), p('nu'), p('t_0'), p('r_dyn')];
  const [vth, vhold, wv, xs, ws] = [p('v_th'), p('v_hold'), p('w_v'), p('x_s'), p('w_s')];
  return (v, state, at) => {
    const x = clamp(state[at] ?? NaN, 0, 1);
    const age = Math.max(state[at + 1] ?? NaN, YOUNGEST);
    const low = (gmin + (gmax - gmin) * (1 - x)) * Math.exp(-nu * x * Math.log(age / t0));
    const on = smoothStep(Math.abs(v) - Math.max(vth * x, vhold), wv) / (1 + Math.exp(-(x - xs) / ws));
    return v * (low * (1 - on) + on / rdyn);
  };
}
