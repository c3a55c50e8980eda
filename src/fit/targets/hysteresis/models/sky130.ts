import { sky130Reram as device } from '../../../../devices/sky130-reram/index.js';
import { sinhThrough, type DeviceFit, type LoopOutline } from '../device-fit.js';
import { between } from './between.js';
import { behind, energyAt } from './hopping.js';
import { parameterOf } from './parameter.js';

/**
 * As the PDK has them: a sweep shows ratios of lengths, barrier and attempt speed together, and heat only when it has
 * settled.
 */
const FIXED = {
  tox: 5e-9,
  f_max: 4.9e-9,
  f_ref: 4.7249e-9,
  vel: 150,
  a_0: 0.25e-9,
  gk_0: 16.5,
  gk_1: -1.25,
  tau_th: 0.23e-9,
  t_0: 300,
  w_f: 0.02e-9,
  p_max: 2e-3,
  c_p: 1e-15,
};
/** Where the thermal resistance, K/W, is looked for. */
const HEATING = { usual: 7e5, least: 1e5, most: 4e6 };

/**
 * The branches give the current; the switching voltages give both barriers, for a field enhancement and a thermal
 * resistance.
 */
function values(
  { low, high, set, reset, largestVoltage, loop }: LoopOutline,
  wild: (spread: number) => number,
  heating: number,
): readonly number[] {
  const length = FIXED.tox - FIXED.f_ref;
  const [hrs, lrs] = [sinhThrough(low, largestVoltage), sinhThrough(high, largestVoltage)];
  const series = loop.recordings[0]?.series ?? 0;
  const vref = (2 / hrs.argument) * wild(0.15);
  const on = 2 * lrs.scale * wild(0.3);
  const way = Math.min(Math.max(Math.log(Math.max(on / (2 * hrs.scale), 1.5)), 0.5), 15) * length * wild(0.1);
  const current = (v: number): number => on * Math.sinh(Math.min(v / vref, 12));
  const inside = behind(reset.volts, series, current);
  const hot = FIXED.t_0 + Math.min(heating * inside * current(inside), 1200);
  const lowering = (gap: number, volts: number): number =>
    (((FIXED.gk_0 + FIXED.gk_1 * (gap * 1e9) ** 3) * FIXED.a_0) / FIXED.tox) * volts;
  const closed = FIXED.tox - FIXED.f_max;
  // energyAt adds as much to any barrier, nearly.
  const barrier = (energy: number, seen: LoopOutline['set'], temperature: number): number =>
    2 * energy - energyAt(seen, energy, way, FIXED.vel, temperature);
  const growth = barrier(lowering(closed + way, set.volts), set, FIXED.t_0);
  const dissolution = barrier(lowering(closed, inside), { ...reset, volts: inside }, hot);
  return [on * Math.exp(closed / length), vref, FIXED.f_max - way, growth, dissolution, FIXED.tau_th / heating];
}

/** The ReRAM of sky130: six numbers and the state at the start of each sweep. */
export const sky130: DeviceFit = {
  name: 'sky130-reram',
  summary: 'the filament of the SkyWater ReRAM: barriers of growth and dissolution, heated by the current',
  device,
  sets: 1,
  fixed: FIXED,
  why:
    'lengths (tox, f_max, f_ref, a_0, w_f), attempt speed (vel), gk_0, gk_1 and tau_th are those of the ' +
    'PDK, c_p is 1 fF: a sweep shows only what they do together with i_k, f_min, the barriers and c_th',
  ambient: 't_0',
  // Barrier and heat are told apart by the speed of the sweep and by the points around a RESET: with half as many
  // points nothing but the last one before it does.
  example: {
    set: 'sky130-reram',
    changes: { f: 3.4e-9 },
    sweeps: [
      { peaks: [2.6, -2.6], ramp: 1e-3 },
      { peaks: [2.5, -2.5], ramp: 100e-3 },
    ],
    series: 5e3,
    points: 161,
    spread: 0.05,
  },
  parameters: (outline) => {
    const [ik = NaN, vref = NaN, fMin = NaN, eg = NaN, er = NaN, cth = NaN] = values(outline, () => 1, HEATING.usual);
    return [
      parameterOf(device, 'i_k', { scale: 'log', start: ik, size: 1 }),
      parameterOf(device, 'v_ref', { scale: 'log', start: vref, size: 0.3 }),
      parameterOf(device, 'f_min', { scale: 'linear', start: fMin, size: 0.1e-9, max: FIXED.f_max - FIXED.w_f }),
      parameterOf(device, 'e_g', { scale: 'linear', start: eg, size: 0.1 }),
      parameterOf(device, 'e_r', { scale: 'linear', start: er, size: 0.1 }),
      parameterOf(device, 'c_th', { scale: 'log', start: cth, size: 1 }),
    ];
  },
  draw: (outline, draws) => values(outline, (spread) => Math.exp(spread * draws.normal()), between(HEATING, draws)),
};
