import { UserError } from '../../src/units/user-error.js';
import { readCsv } from '../../src/waveform/csv-read.js';
import { RawfileError, readRawfile, type RawPlot } from '../../src/waveform/rawfile.js';
import { writeRawfile } from '../../src/waveform/rawfile-write.js';
import { fuzz, mutatedBytes, mutatedText } from '../support/fuzz.js';

const plot: RawPlot = {
  title: 'fuzz',
  date: 'today',
  plotname: 'Transient Analysis',
  complex: false,
  vectors: ['time', 'v(a)'].map((name, place) => ({
    name,
    type: place === 0 ? 'time' : 'voltage',
    values: Float64Array.of(0, 1e-3, 2e-3),
  })),
};
const complex: RawPlot = {
  ...plot,
  plotname: 'AC Analysis',
  complex: true,
  vectors: plot.vectors.map((vector) => ({ ...vector, imaginary: Float64Array.of(1, 2, 3) })),
};
const FILES = [writeRawfile([plot]), writeRawfile([plot, complex]), writeRawfile([plot, complex], 'ascii')];
const text = Buffer.from(FILES[2] ?? []).toString('latin1');

test('6000 seeded damages of a rawfile are read or refused, never anything else', () => {
  const { read, refused } = fuzz<Uint8Array>(
    6000,
    10,
    (pick) => (pick(2) === 0 ? mutatedBytes(FILES, pick) : Buffer.from(mutatedText([text], pick), 'latin1')),
    (bytes) => readRawfile(bytes),
    (error) => error instanceof RawfileError,
  );
  expect(read).toBeGreaterThan(300);
  expect(refused).toBeGreaterThan(1000);
});

test.each(['1e9', '4294967296', '1e15', '9007199254740991'])(
  'a header that promises %s points is refused before memory is taken for them',
  (points) => {
    for (const form of ['Binary:\n', 'Values:\n']) {
      expect(() =>
        readRawfile(
          Buffer.from(
            `Title: t\nPlotname: Transient Analysis\nFlags: real\nNo. Variables: 2\nNo. Points: ` +
              `${points}\nVariables:\n0 time time\n1 v(a) voltage\n${form}0 1 2`,
            'latin1',
          ),
        ),
      ).toThrow(RawfileError);
    }
  },
);

test('a header that promises points of nothing ends at once', () => {
  const [empty] = readRawfile(
    Buffer.from(
      'Title: t\nPlotname: Transient Analysis\nFlags: real\nNo. Variables: 0\nNo. Points: ' +
        '9007199254740991\nVariables:\nBinary:\n',
      'latin1',
    ),
  );
  expect(empty?.vectors).toEqual([]);
});

test('4000 seeded waveforms in CSV are read or refused, never anything else', () => {
  const { read, refused } = fuzz(
    4000,
    11,
    (pick) => mutatedText(['time,v(a)\n0,1\n1e-3,2\n', '"time","i(v1)","v(b)"\r\n0,1,2\r\n1,2,3\r\n'], pick),
    (input) => {
      for (const values of readCsv(input, 'fuzz.csv').values())
        if (!values.every(Number.isFinite)) throw new Error('read a number that is none');
    },
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(200);
  expect(refused).toBeGreaterThan(1000);
});
