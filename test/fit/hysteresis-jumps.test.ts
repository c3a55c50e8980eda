import { joinTables } from '../../src/fit/data/table.js';
import { featuresOf } from '../../src/fit/targets/hysteresis/features.js';
import { hysteresis } from '../../src/fit/targets/hysteresis/index.js';
import { jumpsOf, type Jump } from '../../src/fit/targets/hysteresis/jumps.js';
import { readLoop, type Loop } from '../../src/fit/targets/hysteresis/loop.js';
import type { FitProblem } from '../../src/fit/problem.js';

const modelOf = (name: string) => hysteresis.models.find((model) => model.name === name)!;
const dataOf = (name: string, seed = 1) =>
  joinTables([{ file: 'loop.csv', text: modelOf(name).synthetic!(seed).csv }], hysteresis.columns, {
    map: [],
    keep: [],
    holdOut: [],
  });
const loopOf = (name: string): Loop => readLoop(dataOf(name));
const jumpsIn = (loop: Loop): Jump[] => loop.recordings.flatMap((recording) => [...jumpsOf(recording, loop.floor)]);

test('SET and RESET of filaments are jumps between two points; a memdiode has none', () => {
  const loop = loopOf('sky130-reram');
  const jumps = jumpsIn(loop);
  expect(
    jumps.map(({ sense, volts }) => `${sense > 0 ? 'SET' : 'RESET'} at ${volts > 0 ? 'positive' : 'negative'} voltage`),
  ).toEqual([
    'SET at positive voltage',
    'RESET at negative voltage',
    'SET at positive voltage',
    'RESET at negative voltage',
  ]);
  for (const { level, sense, before, time } of jumps.slice(0, 2)) {
    const { current, time: times } = loop.recordings[0]!;
    const [first, second] = [Math.abs(current[before]!), Math.abs(current[before + 1]!)];
    expect(Math.min(first, second)).toBeLessThan(level);
    expect(Math.max(first, second)).toBeGreaterThan(level);
    expect(sense).toBe(second > first ? 1 : -1);
    expect(time).toBeGreaterThan(times[before]!);
    expect(time).toBeLessThan(times[before + 1]!);
  }
  expect(jumpsIn(loopOf('memdiode'))).toEqual([]);
});

test('a point within the switching, or held out beside it, leaves no jump', () => {
  const loop = loopOf('sky130-reram');
  const [recording] = loop.recordings;
  const [jump] = jumpsOf(recording!, loop.floor);
  const between = recording!.current.slice();
  between[jump!.before] = Math.sign(between[jump!.before]!) * jump!.level;
  expect(
    jumpsOf({ ...recording!, current: between }, loop.floor).some(({ before }) => Math.abs(before - jump!.before) <= 1),
  ).toBe(false);
  const use = recording!.use.map((kind, point) => (point === jump!.before ? 'predict' : kind));
  expect(jumpsOf({ ...recording!, use }, loop.floor)).toHaveLength(1);
});

test('a jump whose end a point still shows is a jump', () => {
  const loop = loopOf('sky130-reram');
  const [recording] = loop.recordings;
  const [jump] = jumpsOf(recording!, loop.floor);
  const current = recording!.current.slice();
  const conductance = (point: number): number => current[point]! / recording!.volts[point]!;
  // Of the way from one point to the next but one, a fifth is left.
  current[jump!.before + 1] =
    recording!.volts[jump!.before + 1]! *
    conductance(jump!.before) *
    (conductance(jump!.before + 2) / conductance(jump!.before)) ** 0.8;
  expect(jumpsOf({ ...recording!, current }, loop.floor)[0]?.before).toBe(jump!.before);
});

test('features tell the scatter of the data, jumps or not', () => {
  for (const name of ['sky130-reram', 'memdiode']) {
    const scatter = featuresOf(loopOf(name), () => 0).scatter * Math.LN10;
    expect(scatter).toBeGreaterThan(0.02);
    expect(scatter).toBeLessThan(0.06);
  }
});

describe.each(['sky130-reram', 'stanford-rram'])('%s', (name) => {
  const { truth } = modelOf(name).synthetic!(1);
  const problem: FitProblem = modelOf(name).plan(dataOf(name)).problems[0]!;
  const at = (factors: Readonly<Record<string, number>> = {}): Float64Array =>
    Float64Array.from(problem.parameters, (parameter) => truth[parameter.name]! * (factors[parameter.name] ?? 1));
  const points = problem.observed.length;
  const barrier = name === 'sky130-reram' ? 'e_g' : 'gamma_0';

  test('at the truth nothing but scatter is left, and every jump is where the data have it', () => {
    const left = problem.residuals(at());
    expect(left).toHaveLength(points + problem.landmarks!);
    expect(Math.max(...left.subarray(0, points).map(Math.abs))).toBeLessThan(0.07);
    // Half an interval, in the size of a point's residual: sqrt(12) / 2 scatters.
    expect(Math.max(...left.subarray(points).map(Math.abs))).toBeLessThan(0.03 * Math.sqrt(12));
    expect(problem.landmarks).toBe(4);
  });

  test('a jump some intervals away moves its own residual, and no point by decades', () => {
    // Towards weaker fields: SET comes later.
    const away = problem.residuals(at({ [barrier]: name === 'sky130-reram' ? 1.1 : 0.88 }));
    const wrong = problem
      .predict(at({ [barrier]: name === 'sky130-reram' ? 1.1 : 0.88 }))
      .map((value, point) => Math.abs(Math.log10(value / problem.observed[point]!)));
    expect(Math.max(...wrong)).toBeGreaterThan(0.5);
    expect(Math.max(...away.subarray(0, points).map(Math.abs))).toBeLessThan(0.4 * Math.max(...wrong));
    expect(Math.max(...away.subarray(points).map(Math.abs))).toBeGreaterThan(0.03);
  });

  test('the residuals are smooth: slopes over two distances agree', () => {
    const slope = (share: number): number[] =>
      [...problem.residuals(at({ [barrier]: 1 + share }))].map(
        (value, index) => (value - problem.residuals(at({ [barrier]: 1 - share }))[index]!) / (2 * share),
      );
    const [near, far] = [slope(5e-4), slope(2e-3)];
    const size = Math.hypot(...near);
    expect(Math.hypot(...near.map((value, index) => value - far[index]!)) / size).toBeLessThan(0.1);
  });
});
