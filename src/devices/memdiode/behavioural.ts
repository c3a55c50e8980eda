import { clamp, restoring } from '../bounded.js';
import type { DeviceModel, Values } from '../device.js';

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { abs, exp, expm1 } = Math;

/** One state, and the voltage behind the device's own series resistance, by Newton's method. */
export function bind(p: Values): DeviceModel {
  const rs = p('r_s');
  const [vset, vres, etaS, etaR] = [p('v_set'), p('v_res'), p('eta_s'), p('eta_r')];
  const solved = innerOf(p);
  return {
    current: (v, state, at) => solved(v, state[at] ?? NaN).current,
    conductance: (v, state, at) => {
      const { slope } = solved(v, state[at] ?? NaN);
      return slope / (1 + rs * slope);
    },
    derivative: (v, state, at, rate, rateAt) => {
      const h = state[at] ?? NaN;
      const { vd } = solved(v, h);
      const switching =
        vd >= 0 ? (1 - h) * exp(clamp(etaS * (vd - vset), -60, 25)) : -h * exp(clamp(-etaR * (vd - vres), -60, 25));
      rate[rateAt] = switching + restoring(h, 0, 1);
    },
  };
}

/** The voltage behind the series resistance, the current there and its slope. */
interface Inner {
  readonly vd: number;
  readonly current: number;
  readonly slope: number;
}

/** v_d + r_s I(v_d) = v. The current is convex away from 0, so Newton from outside never overshoots. */
function innerOf(p: Values): (v: number, h: number) => Inner {
  const [imin, imax, amin, amax] = [p('i_min'), p('i_max'), p('a_min'), p('a_max')];
  const [b, rs, leak] = [p('b'), p('r_s'), p('g_leak')];
  // The last inner voltage and what belongs to it: current, conductance and derivative of one device are asked for one
  // after the other.
  const last = { v: NaN, h: NaN, vd: 0, current: 0, slope: 0 };
  return (v, h) => {
    if (v === last.v && h === last.h) return last;
    const x = clamp(h, 0, 1);
    const [i0, a] = [imin + (imax - imin) * x, amin + (amax - amin) * x];
    last.vd = v;
    for (let iteration = 0; iteration < 100; iteration++) {
      const [up, down] = [b * a * last.vd, -(1 - b) * a * last.vd];
      const [grown, fallen] = [excess(up), excess(down)];
      last.current = i0 * (grown - fallen) + leak * last.vd;
      last.slope = i0 * a * (b * slopeOf(up, grown) + (1 - b) * slopeOf(down, fallen)) + leak;
      const step = (last.vd + rs * last.current - v) / (1 + rs * last.slope);
      // What a step leaves behind is of the size of its square.
      last.vd -= step;
      last.current -= last.slope * step;
      if (abs(step) <= 1e-9 * abs(v)) break;
    }
    last.v = v;
    last.h = h;
    return last;
  };
}

/**
 * exp(x) - 1 inside +-60, and its slope. The current is a difference of two of them: at microvolts the difference of
 * exponentials is all rounding error, and a solver whose pulse ends at 0 V never settles on it.
 */
function excess(x: number): number {
  return expm1(clamp(x, -60, 60));
}

function slopeOf(x: number, grown: number): number {
  return abs(x) > 60 ? 0 : grown + 1;
}
