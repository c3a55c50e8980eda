import { spiceNumber } from '../../units/format.js';
import type { CellNetlist, DynamicCells } from './cells.js';
import { deviceElement, type PointDevice } from './device.js';

/** VTEAM with a normalised state: 0 is `ron` (LRS), 1 is `roff` (HRS). Ohms, volts, 1/s. */
export interface VteamParameters {
  readonly ron: number;
  readonly roff: number;
  /** SET threshold, negative, and RESET threshold, positive. */
  readonly von: number;
  readonly voff: number;
  /** Rates at twice the threshold: negative for SET, positive for RESET. */
  readonly kon: number;
  readonly koff: number;
  readonly aon: number;
  readonly aoff: number;
  /** Steepness p of the window 1 - s^(2p). */
  readonly window: number;
}

/** An array device of 10 kohm to 1 Mohm with thresholds of 0.6 V: ours, generic, no measured part. */
export const ARRAY_DEVICE: VteamParameters = { ron: 10e3, roff: 1e6, von: -0.6, voff: 0.6, kon: -1e8, koff: 1e7, aon: 3, aoff: 3, window: 10 };

/**
 * The threshold memristor of Kvatinsky, Ramadan, Friedman, Kolodny (IEEE TCAS-II 62:786, 2015) with linear I-V:
 *
 *     ds/dt = koff max(v/voff - 1, 0)^aoff (1 - s^2p) + kon max(v/von - 1, 0)^aon (1 - (1-s)^2p),  i = v / (ron + (roff - ron) s)
 */
export function vteam(p: VteamParameters): PointDevice {
  const conductance = (state: number): number => 1 / (p.ron + (p.roff - p.ron) * Math.min(1, Math.max(0, state)));
  return {
    current: (v, state, at) => v * conductance(state[at]!),
    conductance: (_v, state, at) => conductance(state[at]!),
    derivative: (v, state, at, rate, rateAt) => {
      const s = Math.min(1, Math.max(0, state[at]!));
      if (v > p.voff) rate[rateAt] = p.koff * (v / p.voff - 1) ** p.aoff * (1 - s ** (2 * p.window));
      else if (v < p.von) rate[rateAt] = p.kon * (v / p.von - 1) ** p.aon * (1 - (1 - s) ** (2 * p.window));
      else rate[rateAt] = 0;
    },
  };
}

/** State at which the device has this conductance, siemens. */
export function vteamState(p: VteamParameters, conductance: number): number {
  return (1 / conductance - p.ron) / (p.roff - p.ron);
}

/** VTEAM cells from these states; `s<label>` is the state's node. */
export function vteamCells(p: VteamParameters, state: Float64Array): DynamicCells {
  return { element: deviceElement(vteam(p), 1, true), spice: vteamNetlist(p, state), state };
}

/** The state is the voltage of a capacitor; 1 ns of it per second of rate keeps the numbers near 1. */
const TIME_SCALE = 1e-9;

function vteamNetlist(p: VteamParameters, state: Float64Array): CellNetlist {
  const n = spiceNumber;
  const clamped = 'min(max(V(s),0),1)';
  const power = 2 * p.window;
  return {
    subcircuits: [
      `* VTEAM memristor, node s: its state
.subckt vteam_cell p n s
brate 0 s i = ${n(TIME_SCALE * p.koff)}*pow(max(V(p,n)/${n(p.voff)}-1,0),${n(p.aoff)})*(1-pow(${clamped},${power}))+${n(TIME_SCALE * p.kon)}*pow(max(V(p,n)/(${n(p.von)})-1,0),${n(p.aon)})*(1-pow(1-${clamped},${power}))
rs s 0 1e24
bm p n i = V(p,n)/(${n(p.ron)}+${n(p.roff - p.ron)}*${clamped})
.ends`,
    ],
    sources: [],
    instance: (cell, label, word, bit) => [`xd${label} ${word} ${bit} s${label} vteam_cell`, `cs${label} s${label} 0 ${n(TIME_SCALE)} ic=${n(state[cell]!)}`],
    stateNode: (label) => `s${label}`,
  };
}
