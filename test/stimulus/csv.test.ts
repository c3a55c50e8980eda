import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEvents, parseEvents } from '../../src/stimulus/csv.js';
import { UserError } from '../../src/units/user-error.js';

const limits = { duration: 1, pulse: 5e-4 };
const messages = (text: string): string[] => {
  try {
    parseEvents(text, 's.csv', limits);
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n');
    throw error;
  }
  return [];
};

test('both time units, quotes, blanks, CRLF, a byte order mark and any order of columns', () => {
  expect(parseEvents('time_ms,event\n16.8,pre\n20,post\n\n30, pre\n', 's.csv', limits)).toEqual({
    pre: [0.0168, 0.03],
    post: [0.02],
  });
  expect(parseEvents('\ufeffevent,time_s\r\n"pre","1e-2"\r\npost,0.02', 's.csv', limits)).toEqual({
    pre: [0.01],
    post: [0.02],
  });
});

test.each([
  ['', ['s.csv: the file is empty; expected the columns time with its unit, such as time_s or time (ms), and event']],
  [
    'time,event\n1,pre\n',
    [
      's.csv:1:1: found no unit at the column "time", expected the columns time with its unit, such as time_s or ' +
        'time (ms), and event',
    ],
  ],
  [
    'times_s;event\n1;pre\n',
    [
      's.csv:1:1: unknown column "times_s", expected the columns time with its unit, such as time_s or time (ms), ' +
        'and event; did you mean "time_s"?',
    ],
  ],
  [
    'time_s\n1\n',
    ['s.csv:1:1: found time_s; expected the columns time with its unit, such as time_s or time (ms), and event'],
  ],
  ['event,time_s,event\n', ['s.csv:1:14: the column event stands there twice; remove one']],
  [
    'time_s,event\n0.1,prre\n',
    ['s.csv:2:5: found "prre", expected an event: pre, post, reward, punish, or pre1 to pre32; did you mean "pre"?'],
  ],
  ['time_s,event\n0.1, \n', ['s.csv:2:6: found "", expected an event: pre, post, reward, punish, or pre1 to pre32']],
  ['time_s,event\n\n\n"0.1 s",pre\n', ['s.csv:4:1: found "0.1 s", expected a number in s without unit']],
  [
    'event,time_s\npre,\npost,NaN\n',
    [
      's.csv:2:5: found "", expected a number in s without unit',
      's.csv:3:6: found "NaN", expected a number in s without unit',
    ],
  ],
  ['time_s,event\n0.1\n', ['s.csv:2:1: found 1 fields, expected 2; write one value for each column']],
  ['time_s,event\n-0.1,pre\n', ['s.csv:2:1: the time is negative; shift the recording to start at 0']],
  [
    'time_s,event\n0.2,pre\n0.1,post\n0.1,pre\n',
    ['s.csv:4:1: is not later than the event before it at 200 ms; sort the rows'],
  ],
  [
    'time_s,event\n0.2,pre\n0.2004,pre\n',
    ['s.csv:3:1: starts within the 500 us event pulse of the event before it; shorten circuit.pulse'],
  ],
  ['time_s,event\n1,pre\n', ['s.csv:2:1: its pulse ends after the duration of 1 s; lengthen stimulus.csv.duration']],
  ['time_s,event\n"a\nb",pre\n', ['s.csv:2:1: found "a\\nb", expected a number in s without unit']],
  [
    'time_s,event\n"0.1,pre\n',
    ['s.csv:2: malformed CSV: Quote Not Closed: the parsing is finished with an opening quote at line 2'],
  ],
])('%j', (text, expected) => {
  expect(messages(text)).toEqual(expected);
});

test('a long list of faults is cut', () => {
  expect(messages(`time_s,event\n${'x,pre\n'.repeat(150)}`)).toHaveLength(31);
});

test('only regular files below the folder of the spec are read', () => {
  const root = mkdtempSync(join(tmpdir(), 'rulespice-csv-'));
  const folder = join(root, 'project');
  mkdirSync(join(folder, 'data'), { recursive: true });
  const text = 'time_s,event\n0.1,pre\n';
  writeFileSync(join(root, 'outside.csv'), text);
  writeFileSync(join(folder, 'data/inside.csv'), text);
  symlinkSync(join(root, 'outside.csv'), join(folder, 'escape.csv'));
  symlinkSync(root, join(folder, 'up'));
  symlinkSync(join(folder, 'data/inside.csv'), join(folder, 'link.csv'));
  symlinkSync(folder, join(root, 'alias'));
  try {
    for (const file of ['data/inside.csv', 'link.csv', './data/../link.csv'])
      expect(loadEvents(file, folder, limits).events).toEqual({ pre: [0.1], post: [] });
    expect(loadEvents('link.csv', join(root, 'alias'), limits).events.pre).toEqual([0.1]);
    for (const file of [
      '../outside.csv',
      join(root, 'outside.csv'),
      'escape.csv',
      'up/outside.csv',
      'up/none.csv',
      '..',
    ]) {
      expect(() => loadEvents(file, folder, limits)).toThrow(
        /lies outside the (folder of the spec|project .*, where a link leads to)/,
      );
    }
    expect(() => loadEvents('none.csv', folder, limits)).toThrow('none.csv: file not found');
    expect(() => loadEvents('data', folder, limits)).toThrow('is a folder');
  } finally {
    rmSync(root, { recursive: true });
  }
});
