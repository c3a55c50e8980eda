import {
  conductanceRange,
  freshStates,
  memoryShare,
  READ_VOLTAGE,
  readConductances,
  statesAt,
} from '../../src/crossbar/cells/device-state.js';
import { deviceElement, stateScale } from '../../src/crossbar/cells/device.js';
import { DynamicSeriesElement, SeriesElement } from '../../src/crossbar/cells/series.js';
import { sinhCells, sinhVoltage } from '../../src/crossbar/cells/sinh.js';
import { transistorCells } from '../../src/crossbar/cells/transistor.js';
import { bindSet, findParameterSet, initialState, parameterSets } from '../../src/devices/parameter-set.js';

const twoTerminal = parameterSets().filter(({ device }) => !device.ports[2]);

test.each(twoTerminal.map((set) => [set.name, set] as const))(
  '%s: an array of one cell conducts and moves as the device does',
  (_name, set) => {
    const element = deviceElement(set);
    const { perVolt } = stateScale(set);
    const state = freshStates(set, 1);
    const [current, conductance, rate] = [new Float64Array(1), new Float64Array(1), new Float64Array(perVolt.length)];
    const voltages = { word: Float64Array.of(0.9), bit: Float64Array.of(0.2) };
    element.evaluate(voltages, state, { current, conductance });
    element.rate(voltages, state, rate);
    const model = bindSet(set);
    const physical = initialState(set);
    const expected = new Float64Array(perVolt.length);
    const v = 0.9 - 0.2;
    model.derivative(v, physical, 0, expected, 0);
    expect(current[0]! / model.current(v, physical, 0)).toBeCloseTo(1, 9);
    expect(conductance[0]! / model.conductance(v, physical, 0)).toBeCloseTo(1, 9);
    expected.forEach((value, at) =>
      expect(Math.abs(rate[at]! - value / perVolt[at]!)).toBeLessThanOrEqual(
        1e-9 * Math.abs(value / perVolt[at]!) + 1e-30,
      ),
    );
    // `ohmic` is what the solver trusts: one linear solve, or Newton's method.
    const doubled = model.current(2 * v, physical, 0) / model.current(v, physical, 0);
    if (set.device.ohmic) expect(doubled).toBeCloseTo(2, 12);
    else expect(Math.abs(doubled - 2)).toBeGreaterThan(1e-3);
  },
);

test.each(twoTerminal.map((set) => [set.name, set] as const))(
  '%s: the states of a conductance read back as it',
  (_name, set) => {
    const [low, high] = conductanceRange(set);
    expect(high / low).toBeGreaterThan(2);
    for (const share of [0.01, 0.5, 0.99]) {
      const wanted = low * (high / low) ** share;
      const state = statesAt(set, wanted);
      expect(readConductances(set, state)[0]! / wanted).toBeCloseTo(1, 9);
      const memory = memoryShare(set, state)[0]!;
      expect(memory).toBeGreaterThanOrEqual(0);
      expect(memory).toBeLessThanOrEqual(1);
    }
  },
);

test.each(twoTerminal.map((set) => [set.name, set] as const))(
  '%s: nothing moves by a thousandth while it is read for 100 ns',
  (_name, set) => {
    const state = statesAt(set, Math.sqrt(conductanceRange(set).reduce((a, b) => a * b)));
    const rate = new Float64Array(state.length);
    deviceElement(set).rate({ word: Float64Array.of(READ_VOLTAGE), bit: Float64Array.of(0) }, state, rate);
    const { low, high } = stateScale(set);
    expect(Math.abs(rate[0]! * 100e-9) / (high[0]! - low[0]!)).toBeLessThan(1e-3);
  },
);

test.each(twoTerminal.map((set) => [set.name, set] as const))(
  '%s: the current at a nanovolt is the conductance times it',
  (_name, set) => {
    // Where a difference of exponentials was all rounding error, arrays behind 200 ohm and more did not settle at the
    // end of a pulse.
    const element = deviceElement(set);
    const response = { current: new Float64Array(1), conductance: new Float64Array(1) };
    element.evaluate({ word: Float64Array.of(1e-9), bit: Float64Array.of(0) }, freshStates(set, 1), response);
    expect(response.current[0]! / (1e-9 * response.conductance[0]!)).toBeCloseTo(1, 6);
  },
);

test('a phase-change cell behind a selector finds its inner node along the whole edge of its threshold switch', () => {
  // Newton's method alone goes to and fro between both sides of the edge.
  const set = findParameterSet('pcm-generic');
  const access = sinhCells(Float64Array.of(1e-6), sinhVoltage(1, 1000), 'xs');
  const element = new DynamicSeriesElement(deviceElement(set), access.element, 1);
  const response = { current: new Float64Array(1), conductance: new Float64Array(1) };
  const state = freshStates(set, 1);
  let last = 0;
  for (let volts = 0; volts <= 2; volts += 1e-3) {
    element.evaluate({ word: Float64Array.of(volts), bit: Float64Array.of(0) }, state, response);
    expect(response.current[0]).toBeGreaterThanOrEqual(last);
    last = response.current[0]!;
  }
  expect(last).toBeGreaterThan(1e-6);
});

test.each([1.2, -1.2, 0.05])('1T1R at %f V: both conductances are the slopes of the current', (volts) => {
  const gates = [2.5, 0.6, 0];
  const access = transistorCells({ threshold: 0.5, slope: 1.3, beta: 1e-3, temperature: 27 }, gates, 1);
  const element = new SeriesElement(sinhCells(Float64Array.of(1e-5, 1e-5, 1e-5), 0.4).element, access.element, 3);
  const base = volts < 0 ? -volts : 0.3;
  const at = (word: number, bit: number) => {
    const response = {
      current: new Float64Array(3),
      conductance: new Float64Array(3),
      bitConductance: new Float64Array(3),
    };
    element.evaluate(
      { word: new Float64Array(3).fill(word), bit: new Float64Array(3).fill(bit) },
      new Float64Array(0),
      response,
    );
    return response;
  };
  const [word, bit] = [base + volts, base];
  const here = at(word, bit);
  const step = 1e-5;
  const slopes = [at(word + step, bit), at(word - step, bit), at(word, bit + step), at(word, bit - step)].map(
    ({ current }) => current,
  );
  for (const cell of gates.keys()) {
    const noise = (1e-9 * Math.abs(here.current[cell]!)) / step;
    expect(Math.abs((slopes[0]![cell]! - slopes[1]![cell]!) / (2 * step) - here.conductance[cell]!)).toBeLessThan(
      1e-4 * here.conductance[cell]! + noise,
    );
    expect(Math.abs((slopes[3]![cell]! - slopes[2]![cell]!) / (2 * step) - here.bitConductance[cell]!)).toBeLessThan(
      1e-4 * here.bitConductance[cell]! + noise,
    );
  }
  // What makes them gated: they differ by far more than that where the transistor saturates.
  if (volts === 1.2) expect(here.bitConductance[1]! / here.conductance[1]!).toBeGreaterThan(10);
});

test('a device with a gate is refused', () => {
  expect(() => stateScale(findParameterSet('fefet-nls'))).toThrow(/fefet has three terminals/);
});
