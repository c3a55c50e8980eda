import { clamp } from '../bounded.js';
import type { DeviceModel, Values } from '../device.js';

export const DOMAINS = 10;

/** Standard normal quantiles at (i + 1/2)/10, the digits of the template. */
const QUANTILES = [-1.644854, -1.036433, -0.67449, -0.38532, -0.125661, 0.125661, 0.38532, 0.67449, 1.036433, 1.644854];

/** Ten states; the drain current reads their mean. */
export function bind(p: Values): DeviceModel {
  const [tau0, alpha, ea, spread, share, vc, smallest] = [
    p('tau_0'),
    p('alpha'),
    p('e_a'),
    p('s_ea'),
    p('k_fe'),
    p('v_c'),
    p('v_c2'),
  ];
  const [window, vth0, is, n, ut] = [p('mw'), p('v_th0'), p('i_s'), p('n'), p('u_t')];
  const barriers = QUANTILES.map((z) => ea + spread * z);
  const q = (v: number): number => Math.log(1 + Math.exp(clamp(v / (2 * ut), -40, 200)));
  const pinchOff = (state: Float64Array, at: number, gate: number): number => {
    let sum = 0;
    for (let i = 0; i < DOMAINS; i++) sum += state[at + i] ?? NaN;
    return (gate - vth0 + (0.5 * window * sum) / DOMAINS) / n;
  };
  return {
    current: (v, state, at, gate = 0) => {
      const vp = pinchOff(state, at, gate);
      return is * (q(vp) ** 2 - q(vp - v) ** 2);
    },
    conductance: (v, state, at, gate = 0) => {
      const x = pinchOff(state, at, gate) - v;
      return (is * q(x)) / (ut * (1 + Math.exp(-clamp(x / (2 * ut), -40, 200))));
    },
    derivative: (_v, state, at, rate, rateAt, gate = 0) => {
      const field = share * gate;
      const target = Math.tanh(field / vc);
      const size = Math.max(Math.abs(field), smallest);
      for (let i = 0; i < DOMAINS; i++) {
        rate[rateAt + i] =
          (target - (state[at + i] ?? NaN)) /
          (tau0 * Math.exp(Math.min(Math.pow((barriers[i] ?? NaN) / size, alpha), 60)));
      }
    },
  };
}
