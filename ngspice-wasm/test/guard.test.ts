import type { Analysis } from '../src/analysis.js';
import { checkPlot, pickVectors, Rejection } from '../src/guard.js';
import type { Plot, Vector } from '../src/vectors.js';

const vector = (name: string, values: number[], imaginary?: number[]): Vector => ({
  name,
  quantity: 'voltage',
  values: Float64Array.from(values),
  ...(imaginary ? { imaginary: Float64Array.from(imaginary) } : {}),
});

const plot = (axis: number[] | undefined, ...vectors: Vector[]): Plot => ({
  ...(axis ? { axis: { name: 'time', quantity: 'time', values: Float64Array.from(axis) } } : {}),
  vectors: new Map(vectors.map((one) => [one.name, one])),
});

/** The kind and the words of a rejection; `accepted` when there is none. */
function verdictOn(check: () => unknown): string {
  try {
    check();
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return `${error.kind}: ${error.message}`;
    throw error;
  }
}

const TRAN: Analysis = { kind: 'tran', step: 1, stop: 3 };
const flat = (points: number): number[] => Array.from({ length: points }, () => 1);

describe('vectors that were asked for', () => {
  const all = plot([0, 1], vector('v(a)', [1, 2]), vector('v(b)', [3, 4]), vector('i(v1)', [5, 6]));

  test('come in the order of the list, by any spelling, and nothing else does', () => {
    expect([...pickVectors(all, ['V1#branch', 'B']).keys()]).toEqual(['i(v1)', 'v(b)']);
    expect(pickVectors(all, ['v(b)']).get('v(b)')).toBe(all.vectors.get('v(b)'));
  });

  test('are all of them when no list is given', () => {
    expect(pickVectors(all, undefined)).toBe(all.vectors);
  });

  test('that are missing are named, with what there is', () => {
    expect(verdictOn(() => pickVectors(all, ['v(x)', 'v(a)', 'i(r1)']))).toBe(
      'missing-vector: the circuit has no v(x), i(r1); the result has v(a), v(b), i(v1)',
    );
    try {
      pickVectors(all, ['v(x)']);
    } catch (error) {
      expect((error as Rejection).known).toEqual(['v(a)', 'v(b)', 'i(v1)']);
    }
    expect(verdictOn(() => pickVectors(plot([0, 1]), ['v(x)']))).toBe(
      'missing-vector: the circuit has no v(x); the result has nothing',
    );
  });

  test('of a large circuit are not all listed', () => {
    const large = plot([0, 1], ...Array.from({ length: 30 }, (_, index) => vector(`v(n${index})`, [0, 0])));
    const words = verdictOn(() => pickVectors(large, ['v(x)']));
    expect(words).toContain('v(n19)');
    expect(words).not.toContain('v(n20)');
  });

  test('must exist: no list, and no vector, is no result', () => {
    expect(verdictOn(() => pickVectors(plot([0, 1]), undefined))).toBe('no-output: the result has no vectors');
  });
});

describe('a result', () => {
  test('that is whole and finite is accepted', () => {
    expect(verdictOn(() => checkPlot(TRAN, plot([0, 1, 2, 3], vector('v(a)', flat(4)))))).toBe('accepted');
  });

  test.each<[string, Analysis, Plot, string]>([
    ['without points', TRAN, plot([], vector('v(a)', [])), 'no-output: the tran result is empty'],
    ['without an axis', TRAN, plot(undefined, vector('v(a)', [1, 2])), 'no-output: the tran result has no axis'],
    ['without anything', TRAN, plot(undefined), 'no-output: the tran result is empty'],
    ['of an operating point without points', { kind: 'op' }, plot(undefined, vector('v(a)', [])), 'no-output: the op'],
    ['that is NaN at its first point', TRAN, plot([0, 1, 2, 3], vector('v(a)', [NaN, 1, 1, 1])), 'not-finite: v(a) is'],
    ['that is NaN at its last point', TRAN, plot([0, 1, 2, 3], vector('v(a)', [1, 1, 1, NaN])), 'not-finite: v(a) is'],
    [
      'that is infinite on the way',
      TRAN,
      plot([0, 1, 2, 3], vector('v(a)', [1, 1, -Infinity, 1])),
      'not-finite: v(a) is -Infinity at time = 2',
    ],
    [
      'whose second vector is not finite',
      TRAN,
      plot([0, 1, 2, 3], vector('v(a)', flat(4)), vector('v(b)', [1, Infinity, 1, 1])),
      'not-finite: v(b) is Infinity at time = 1',
    ],
    [
      'whose imaginary part is not finite',
      { kind: 'ac', scale: 'lin', points: 2, from: 1, to: 2 },
      plot([1, 2], vector('v(a)', [1, 1], [0, NaN])),
      'not-finite: v(a) is NaN at time = 2',
    ],
    ['whose axis starts with NaN', TRAN, plot([NaN, 1, 2, 3], vector('v(a)', flat(4))), 'not-finite: time is NaN'],
    [
      'of an operating point that is NaN',
      { kind: 'op' },
      plot(undefined, vector('v(a)', [NaN])),
      'not-finite: v(a) is NaN',
    ],
    [
      'with a vector shorter than the axis',
      TRAN,
      plot([0, 1, 2, 3], vector('v(a)', flat(4)), vector('v(b)', flat(3))),
      'truncated: v(b) has 3 values instead of 4',
    ],
    [
      'with a vector longer than the axis',
      TRAN,
      plot([0, 1, 2, 3], vector('v(a)', flat(5))),
      'truncated: v(a) has 5 values instead of 4',
    ],
  ])('%s is rejected', (_name, analysis, found, words) => {
    expect(verdictOn(() => checkPlot(analysis, found)).slice(0, words.length)).toBe(words);
  });

  test('of an operating point has no axis and is accepted', () => {
    expect(verdictOn(() => checkPlot({ kind: 'op' }, plot(undefined, vector('v(a)', [1]))))).toBe('accepted');
    expect(verdictOn(() => checkPlot({ kind: 'op' }, plot(undefined, vector('v(a)', [NaN]))))).toBe(
      'not-finite: v(a) is NaN',
    );
  });
});

