import { pulseWaveform } from '../../src/stimulus/pulses.js';

const shape = { low: 0, high: 1.8, width: 5e-4 };

test('a pulse rises at its onset and is exactly as wide as asked half-way up', () => {
  expect(pulseWaveform([0.01], shape)).toEqual([
    [0, 0],
    [0.01, 0],
    [0.010001, 1.8],
    [0.0105, 1.8],
    [0.010501, 0],
  ]);
});

test('an event at 0 has no point before it', () => {
  expect(pulseWaveform([0], shape)[0]).toEqual([0, 0]);
  expect(pulseWaveform([0], shape)).toHaveLength(4);
});

test('times ascend strictly', () => {
  const points = pulseWaveform([0, 0.000503, 0.1, 0.3], shape);
  points.slice(1).forEach(([time], index) => expect(time).toBeGreaterThan(points[index]?.[0] ?? Infinity));
});

test('without events the signal rests', () => {
  expect(pulseWaveform([], shape)).toEqual([
    [0, 0],
    [1e-6, 0],
  ]);
});

test.each([[[0.01, 0.0105]], [[0.01, 0.01]], [[0.02, 0.01]], [[-0.001]], [[NaN]], [[Infinity]]])(
  '%p is refused',
  (onsets) => {
    expect(() => pulseWaveform(onsets, shape)).toThrow(RangeError);
  },
);

test('a pulse within its own edge is refused', () => {
  expect(() => pulseWaveform([0.01], { ...shape, width: 1e-6, edge: 1e-6 })).toThrow(RangeError);
  expect(() => pulseWaveform([0.01], { ...shape, edge: 0 })).toThrow(RangeError);
});
