import { simulateDevice } from '../../src/behavioural/device-transient.js';
import { findDevice } from '../../src/devices/registry.js';
import { variedExperiment } from '../../src/nonideality/varied-experiment.js';
import { findParameterSet, initialState } from '../../src/devices/parameter-set.js';
import { benches, deviations, references } from './reference.js';

/** The behavioural road against scipy Radau, which had its own equations, drives and measures. */

test('the references are those of the benches', () => {
  expect(Object.keys(references).sort()).toEqual(benches.map(([name]) => name).sort());
});

describe.each(benches)('%s', (name, bench) => {
  const set = findParameterSet(bench.set);
  const reference = references[name];

  test('the reference was made with these numbers', () => {
    const changes = Object.fromEntries(Object.entries(bench.changes ?? {}).filter(([key]) => key in set.parameters));
    const parameters = { ...set.parameters, ...changes };
    for (const [key, value] of Object.entries(parameters))
      expect({ key, value: reference?.parameters[key] }).toEqual({
        key,
        value: expect.closeTo(value, -Math.log10(Math.abs(value) || 1) + 9) as number,
      });
    const start = initialState(set, bench.changes);
    set.device.states.forEach((state, index) =>
      expect(reference?.initial[state.name]).toBeCloseTo(start[index] ?? NaN, 20),
    );
    for (const [mine, theirs] of [
      [bench.drive, reference?.drive],
      [bench.gate, reference?.gate],
    ] as const) {
      expect(mine?.length).toBe(theirs?.length);
      mine?.forEach(([time, volts], index) => {
        expect(Math.abs((theirs?.[index]?.[0] ?? NaN) - time)).toBeLessThanOrEqual(1e-9 * time);
        expect(theirs?.[index]?.[1]).toBeCloseTo(volts, 9);
      });
    }
    expect({ series: reference?.series, set: reference?.set }).toEqual({ series: bench.series, set: bench.set });
    expect(bench.measures.map((measure) => measure.name).sort()).toEqual(Object.keys(reference?.measures ?? {}).sort());
  });

  test('the behavioural model agrees', () => {
    expect(deviations(name, bench, simulateDevice(set, bench, bench.changes))).toEqual([]);
  });
});

test(
  'a phase-change cell behind a resistor at the edge of its threshold switch: seeds that Newton alone did ' +
    'not finish',
  () => {
    const bench = findDevice('pcm').benches.find(({ name }) => name === 'accumulation')!;
    const set = findParameterSet(bench.set);
    for (const seed of [9, 46, 127]) {
      const experiment = variedExperiment({ ...bench, set }, seed);
      const trace = simulateDevice(set, experiment, experiment.changes);
      // The resistor's share and the device's add up to the source.
      trace.time.forEach((_, at) =>
        expect(Math.abs(trace.voltage[at]! + experiment.series * trace.current[at]! - trace.drive[at]!)).toBeLessThan(
          1e-9,
        ),
      );
    }
  },
);

describe('planted defects are found in the behavioural model', () => {
  /** Every device has at least one bench that sees each of these. */
  const devices = [...new Set(benches.map(([name]) => name.split('/')[0] ?? ''))];

  test.each(devices)('%s: polarity swapped', (device) => {
    expect(seen(device, (points) => points.map(([time, volts]) => [time, -volts] as const))).not.toEqual([]);
  });
  test.each(devices)('%s: every rate times 1.2', (device) => {
    expect(
      seen(device, (points) => points, [
        [0, 1.2],
        [1, 1.2],
      ]),
    ).not.toEqual([]);
  });

  function seen(
    device: string,
    drive: (points: readonly (readonly [number, number])[]) => readonly (readonly [number, number])[],
    pace?: readonly (readonly [number, number])[],
  ): string[] {
    return benches
      .filter(([name]) => name.startsWith(`${device}/`))
      .flatMap(([name, bench]) => {
        const stimulus = bench.gate ? { ...bench, gate: drive(bench.gate) } : { ...bench, drive: drive(bench.drive) };
        return deviations(
          name,
          bench,
          simulateDevice(findParameterSet(bench.set), { ...stimulus, ...(pace ? { pace } : {}) }, bench.changes),
        );
      });
  }
});
