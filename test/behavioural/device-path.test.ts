import { DevicePath } from '../../src/behavioural/device-path.js';
import type { DrivenDevice } from '../../src/behavioural/driven-member.js';
import type { DeviceModel } from '../../src/devices/device.js';

/** dx/dt = -rate x + rate v: with v = t the state is known in closed form. */
const rate = 8;
const model: DeviceModel = {
  current: (v, state, at) => (state[at] ?? NaN) * v,
  conductance: (_v, state, at) => state[at] ?? NaN,
  derivative: (v, state, at, out, outAt) => {
    out[outAt] = rate * (v - (state[at] ?? NaN));
  },
};
const follower: DrivenDevice = { model, start: Float64Array.of(1), walls: [[0, 2]] };
const followed = (t: number): number => t - 1 / rate + (1 + 1 / rate) * Math.exp(-rate * t);
const time = Float64Array.of(0, 0.3, 1);
const path = new DevicePath(follower, { time, volts: time, series: 0 }, 1e-8);
const state = new Float64Array(1);

test('between its steps the path is that of theory, too', () => {
  for (let t = 0.01; t < 1; t += 0.013)
    expect(Math.abs((path.at(t, state)[0] ?? NaN) - followed(t))).toBeLessThan(1e-6);
  expect(path.at(0, state)[0]).toBe(1);
  expect(path.at(2, state)[0]).toBeCloseTo(followed(1), 7);
});

test('a crossing is found where theory has it, and only where it rises within the range', () => {
  // The state falls from 1, turns, and rises: it is 0.7 twice, and below it between.
  const level = (at: Float64Array): number => (at[0] ?? NaN) - 0.7;
  const up = path.rises(level, 0.2, 1) ?? NaN;
  expect(followed(up)).toBeCloseTo(0.7, 6);
  const down = path.rises((at) => -level(at), 0, 1) ?? NaN;
  expect(followed(down)).toBeCloseTo(0.7, 6);
  expect(down).toBeLessThan(0.2);
  expect(path.rises(level, 0.2, up - 1e-3)).toBeUndefined();
  expect(path.rises(level, 0, 1)).toBeUndefined();
});
