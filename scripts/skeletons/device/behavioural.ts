import { clamp, restoring } from '../bounded.js';
import type { DeviceModel, Values } from '../device.js';

/** How steep the walls are: the power of the window. */
const STEEPNESS = 20;

/** The template's equations; states and results in SI. */
export function bind(p: Values): DeviceModel {
  const [on, off, rate] = [p('g_on'), p('g_off'), p('k') / p('v_0')];
  const conductanceAt = (s: number): number => off + (on - off) * clamp(s, 0, 1);
  return {
    current: (v, state, at) => v * conductanceAt(state[at] ?? NaN),
    conductance: (_v, state, at) => conductanceAt(state[at] ?? NaN),
    derivative: (v, state, at, derivative, derivativeAt) => {
      const s = state[at] ?? NaN;
      const x = clamp(s, 0, 1);
      const up = rate * Math.max(v, 0) * (1 - Math.pow(x, STEEPNESS));
      const down = rate * Math.max(-v, 0) * (1 - Math.pow(1 - x, STEEPNESS));
      derivative[derivativeAt] = up - down + restoring(s, 0, 1);
    },
  };
}
