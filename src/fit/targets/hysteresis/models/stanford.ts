import { stanfordRram as device } from '../../../../devices/stanford-rram/index.js';
import { smoothStep } from '../../../../devices/bounded.js';
import { sinhThrough, type DeviceFit, type LoopOutline } from '../device-fit.js';
import { between } from './between.js';
import { bisect, energyAt } from './hopping.js';
import { parameterOf } from './parameter.js';

/** As published (SISPAD 2014). A sweep shows ratios of lengths, and barrier and attempt speed together. */
const FIXED = {
  beta: 0.8,
  g_0: 0.25e-9,
  g_min: 0.2e-9,
  vel: 10,
  e_a: 0.6,
  a_0: 0.25e-9,
  tox: 12e-9,
  f_min: 1.4e9,
  v_sm: 0.3,
  w_g: 0.02e-9,
  t_0: 298,
  c_p: 1e-15,
};
/** By which the gap of the LRS is usually wider than g_min, m. */
const LRS_GAP = 0.15e-9;
/** Where the thermal resistance, K/W, is looked for. */
const HEATING = { usual: 2e3, least: 1e2, most: 1e5 };

/** The branches give the current, the voltage of SET the field enhancement; the thermal resistance is a guess. */
function values(
  { low, set, lowest, highest, largestVoltage, loop }: LoopOutline,
  wild: (spread: number) => number,
  heating: number,
): readonly number[] {
  // The HRS draws too little to lose voltage on its way.
  const v0 = (2 / sinhThrough(low, largestVoltage).argument) * wild(0.1);
  const series = loop.recordings[0]?.series ?? 0;
  const lrs = 1 / Math.max(1 / highest - series, 0.05 / highest);
  const gap = Math.min(Math.max(Math.log(lrs / lowest), 0.5), 20) * FIXED.g_0 * wild(0.05);
  // The field gate: gamma V must pass f_min tox.
  const enhancement = (volts: number, energy: number): number =>
    bisect(
      (gamma) =>
        smoothStep(gamma * volts - FIXED.f_min * FIXED.tox, FIXED.v_sm) * ((gamma * FIXED.a_0) / FIXED.tox) * volts -
        energy,
      0.2,
      90,
    );
  // SET leaves a gap at which the field, behind the series resistance, no longer closes it.
  const rest = LRS_GAP * wild(0.5);
  const open = enhancement(set.volts, energyAt(set, FIXED.e_a, 2 * gap, FIXED.vel, FIXED.t_0));
  const widest = (FIXED.g_min + rest + gap) * 1e9;
  return [
    lrs * v0 * Math.exp((FIXED.g_min + rest) / FIXED.g_0),
    v0,
    FIXED.g_min + rest + gap,
    (open + FIXED.beta * widest ** 3) * wild(0.05),
    heating,
  ];
}

/** Stanford and ASU: the gap follows field and heat; five numbers and the state at the start of each sweep. */
export const stanford: DeviceFit = {
  name: 'stanford-rram',
  summary: 'filamentary RRAM: a tunnelling gap that field and heat close and open',
  device,
  sets: 1,
  fixed: FIXED,
  why:
    'lengths (g_0, g_min, a_0, tox, w_g), attempt speed and field gate (vel, e_a, f_min, v_sm) are the ' +
    'published ones, c_p is 1 fF: a sweep shows only what they do together with i_0, g_max, gamma_0 and ' +
    'r_th; beta, because a gap that nothing ends is only told by the loss of field that comes with it',
  ambient: 't_0',
  example: {
    set: 'stanford-asu',
    changes: { g: 1.55e-9, r_th: 8e3 },
    sweeps: [
      { peaks: [2.2, -2.4], ramp: 4e-3 },
      { peaks: [2.1, -2.3], ramp: 40e-3 },
    ],
    series: 100,
    points: 81,
    spread: 0.05,
  },
  parameters: (outline) => {
    const [i0 = NaN, v0 = NaN, gMax = NaN, gamma = NaN, rth = NaN] = values(outline, () => 1, HEATING.usual);
    return [
      parameterOf(device, 'i_0', { scale: 'log', start: i0, size: 1 }),
      parameterOf(device, 'v_0', { scale: 'log', start: v0, size: 0.3 }),
      parameterOf(device, 'g_max', { scale: 'linear', start: gMax, size: 0.1e-9, min: FIXED.g_min + FIXED.w_g }),
      parameterOf(device, 'gamma_0', { scale: 'log', start: gamma, size: 0.3 }),
      parameterOf(device, 'r_th', { scale: 'log', start: rth, size: 1, min: 1 }),
    ];
  },
  draw: (outline, draws) => values(outline, (spread) => Math.exp(spread * draws.normal()), between(HEATING, draws)),
};
