import { axisDifference, differenceOf } from '../../src/compare/same-waveforms.js';

const curve = (y: readonly number[], x = y.map((_, index) => index)) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});

test('the same curve is identical; a last digit is not', () => {
  expect(differenceOf(curve([0, 1, 4]), curve([0, 1, 4]))).toEqual({ identical: true, share: 0, largest: 0, at: 0 });
  expect(differenceOf(curve([0, 1, 4]), curve([0, 1 + Number.EPSILON, 4]))).toMatchObject({
    identical: false,
    largest: Number.EPSILON,
    at: 1,
  });
});

test('a difference is a share of the range, with the place where it is largest', () => {
  const found = differenceOf(curve([0, 1, 2, 3]), curve([0, 1, 2.3, 3]));
  expect(found.share).toBeCloseTo(0.3 / Math.sqrt(4) / 3, 12);
  expect(found).toMatchObject({ at: 2 });
  expect(found.largest).toBeCloseTo(0.3, 12);
});

test('other times are interpolated: a straight line is the same with half as many points', () => {
  expect(differenceOf(curve([0, 1, 2]), curve([0, 2], [0, 2]))).toMatchObject({
    identical: false,
    share: 0,
    largest: 0,
  });
});

test('a curve that ends early is never the same', () => {
  expect(differenceOf(curve([0, 1, 2]), curve([0, 1])).share).toBe(Infinity);
  expect(differenceOf(curve([0, 1, 2]), curve([])).share).toBe(Infinity);
});

test('at rest, the last digits of a solver count for little', () => {
  expect(differenceOf(curve([1, 1, 1]), curve([1, 1 + 1e-9, 1])).share).toBeLessThan(1e-6);
  expect(differenceOf(curve([1, 1, 1]), curve([1, 1.01, 1])).share).toBeGreaterThan(1);
});

test('a curve that goes on is not the same as its beginning', () => {
  expect(differenceOf(curve([0, 1]), curve([0, 1, 2]))).toMatchObject({ identical: false, share: 0 });
});

test('the place of a difference is a recorded time, the first one where several are as large', () => {
  expect(differenceOf(curve([0, 1], [5, 6]), curve([0, 1], [5, 6])).at).toBe(5);
  expect(differenceOf(curve([1, 1, 1], [5, 6, 7]), curve([1, 1, 1], [5, 6.5, 7])).at).toBe(5);
  expect(differenceOf(curve([0, 1, 2, 3]), curve([0, 1.5, 2.5, 3]))).toMatchObject({ largest: 0.5, at: 1 });
});

test('what hardly moves is measured by a thousandth of its largest value', () => {
  const found = differenceOf(curve([10, 10.001, 10]), curve([10, 10.002, 10]));
  expect(found.share).toBeCloseTo(0.001 / Math.sqrt(3) / 0.010001, 9);
  expect(differenceOf(curve([-10, -10.001, -10]), curve([-10, -10.002, -10])).share).toBeCloseTo(found.share, 9);
});

test('zero at other times is still zero', () => {
  expect(differenceOf(curve([0, 0, 0]), curve([0, 0], [0, 2]))).toEqual({
    identical: false,
    share: 0,
    largest: 0,
    at: 0,
  });
});

test('a record whose times run backwards is like nothing', () => {
  expect(differenceOf(curve([0, 1, 2], [0, 2, 1]), curve([0, 1, 2]))).toMatchObject({
    identical: false,
    share: Infinity,
    at: 1,
  });
});

describe('axes of two runs of one analysis', () => {
  const axis = (...values: number[]): Float64Array => Float64Array.from(values);
  const found = axis(0, 1, 2, 3, 4);

  test.each<[string, Float64Array, RegExp | undefined, Float64Array?]>([
    ['the same', found, undefined],
    ['other steps', axis(0, 0.5, 1.5, 4), undefined],
    ['the last digits', axis(0, 1, 4 + 1e-9), undefined],
    ['cut at its end', axis(0, 1, 2), /ends at 2 s, the replay at 4 s \(3 points recorded, 5 found\)/],
    ['cut at its begin', axis(2, 3, 4), /begins at 2 s, the replay at 0 s/],
    ['longer', axis(0, 1, 2, 3, 4, 5), /ends at 5 s/],
    ['empty', axis(), /begins at NaN s/],
    ['reordered', axis(0, 3, 2, 1, 4), /runs backwards at its point 3/],
    ['no number', axis(0, 1, NaN), /ends at NaN s/],
    ['a time twice', axis(0, 1, 1, 4), undefined],
    ['within a millionth of its length', axis(3.9e-6, 4 + 3.9e-6), undefined],
    ['beyond a millionth of its length at its begin', axis(4.1e-6, 4), /begins at 0\.0000041 s/],
    ['beyond a millionth of its length at its end', axis(0, 4 + 4.1e-6), /ends at 4\.0000041 s/],
    ['one point', axis(1), undefined, axis(1)],
    ['another point', axis(1), /begins at 1 s, the replay at 2 s/, axis(2)],
    ['far from zero, as it was', axis(100, 104), undefined, axis(100, 104)],
    ['far from zero, ended later', axis(100, 104 + 5e-6), /ends at 104\.000005 s/, axis(100, 104)],
  ])('%s', (_, recorded, says, other = found) => {
    const reason = axisDifference(recorded, other);
    if (says === undefined) expect(reason).toBeUndefined();
    else expect(reason).toMatch(says);
  });
});