const dc = (to: number, step: number): Analysis => ({ kind: 'dc', sweeps: [{ source: 'v1', from: 0, to, step }] });
const nested = (inner: number, outer: number): Analysis => ({
  kind: 'dc',
  sweeps: [
    { source: 'v1', from: 0, to: inner, step: 1 },
    { source: 'v2', from: 0, to: outer, step: 1 },
  ],
});
const ac = (scale: 'lin' | 'dec' | 'oct', points: number, from: number, to: number): Analysis => ({
  kind: 'ac',
  scale,
  points,
  from,
  to,
});

describe('the end of an analysis', () => {
  test.each<[string, Analysis, number[], string]>([
    ['a transient that reaches its end', TRAN, [0, 1, 2, 3], 'accepted'],
    ['one that ends a rounding error early', TRAN, [0, 1, 2, 3 - 2e-6], 'accepted'],
    ['one that ends early', TRAN, [0, 1, 2, 2.9999], 'truncated: the transient ends at 2.9999 s instead of 3 s'],
    ['one that ends beyond', TRAN, [0, 1, 2, 3.1], 'accepted'],
    ['one with a point twice', TRAN, [0, 1, 1, 3], 'accepted'],
    ['time that runs backwards', TRAN, [0, 2, 1, 3], 'truncated: time runs backwards at 1 s'],
    ['time that runs backwards at once', TRAN, [1, 0, 2, 3], 'truncated: time runs backwards at 0 s'],
    ['time that runs backwards at last', TRAN, [0, 1, 4, 3], 'truncated: time runs backwards at 3 s'],
    ['a sweep', dc(3, 1), [0, 1, 2, 3], 'accepted'],
    ['a sweep downwards', dc(-3, -1), [0, -1, -2, -3], 'accepted'],
    ['a sweep that rounding cut by a step', dc(3, 1), [0, 1, 2], 'accepted'],
    ['a sweep cut by two steps', dc(3, 1), [0, 1], 'truncated: the sweep has 2 points instead of 4 and ends at 1'],
    ['a sweep with points enough that ends elsewhere', dc(3, 1), [0, 1, 1.5, 1.9], 'truncated: the sweep has 4 points'],
    ['a sweep that goes on', dc(3, 1), [0, 1, 2, 3, 4.1], 'truncated: the sweep has 5 points instead of 4 and ends'],
    ['a sweep of one point', dc(0, 1), [0], 'accepted'],
    ['a nested sweep', nested(1, 3), [0, 1, 0, 1, 0, 1, 0, 1], 'accepted'],
    ['a nested sweep without its last lines', nested(1, 3), [0, 1], 'truncated: the sweep has 2 points instead of 8'],
    ['frequencies by decades', ac('dec', 1, 1, 100), [1, 10, 100], 'accepted'],
    ['frequencies whose last step would go beyond', ac('dec', 1, 1, 500), [1, 10, 100], 'accepted'],
    [
      'frequencies without the last decade',
      ac('dec', 1, 1, 1000),
      [1, 10],
      'truncated: the sweep ends at 10 Hz instead of 1000 Hz',
    ],
    ['frequencies by octaves', ac('oct', 1, 1, 8), [1, 2, 4, 8], 'accepted'],
    ['frequencies without the last octaves', ac('oct', 1, 1, 8), [1, 2, 3.9], 'truncated: the sweep ends at 3.9 Hz'],
    [
      'two points a decade without the last',
      ac('dec', 2, 1, 100),
      [1, 3.16, 10, 31],
      'truncated: the sweep ends at 31',
    ],
    ['frequencies in a row', ac('lin', 3, 1, 3), [1, 2, 3], 'accepted'],
    ['too few frequencies in a row', ac('lin', 3, 1, 3), [1, 2], 'truncated: the sweep has 2 points instead of 3'],
  ])('%s', (_name, analysis, axis, words) => {
    const found = verdictOn(() => checkPlot(analysis, plot(axis, vector('v(a)', flat(axis.length)))));
    expect(found.slice(0, words.length)).toBe(words);
  });

  test('of a noise analysis is that of its frequencies, by decades when nothing is said', () => {
    const noise: Analysis = { kind: 'noise', output: 'out', source: 'v1', points: 1, from: 1, to: 100 };
    const on = (axis: number[], analysis: Analysis = noise): string =>
      verdictOn(() => checkPlot(analysis, plot(axis, vector('onoise_spectrum', flat(axis.length)))));
    expect(on([1, 10, 100])).toBe('accepted');
    expect(on([1, 9])).toMatch(/^truncated/);
    expect(on([1, 2], { ...noise, scale: 'lin', points: 3 })).toMatch(/^truncated/);
  });
});
