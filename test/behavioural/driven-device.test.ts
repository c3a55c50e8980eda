import { respond } from '../../src/behavioural/driven-device.js';
import type { DrivenDevice } from '../../src/behavioural/driven-member.js';
import { simulateDevice } from '../../src/behavioural/device-transient.js';
import { ModelError } from '../../src/behavioural/model-error.js';
import type { DeviceModel } from '../../src/devices/device.js';
import { triangle, voltsAt } from '../../src/devices/drive.js';
import { bindSet, findParameterSet, initialState, valuesOf } from '../../src/devices/parameter-set.js';
import { interpolate } from '../../src/waveform/interpolate.js';

/** dx/dt = -rate x + rate v, I = x v: with v = t the state is known in closed form. */
function follower(rate: number): DrivenDevice {
  const model: DeviceModel = {
    current: (v, state, at) => (state[at] ?? NaN) * v,
    conductance: (_v, state, at) => state[at] ?? NaN,
    derivative: (v, state, at, out, outAt) => {
      out[outAt] = rate * (v - (state[at] ?? NaN));
    },
  };
  return { model, start: Float64Array.of(1), walls: [[0, 2]] };
}
/** x(t) for v = t and x(0) = 1. */
const followed = (rate: number, t: number): number => t - 1 / rate + (1 + 1 / rate) * Math.exp(-rate * t);

test.each([0.5, 30, 1e6])('a linear state that follows a ramp with rate %d is that of theory', (rate) => {
  const time = Float64Array.of(0, 0.3, 1);
  const [current] = respond([follower(rate)], { time, volts: time, series: 0 }, 1e-9);
  for (const point of [1, 2])
    expect(
      Math.abs((current?.[point] ?? NaN) / (followed(rate, time[point] ?? NaN) * (time[point] ?? NaN)) - 1),
    ).toBeLessThan(1e-7);
});

test('a tolerance ten thousand times smaller takes about ten times the steps of an order of 4', () => {
  let evaluations = 0;
  const { model, ...rest } = follower(30);
  const counted: DrivenDevice = {
    ...rest,
    model: {
      ...model,
      derivative: (...words) => {
        evaluations += 1;
        model.derivative(...words);
      },
    },
  };
  const time = Float64Array.of(0, 1);
  const cost = (tolerance: number): number => {
    evaluations = 0;
    respond([counted], { time, volts: time, series: 0 }, tolerance);
    return evaluations;
  };
  const growth = cost(1e-11) / cost(1e-7);
  expect(growth).toBeGreaterThan(4);
  expect(growth).toBeLessThan(20);
});

describe.each(['memdiode-tio2', 'vteam-b', 'stanford-asu', 'sky130-reram'])('%s', (name) => {
  const set = findParameterSet(name);
  const bench = set.device.benches.find((one) => one.set === name && one.name.startsWith('loop'))!;
  const stop = bench.drive.at(-1)![0];
  const time = Float64Array.from({ length: 101 }, (_, index) => Number(((stop * index) / 100).toPrecision(12)));
  const volts = time.map((at) => voltsAt(bench.drive, at));
  const device = (changes: Readonly<Record<string, number>> = {}): DrivenDevice => ({
    model: bindSet(set, changes),
    start: initialState(set, bench.changes),
    walls: set.device.states.map(({ range }) => range(valuesOf(set, changes))),
  });

  test('its loop is that of the other integrator', () => {
    const [current] = respond([device()], { time, volts, series: bench.series }, 1e-6);
    const trace = simulateDevice(
      set,
      {
        drive: Array.from(time, (at, point) => [at, volts[point] ?? NaN] as const),
        series: bench.series,
        maxStep: bench.maxStep,
      },
      bench.changes,
    );
    const expected = interpolate(trace.time, trace.current, time);
    time.forEach((_, point) => {
      if (Math.abs(volts[point] ?? NaN) > 0.01)
        expect(Math.abs((current?.[point] ?? NaN) / (expected[point] ?? NaN) - 1)).toBeLessThan(2e-3);
    });
  });

  test('neighbours differ smoothly: a step a thousand times smaller gives the same slope', () => {
    const parameter = Object.keys(set.parameters).find((key) => /^(i_max|r_off|i_0|i_k)$/.test(key)) ?? '';
    const value = set.parameters[parameter] ?? NaN;
    const slope = (step: number): number => {
      const [centre, near] = respond(
        [device(), device({ [parameter]: value * (1 + step) })],
        { time, volts, series: bench.series },
        1e-6,
      );
      return Math.log((near?.[45] ?? NaN) / (centre?.[45] ?? NaN)) / step;
    };
    expect(slope(1e-7) / slope(1e-4)).toBeCloseTo(1, 2);
  });
});

test('in compliance the current is the limit and the device has what is left of the voltage', () => {
  const set = findParameterSet('memdiode-tio2');
  const drive = triangle([1.5, -3], 2.5);
  const time = Float64Array.from({ length: 201 }, (_, index) => (10 * index) / 200);
  const device: DrivenDevice = { model: bindSet(set), start: initialState(set), walls: [[0, 1]] };
  const volts = time.map((at) => voltsAt(drive, at));
  const [free] = respond([device], { time, volts, series: 0 }, 1e-6);
  const [held] = respond([device], { time, volts, series: 0, compliance: time.map(() => 1e-3) }, 1e-6);
  expect(Math.max(...free!.slice(0, 100))).toBeGreaterThan(5e-3);
  expect(Math.max(...held!.slice(0, 100))).toBeCloseTo(1e-3, 9);
  // SET ended early: the device conducts less on the way back.
  expect(held![95]!).toBeLessThan(0.5 * free![95]!);
});

test('equations that give no number are an error, not a hang', () => {
  const broken: DrivenDevice = {
    ...follower(1),
    model: {
      ...follower(1).model,
      derivative: (_v, _state, _at, out, outAt) => {
        out[outAt] = NaN;
      },
    },
  };
  expect(() =>
    respond([broken], { time: Float64Array.of(0, 1), volts: Float64Array.of(0, 1), series: 0 }, 1e-6),
  ).toThrow(ModelError);
});
