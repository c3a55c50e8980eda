import { analysisOfPlot, plotOfWaveforms, vectorName, waveformsOfPlot } from '../../src/waveform/plots.js';
import { RawfileError, readRawfile, type RawPlot } from '../../src/waveform/rawfile.js';
import { writeRawfile } from '../../src/waveform/rawfile-write.js';

const TRAN: RawPlot = {
  title: 'a title: with a colon',
  date: 'Mon Jan  1 00:00:00 2024',
  command: 'rulespice',
  plotname: 'Transient Analysis',
  complex: false,
  vectors: [
    { name: 'time', type: 'time', values: Float64Array.of(0, 1e-6, 2e-6) },
    { name: 'v(out)', type: 'voltage', values: Float64Array.of(1 / 3, -1e-18, 1e300) },
  ],
};
const AC: RawPlot = {
  title: 't',
  date: 'd',
  plotname: 'AC Analysis',
  complex: true,
  vectors: [
    { name: 'frequency', type: 'frequency', values: Float64Array.of(1, 10), imaginary: Float64Array.of(0, 0) },
    { name: 'i(v1)', type: 'current', values: Float64Array.of(1, 2), imaginary: Float64Array.of(-3, 0.1) },
  ],
};

function plain(plots: readonly RawPlot[]): unknown {
  return plots.map((plot) => ({
    ...plot,
    vectors: plot.vectors.map((vector) => ({
      ...vector,
      values: [...vector.values],
      imaginary: vector.imaginary && [...vector.imaginary],
    })),
  }));
}

test.each(['binary', 'ascii'] as const)('several plots survive writing and reading (%s)', (encoding) => {
  expect(plain(readRawfile(writeRawfile([TRAN, AC, TRAN], encoding)))).toEqual(plain([TRAN, AC, TRAN]));
});

test('a plot of 200 000 vectors, the operating point of a large array, is read', () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `n${index}`);
  const plot: RawPlot = {
    ...TRAN,
    plotname: 'Operating Point',
    vectors: names.map((name, index) => ({ name, type: 'voltage', values: Float64Array.of(index) })),
  };
  expect(readRawfile(writeRawfile([plot]))[0]?.vectors.at(-1)).toMatchObject({
    name: 'n199999',
    values: Float64Array.of(199_999),
  });
});

test('the header has standard lines only', () => {
  const header = new TextDecoder('latin1').decode(writeRawfile([TRAN])).split('Binary:')[0]!;
  expect(header.match(/^[A-Z][\w. ]*:/gm)).toEqual([
    'Title:',
    'Date:',
    'Plotname:',
    'Command:',
    'Flags:',
    'No. Variables:',
    'No. Points:',
    'Variables:',
  ]);
});

test('a file of ngspice with grid attributes, padding blanks and Windows line ends', () => {
  const text =
    'Title: x\r\nDate: d\r\nPlotname: AC Analysis\r\nFlags: complex\r\nNo. Variables: 2\r\nNo. Points: 1  ' +
    '     \r\nVariables:\r\n\t0\tfrequency\tfrequency\tgrid=3\r\n\t1\tv(2)\tvoltage\r\nValues:\r\n ' +
    '0\t1.0e+00,0.0\r\n\t2.5e-01,-1e-3\r\n';
  const [plot] = readRawfile(new TextEncoder().encode(text));
  expect(plot!.vectors[1]!.imaginary![0]).toBe(-1e-3);
});

test('unpadded vectors have their own lengths', () => {
  const text =
    'Title: x\nDate: d\nPlotname: p\nFlags: real unpadded\nNo. Variables: 2\nNo. Points: ' +
    '3\nVariables:\n\t0\ta\tvoltage\n\t1\tb\tvoltage\tdims=1\nValues:\n0\t1\n\t10\n1\t2\n2\t3\n';
  const [plot] = readRawfile(new TextEncoder().encode(text));
  expect(plot!.vectors.map(({ values }) => [...values])).toEqual([[1, 2, 3], [10]]);
});

test.each([
  ['cut inside the data', (bytes: Uint8Array) => bytes.slice(0, -1)],
  ['cut inside the header', (bytes: Uint8Array) => bytes.slice(0, 60)],
  ['random bytes', () => Uint8Array.from({ length: 300 }, (_, index) => (index * 7919) % 256)],
  [
    'a negative number of points',
    () => new TextEncoder().encode('Title: x\nNo. Variables: 1\nNo. Points: -1\nVariables:\n\t0 a voltage\nValues:\n'),
  ],
  [
    'an ASCII value that is none',
    () => new TextEncoder().encode('No. Variables: 1\nNo. Points: 1\nVariables:\n\t0 a voltage\nValues:\n0 abc\n'),
  ],
])('%s is an error', (_name, damage) => {
  expect(() => readRawfile(damage(writeRawfile([TRAN])))).toThrow(RawfileError);
});

test('vectors of different length cannot be written', () => {
  expect(() =>
    writeRawfile([
      { ...TRAN, vectors: [TRAN.vectors[0]!, { name: 'x', type: 'voltage', values: new Float64Array(2) }] },
    ]),
  ).toThrow(RawfileError);
});

test.each([
  ['V(1)', 'voltage', 'v(1)'],
  ['out', 'voltage', 'v(out)'],
  ['V1#branch', 'current', 'i(v1)'],
  ['i(@m1[id])', 'current', '@m1[id]'],
  ['@m.x1.m1[gm]', 'notype', '@m.x1.m1[gm]'],
  ['v(v-sweep)', 'voltage', 'v-sweep'],
  ['time', 'time', 'time'],
  ['onoise_spectrum', 'voltage-density', 'onoise_spectrum'],
  ['onoise_total', 'voltage', 'onoise_total'],
])('%s (%s) is called %s', (name, type, expected) => {
  expect(vectorName(name, type)).toBe(expected);
});

test('waveforms become a plot and waveforms again', () => {
  const waveforms = waveformsOfPlot(AC, 'ac');
  expect(waveforms.axis).toEqual({ name: 'frequency', kind: 'frequency', values: Float64Array.of(1, 10) });
  const [again] = readRawfile(writeRawfile([plotOfWaveforms(waveforms, { title: 't', date: 'd' })]));
  expect(analysisOfPlot(again!)).toBe('ac');
  expect([...waveformsOfPlot(again!, 'ac').columns.get('i(v1)')!.imaginary!]).toEqual([-3, 0.1]);
  const point = waveformsOfPlot({ ...TRAN, plotname: 'Operating Point', vectors: [TRAN.vectors[1]!] }, 'op');
  expect(point.axis.values).toHaveLength(1);
});
