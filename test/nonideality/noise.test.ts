import { voltsAt } from '../../src/devices/drive.js';
import { findParameterSet, parameterSets } from '../../src/devices/parameter-set.js';
import { cycleToCycle } from '../../src/nonideality/cycle-to-cycle.js';
import { deviceToDevice } from '../../src/nonideality/device-to-device.js';
import { readNoise } from '../../src/nonideality/read-noise.js';
import { drifted, relaxationAt, relaxed } from '../../src/nonideality/retention.js';
import { telegraphNoise } from '../../src/nonideality/telegraph-noise.js';
import { generator } from '../../src/random/generator.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

test('telegraph noise: dwell times are exponential with the given means, duty follows', () => {
  const trap = { amplitude: 0.2, capture: 60e-6, emission: 20e-6 };
  const points = telegraphNoise(trap, 0.4, generator(1));
  const changes = points.filter((_, index) => index > 0 && index % 2 === 1);
  const dwell = (level: number): number[] =>
    changes.flatMap(([time], index) => {
      const next = changes[index + 1]?.[0];
      return next !== undefined && points[2 * index + 2]?.[1] === level ? [next - time] : [];
    });
  for (const [level, expected] of [
    [1, trap.capture],
    [0.8, trap.emission],
  ] as const) {
    const times = dwell(level);
    const tolerance = (4 * expected) / Math.sqrt(times.length);
    expect(Math.abs(mean(times) - expected)).toBeLessThan(tolerance);
    // Of an exponential distribution the standard deviation is the mean.
    expect(Math.abs(deviation(times) - expected)).toBeLessThan(2 * tolerance);
  }
  const total = (level: number): number => dwell(level).reduce((sum, time) => sum + time, 0);
  expect(total(1) / (total(1) + total(0.8))).toBeCloseTo(0.75, 1);
  expect(new Set(points.map(([, value]) => value))).toEqual(new Set([1, 0.8]));
  points.forEach(([time], index) => {
    if (index > 0) expect(time).toBeGreaterThan(points[index - 1]?.[0] ?? NaN);
  });
});

test('telegraph noise: the covariance falls with 1/capture + 1/emission, as Machlup has it', () => {
  const trap = { amplitude: 1, capture: 3e-3, emission: 1e-3 };
  const points = telegraphNoise(trap, 20, generator(2));
  const step = 0.25e-3;
  const samples: number[] = [];
  let index = 0;
  for (let time = 0; time < 20; time += step) {
    while ((points[index + 1]?.[0] ?? Infinity) <= time) index += 1;
    samples.push(points[index]?.[1] ?? NaN);
  }
  const centre = mean(samples);
  const covariance = (lag: number): number =>
    mean(samples.slice(lag).map((value, at) => (value - centre) * ((samples[at] ?? NaN) - centre)));
  const rate = -Math.log(covariance(2) / covariance(0)) / (2 * step);
  expect(rate / (1 / trap.capture + 1 / trap.emission)).toBeCloseTo(1, 1);
  expect(covariance(0)).toBeCloseTo(0.75 * 0.25, 2);
});

test('read noise has the given deviation at the draws; too much is refused', () => {
  const values = readNoise(0.02, 1e-6, 5e-3, generator(4)).map(([, value]) => value);
  expect(values).toHaveLength(5001);
  expect(Math.abs(deviation(values) / 0.02 - 1)).toBeLessThan(0.04);
  expect(() => readNoise(0.5, 1, 1, generator(1))).toThrow('between 0 and 0.2');
});

test('cycle-to-cycle: one rate per pulse, ln normal, held until the next pulse', () => {
  const starts = Array.from({ length: 2000 }, (_, index) => 1e-6 * (index + 1));
  const pace = cycleToCycle(0.3, starts, generator(5));
  const logs = starts.map((time) => Math.log(voltsAt(pace, time + 0.5e-6)));
  expect(Math.abs(mean(logs))).toBeLessThan((4 * 0.3) / Math.sqrt(2000));
  expect(Math.abs(deviation(logs) / 0.3 - 1)).toBeLessThan(0.07);
  expect(voltsAt(pace, 0.5e-6)).toBe(1);
  expect(voltsAt(pace, 1.1e-6)).toBe(voltsAt(pace, 1.9e-6));
});

test('device-to-device: declared parameters vary by their deviation and stay in bounds; others stay', () => {
  const set = findParameterSet('vteam-b');
  const drawn = Array.from({ length: 2000 }, (_, seed) => deviceToDevice(set, generator(seed)));
  expect(Object.keys(drawn[0] ?? {}).sort()).toEqual(Object.keys(set.deviceToDevice).sort());
  for (const [name, sigma] of Object.entries(set.deviceToDevice)) {
    const logs = drawn.map((changes) => Math.log((changes[name] ?? NaN) / (set.parameters[name] ?? NaN)));
    expect({ name, close: Math.abs(deviation(logs) / sigma - 1) < 0.08 }).toEqual({ name, close: true });
  }
  for (const other of parameterSets()) {
    for (const [name, value] of Object.entries(deviceToDevice(other, generator(1), 20))) {
      const { min = -Infinity, max = Infinity } =
        other.device.parameters.find((parameter) => parameter.name === name) ?? {};
      expect(value >= min && value <= max).toBe(true);
    }
  }
});

test('retention: the power law, and the measured relaxation between its points', () => {
  expect(drifted(10e-6, 1000, 0.05, 1) / 10e-6).toBeCloseTo(Math.pow(1000, -0.05), 12);
  expect(relaxationAt(1)).toEqual({
    mean: expect.closeTo(-0.29e-6, 12) as number,
    deviation: expect.closeTo(2.01e-6, 12) as number,
  });
  const between = relaxationAt(Math.sqrt(0.1));
  expect(between.deviation).toBeCloseTo(0.5 * (1.58e-6 + 2.01e-6), 10);
  const random = generator(6);
  const cells = Array.from({ length: 4000 }, () => relaxed(100e-6, 1e5, random));
  expect(mean(cells) - 100e-6).toBeCloseTo(-1.41e-6, 6);
  expect(Math.abs(deviation(cells) / 3.6e-6 - 1)).toBeLessThan(0.05);
  expect(() => relaxationAt(1e6)).toThrow('no relaxation was measured');
});
