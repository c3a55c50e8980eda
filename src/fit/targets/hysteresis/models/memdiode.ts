import { memdiode as device } from '../../../../devices/memdiode/index.js';
import { sinhBehind, sinhThrough, type DeviceFit, type LoopOutline } from '../device-fit.js';
import { between } from './between.js';
import { parameterOf } from './parameter.js';

/** Rates grow by e within this share of the switching voltage, more or less: where acceleration is looked for. */
const ACCELERATION = { usual: 15, least: 3, most: 80 };

/**
 * The branches give the diodes, the switching voltages the rest; v_set and v_res follow from the acceleration, because
 * SET ends where its rate times the time per e-fold is 1.
 */
function values(
  { low, high, set, reset, lowest, largestVoltage, largestCurrent }: LoopOutline,
  wild: (spread: number) => number,
  etas: readonly [number, number],
): readonly number[] {
  const [hrs, lrs] = [sinhThrough(low, largestVoltage), sinhBehind(high, largestVoltage)];
  const [etaS, etaR] = [etas[0] / set.volts, etas[1] / reset.volts];
  const at = ({ volts, rate }: LoopOutline['set'], eta: number): number => volts - Math.log(eta * rate) / eta;
  return [
    hrs.scale * wild(0.3),
    lrs.scale * wild(0.3),
    hrs.argument * wild(0.2),
    lrs.argument * wild(0.2),
    at(set, etaS) + 0.1 * set.volts * Math.log(wild(1)),
    -Math.max(at(reset, etaR) + 0.1 * reset.volts * Math.log(wild(1)), 0.011),
    etaS,
    etaR,
    0.5 + 0.1 * Math.log(wild(1)),
    Math.max(lrs.resistance, (0.01 * largestVoltage) / largestCurrent) * wild(0.5),
    0.02 * lowest * wild(1),
  ];
}

const steady = (): number => 1;

/** Dynamic memdiode: eleven numbers and the state at the start of each sweep. */
export const memdiode: DeviceFit = {
  name: 'memdiode',
  summary: 'dynamic memdiode: two opposed diodes whose size remembers',
  device,
  sets: 1,
  fixed: { c_p: 1e-14 },
  why: 'c_p is 10 fF: sweeps of seconds do not show it',
  example: {
    set: 'memdiode-tio2',
    changes: { r_s: 8, g_leak: 4e-5, v_res: -1.4, eta_r: 3, b: 0.42, h: 0.01 },
    sweeps: [{ peaks: [1.4, -2.4], ramp: 2.5 }],
    series: 0,
    points: 81,
    spread: 0,
  },
  parameters: (outline) => {
    const [
      iMin = NaN,
      iMax = NaN,
      aMin = NaN,
      aMax = NaN,
      vSet = NaN,
      vRes = NaN,
      etaS = NaN,
      etaR = NaN,
      b = NaN,
      rs = NaN,
      leak = NaN,
    ] = values(outline, steady, [ACCELERATION.usual, ACCELERATION.usual / 2]);
    const volt = 0.1 * outline.largestVoltage;
    return [
      parameterOf(device, 'i_min', { scale: 'log', start: iMin, size: 1 }),
      parameterOf(device, 'i_max', { scale: 'log', start: iMax, size: 1 }),
      parameterOf(device, 'a_min', { scale: 'log', start: aMin, size: 1 }),
      parameterOf(device, 'a_max', { scale: 'log', start: aMax, size: 1 }),
      parameterOf(device, 'v_set', { scale: 'linear', start: vSet, size: volt }),
      parameterOf(device, 'v_res', { scale: 'linear', start: vRes, size: volt }),
      parameterOf(device, 'eta_s', { scale: 'log', start: etaS, size: 1 }),
      parameterOf(device, 'eta_r', { scale: 'log', start: etaR, size: 1 }),
      parameterOf(device, 'b', { scale: 'linear', start: b, size: 0.1, naturalBounds: true }),
      parameterOf(device, 'r_s', {
        scale: 'linear',
        start: rs,
        size: (0.1 * outline.largestVoltage) / outline.largestCurrent,
        naturalBounds: true,
      }),
      parameterOf(device, 'g_leak', { scale: 'linear', start: leak, size: 0.1 * outline.lowest, naturalBounds: true }),
    ];
  },
  draw: (outline, draws) =>
    values(outline, (spread) => Math.exp(spread * draws.normal()), [
      between(ACCELERATION, draws),
      between(ACCELERATION, draws),
    ]),
};
