import { clamp, restoring } from '../bounded.js';
import type { DeviceModel, Values } from '../device.js';

/** One state, and the voltage behind the device's own series resistance, by Newton's method. */
export function bind(p: Values): DeviceModel {
  const [imin, imax, amin, amax, b, rs, leak] = [p('i_min'), p('i_max'), p('a_min'), p('a_max'), p('b'), p('r_s'), p('g_leak')];
  const [vset, vres, etaS, etaR] = [p('v_set'), p('v_res'), p('eta_s'), p('eta_r')];
  const exponential = (x: number): number => Math.exp(clamp(x, -60, 60));
  const slopeOf = (x: number): number => (Math.abs(x) > 60 ? 0 : Math.exp(x));

  /** Current of the diodes and its slope at the inner voltage `vd`. */
  const diodes = (vd: number, h: number): readonly [current: number, slope: number] => {
    const x = clamp(h, 0, 1);
    const [i0, a] = [imin + (imax - imin) * x, amin + (amax - amin) * x];
    const current = i0 * (exponential(b * a * vd) - exponential(-(1 - b) * a * vd)) + leak * vd;
    return [current, i0 * a * (b * slopeOf(b * a * vd) + (1 - b) * slopeOf(-(1 - b) * a * vd)) + leak];
  };
  /** v_d + r_s I(v_d) = v. The current is convex away from 0, so Newton from outside never overshoots. */
  const inner = (v: number, h: number): number => {
    let vd = v;
    for (let iteration = 0; iteration < 100; iteration++) {
      const [current, slope] = diodes(vd, h);
      const step = (vd + rs * current - v) / (1 + rs * slope);
      vd -= step;
      if (Math.abs(step) <= 1e-14 * Math.abs(v)) break;
    }
    return vd;
  };
  return {
    current: (v, state, at) => diodes(inner(v, state[at] ?? NaN), state[at] ?? NaN)[0],
    conductance: (v, state, at) => {
      const h = state[at] ?? NaN;
      const [, slope] = diodes(inner(v, h), h);
      return slope / (1 + rs * slope);
    },
    derivative: (v, state, at, rate, rateAt) => {
      const h = state[at] ?? NaN;
      const vd = inner(v, h);
      const switching = vd >= 0 ? (1 - h) * Math.exp(clamp(etaS * (vd - vset), -60, 25)) : -h * Math.exp(clamp(-etaR * (vd - vres), -60, 25));
      rate[rateAt] = switching + restoring(h, 0, 1);
    },
  };
}
