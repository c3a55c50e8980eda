import { noiseGrid } from '../../src/nonideality/noise-grid.js';
import {
  drawTransistorNoise,
  flickerNoise,
  shotNoiseDensity,
  type QuietTransistor,
} from '../../src/nonideality/transistor-noise.js';
import { namedGenerator } from '../../src/random/generator.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2));

/**
 * Density at one frequency (Hz) of values a time `step` (s) apart, one-sided: the periodogram averaged over segments.
 */
function density(values: Float64Array, step: number, frequency: number, segments: number): number {
  const length = Math.floor(values.length / segments);
  return mean(
    Array.from({ length: segments }, (_, segment) => {
      let [real, imaginary, power] = [0, 0, 0];
      for (let index = 0; index < length; index++) {
        const window = Math.sin((Math.PI * (index + 0.5)) / length) ** 2;
        const value = window * (values[segment * length + index] ?? NaN);
        real += value * Math.cos(2 * Math.PI * frequency * index * step);
        imaginary += value * Math.sin(2 * Math.PI * frequency * index * step);
        power += window * window;
      }
      return (2 * step * (real * real + imaginary * imaginary)) / power;
    }),
  );
}

const quiet = (grid: Float64Array, current = 10e-12): QuietTransistor => ({
  transistor: { instance: 'x', device: 'mtau', path: 'xdut.x_x.mtau', polarity: 'pfet', area: 10e-12 },
  current: new Float64Array(grid.length - 1).fill(current),
  density: new Float64Array(grid.length - 1).fill(shotNoiseDensity(current, 0.5, 27)),
});

test('shot noise is 2qI in saturation and 4kTg between equal voltages', () => {
  expect(shotNoiseDensity(10e-12, 0.5, 27) / (2 * 1.602176634e-19 * 10e-12)).toBeCloseTo(1, 7);
  const conductance = 1e-9;
  expect(shotNoiseDensity(conductance * 1e-6, 1e-6, 27) / (4 * 1.380649e-23 * 300.15 * conductance)).toBeCloseTo(1, 6);
  expect(shotNoiseDensity(-10e-12, -0.5, 27)).toBe(shotNoiseDensity(10e-12, 0.5, 27));
  expect(shotNoiseDensity(0, 0, 27)).toBe(0);
});

test('the grid has a boundary at every switching and no interval much longer than asked for', () => {
  const grid = noiseGrid(0.1, 1e-3, [0.01, 0.0105, 0.0105, 0.2]);
  expect(grid[0]).toBe(0);
  expect(grid.at(-1)).toBe(0.1);
  expect([...grid]).toEqual(expect.arrayContaining([0.01, 0.0105]));
  const widths = [...grid].slice(1).map((end, index) => end - (grid[index] ?? NaN));
  expect(Math.min(...widths)).toBeGreaterThan(4e-4);
  expect(Math.max(...widths)).toBeLessThan(1.25e-3 + 1e-12);
  expect(() => noiseGrid(1, 0, [])).toThrow('noise in intervals of 0 s');
});

test('thermal noise has its density whatever the width of the intervals', () => {
  const grid = Float64Array.from({ length: 20_001 }, (_, index) => Math.floor(index / 2) * 1e-3 + (index % 2) * 0.2e-3);
  const noise = drawTransistorNoise(quiet(grid), grid, { thermal: true, traps: [] }, 1, 1);
  for (const [parity, width] of [
    [0, 0.2e-3],
    [1, 0.8e-3],
  ] as const) {
    // What is left out (1 % of the whole, the quietest first) is zero here, not quieter.
    const kept = [...noise].filter((value, index) => index % 2 === parity && value !== 0);
    expect(kept.length).toBeGreaterThan(9400);
    // sqrt(2 / 10000) is 1.4 %.
    expect(Math.abs((variance(kept) * 2 * width) / shotNoiseDensity(10e-12, 0.5, 27) - 1)).toBeLessThan(0.06);
  }
});

test('flicker noise: strength / f over three decades, and its slope is -1', () => {
  const [step, strength] = [1e-3, 1e-6];
  const grid = Float64Array.from({ length: 65_537 }, (_, index) => index * step);
  const values = flickerNoise(strength, grid, namedGenerator('flicker'));
  const frequencies = [0.3, 1, 3, 10, 30, 100];
  const relative = frequencies.map((frequency) => (density(values, step, frequency, 16) * frequency) / strength);
  // 16 segments: 25 % each.
  for (const ratio of relative) expect(Math.abs(ratio - 1)).toBeLessThan(0.75);
  expect(Math.abs(mean(relative) - 1)).toBeLessThan(0.2);
  const logs = frequencies.map((frequency, index) => [Math.log(frequency), Math.log(relative[index] ?? NaN)] as const);
  const [x, y] = [mean(logs.map(([f]) => f)), mean(logs.map(([, s]) => s))];
  const slope =
    logs.reduce((sum, [f, s]) => sum + (f - x) * (s - y), 0) / logs.reduce((sum, [f]) => sum + (f - x) ** 2, 0);
  expect(Math.abs(slope)).toBeLessThan(0.1);
});

test('a trap takes its share of the current for its share of the time', () => {
  const grid = Float64Array.from({ length: 40_001 }, (_, index) => index * 1e-3);
  const trap = { transistor: 'x.mtau', amplitude: 0.1, capture: 60e-3, emission: 20e-3 };
  const noise = [...drawTransistorNoise(quiet(grid), grid, { thermal: false, traps: [trap] }, 1, 1)];
  expect(Math.min(...noise)).toBeCloseTo(-1e-12, 18);
  expect(Math.max(...noise)).toBeCloseTo(0, 18);
  // Occupied for 20 of 80 ms; 500 cycles: 4 % of it.
  expect(Math.abs(mean(noise) / -0.25e-12 - 1)).toBeLessThan(0.15);
  expect(
    [
      ...drawTransistorNoise(quiet(grid), grid, { thermal: false, traps: [{ ...trap, transistor: 'y.mtau' }] }, 1, 1),
    ].every((value) => value === 0),
  ).toBe(true);
});

test('a draw belongs to seed, run and transistor', () => {
  const grid = Float64Array.from({ length: 11 }, (_, index) => index * 1e-3);
  const draw = (seed: number, run: number): number[] => [
    ...drawTransistorNoise(quiet(grid), grid, { thermal: true, flicker: 1e-19, traps: [] }, seed, run),
  ];
  expect(draw(1, 1)).toEqual(draw(1, 1));
  expect(draw(1, 2)).not.toEqual(draw(1, 1));
  expect(draw(2, 1)).not.toEqual(draw(1, 1));
});
