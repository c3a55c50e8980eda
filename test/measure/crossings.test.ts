import { crossingsOf } from '../../src/measure/crossings.js';

const found = (x: number[], y: number[]): string[] =>
  crossingsOf(x, y).map(({ at, edge, start }) => `${edge} ${at}${start ? ' start' : ''}`);

test('crossings lie between the points', () => {
  expect(found([0, 1, 2, 3], [-1, 1, 1, -3])).toEqual(['rise 0.5', 'fall 2.25']);
});
test('a curve that starts on the value and rises from it says so', () => {
  expect(found([0, 1, 2], [0, 1, -1])).toEqual(['rise 0 start', 'fall 1.5']);
  expect(found([0, 1, 2], [0, -1, 1])).toEqual(['rise 1.5']);
});
test('to touch is to cross twice, to rest is to cross once', () => {
  expect(found([0, 1, 2], [-1, 0, -1])).toEqual(['rise 1', 'fall 1']);
  expect(found([0, 1, 2, 3], [-1, 0, 0, 1])).toEqual(['rise 1']);
});
test('nothing is crossed where a sweep starts anew', () => {
  expect(found([0, 1, 0, 1], [-2, -1, 1, 2])).toEqual([]);
});
