import { vteam as device } from '../../../../devices/vteam/index.js';
import type { DeviceFit, LoopOutline } from '../device-fit.js';
import { parameterOf } from './parameter.js';

const PATH = 3e-9;

/**
 * Thresholds somewhat below the switching voltages; speeds that take the state through within the time the voltage
 * needs from there on.
 */
function values(
  { lowest, highest, set, reset }: LoopOutline,
  wild: (spread: number) => number,
  exponents: readonly [number, number],
  thresholds: readonly [number, number],
): readonly number[] {
  const speed = ({ volts, rate }: LoopOutline['set'], exponent: number, share: number): number => {
    const excess = 1 / share - 1;
    // s moves by 1 while the voltage rises from the threshold to where switching was seen: the integral of excess^a
    // over time.
    return (PATH * (exponent + 1) * rate) / (share * volts * excess ** (exponent + 1));
  };
  return [
    (1 / highest) * wild(0.2),
    (1 / lowest) * wild(0.2),
    speed(set, exponents[0], thresholds[0]) * wild(0.7),
    speed(reset, exponents[1], thresholds[1]) * wild(0.7),
    exponents[0],
    exponents[1],
    -thresholds[0] * set.volts,
    thresholds[1] * reset.volts,
  ];
}

/** VTEAM: resistances of both ends, and threshold, speed and exponent of each direction. */
export const vteam: DeviceFit = {
  name: 'vteam',
  summary: 'memristor with voltage thresholds, linear in the state',
  device,
  // A positive voltage moves s towards r_off.
  sets: -1,
  fixed: { d: PATH, p_w: 10, iv: 0, c_p: 1e-15 },
  why: 'd is 3 nm, because only k/d acts on a current; p_w is 10, iv 0 and c_p 1 fF',
  asSize: ['k_on'],
  // With half as many points the numbers of SET lean by half a standard error.
  example: {
    set: 'vteam-b',
    changes: {},
    sweeps: [
      { peaks: [1.4, -1.4], ramp: 250e-9 },
      { peaks: [1.2, -1.2], ramp: 25e-6 },
    ],
    series: 1e3,
    points: 161,
    spread: 0.05,
  },
  parameters: (outline) => {
    const [rOn = NaN, rOff = NaN, kOn = NaN, kOff = NaN, aOn = NaN, aOff = NaN, vOn = NaN, vOff = NaN] = values(
      outline,
      () => 1,
      [2, 2],
      [0.7, 0.7],
    );
    return [
      parameterOf(device, 'r_on', { scale: 'log', start: rOn, size: 1 }),
      parameterOf(device, 'r_off', { scale: 'log', start: rOff, size: 1 }),
      parameterOf(device, 'k_on', { scale: 'log', start: kOn, size: 1, min: 1e-20 }, true),
      parameterOf(device, 'k_off', { scale: 'log', start: kOff, size: 1, min: 1e-20 }),
      parameterOf(device, 'a_on', { scale: 'log', start: aOn, size: 1, naturalBounds: true }),
      parameterOf(device, 'a_off', { scale: 'log', start: aOff, size: 1, naturalBounds: true }),
      parameterOf(device, 'v_on', { scale: 'linear', start: vOn, size: 0.1 * outline.largestVoltage }),
      parameterOf(device, 'v_off', { scale: 'linear', start: vOff, size: 0.1 * outline.largestVoltage }),
    ];
  },
  draw: (outline, draws) => {
    const exponent = (): number => 1 + 5 * draws.uniform();
    const share = (): number => 0.3 + 0.6 * draws.uniform();
    return values(outline, (spread) => Math.exp(spread * draws.normal()), [exponent(), exponent()], [share(), share()]);
  },
};
