import { readCsv } from '../../src/waveform/csv-read.js';
import { writeCsv } from '../../src/waveform/csv.js';

test('what was written reads back to the last digit', () => {
  const time = Float64Array.of(0, 1e-9, 0.1 + 0.2);
  const y = Float64Array.of(-1.5e-300, Math.PI, 5e-324);
  const text = writeCsv({
    analysis: 'tran',
    axis: { name: 'time', kind: 'time', values: time },
    columns: new Map([['v(a,b)', { name: 'v(a,b)', kind: 'voltage', values: y }]]),
  });
  const columns = readCsv(text, 'w.csv');
  expect([...columns.keys()]).toEqual(['time', 'v(a,b)']);
  expect([columns.get('time'), columns.get('v(a,b)')]).toEqual([time, y]);
});

test.each([
  ['time,v(a)\n0,1\n1,nan\n', 'w.csv:3: found "nan", expected a finite number'],
  ['time,v(a)\n0,1\n1,\n', 'w.csv:3: found "", expected a finite number'],
  ['time,v(a)\n', 'w.csv: holds no waveforms'],
  ['', 'w.csv: holds no waveforms'],
  ['time,v(a)\n0,1,2\n', 'w.csv: malformed CSV: Invalid Record Length'],
])('%j is refused', (text, message) => {
  expect(() => readCsv(text, 'w.csv')).toThrow(message);
});
