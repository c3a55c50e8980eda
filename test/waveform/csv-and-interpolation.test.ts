import { csvChunks, writeCsv } from '../../src/waveform/csv.js';
import { interpolate, uniformGrid } from '../../src/waveform/interpolate.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';

function waveforms(points: number): Waveforms {
  const values = Float64Array.from({ length: points }, (_, index) => index / 3);
  return {
    analysis: 'ac',
    axis: { name: 'frequency', kind: 'frequency', values },
    columns: new Map([
      ['v(a,b)', { name: 'v(a,b)', kind: 'voltage', values, imaginary: values.map((value) => -value) }],
      ['i(v1)', { name: 'i(v1)', kind: 'current', values }],
    ]),
  };
}

test('CSV has the axis first, two columns for a complex vector, quotes where needed, CRLF', () => {
  expect(writeCsv(waveforms(2))).toBe(
    `frequency,"re(v(a,b))","im(v(a,b))",i(v1)\r\n0,0,0,0\r\n${1 / 3},${1 / 3},${-1 / 3},${1 / 3}\r\n`,
  );
});

test('long results come in pieces', () => {
  const chunks = [...csvChunks(waveforms(2500))];
  expect(chunks).toHaveLength(4);
  expect(chunks.join('').split('\r\n')).toHaveLength(2502);
});

test('linear interpolation hits samples exactly and lines in between', () => {
  expect([...interpolate([0, 1, 3], [0, 2, -2], [0, 0.5, 1, 2, 3])]).toEqual([0, 1, 2, 0, -2]);
  expect([...interpolate([0, 1, 1, 2], [0, 0, 5, 5], [0.5, 1, 1.5])]).toEqual([0, 5, 5]);
  expect([...interpolate([2], [7], [2])]).toEqual([7]);
});

test.each([
  ['left of the samples', [0, 1], [-0.1]],
  ['right of the samples', [0, 1], [1.1]],
  ['nowhere', [0, 1], [Number.NaN]],
  ['on a descending grid', [0, 1], [0.5, 0.2]],
  ['on a descending axis', [0, 2, 1, 3], [2.5]],
])('a grid value %s is an error', (_name, axis, grid) => {
  expect(() => interpolate(axis, axis, grid)).toThrow(RangeError);
});

test('a uniform grid contains both ends', () => {
  expect([...uniformGrid(0, 0.3, 4)]).toEqual([0, 0.09999999999999999, 0.19999999999999998, 0.3]);
  expect(() => uniformGrid(0, 1, 1)).toThrow(RangeError);
});
