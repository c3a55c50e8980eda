import { parseEvents } from '../../src/stimulus/csv.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz, mutatedText } from '../support/fuzz.js';

const TEXTS = [
  'time_s,event\n0.01,pre\n0.02,post\n0.05,reward\n',
  'event,time_ms\r\npre1,10\r\npre32,20\r\n',
  '\ufefftime_ms,event\n"1",pre\n\n2,post\n',
];

test('4000 seeded event files are read or refused, never anything else', () => {
  const { read, refused } = fuzz(
    4000,
    1,
    (pick) => mutatedText(TEXTS, pick),
    (text) => {
      const events = parseEvents(text, 'fuzz.csv', { duration: 1, pulse: 1e-3 });
      for (const onsets of Object.values(events))
        for (const [index, onset] of onsets.entries())
          if (!(onset >= 0 && onset <= 1 && onset > (onsets[index - 1] ?? -1)))
            throw new Error(`read the onset ${onset}`);
    },
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(1000);
});
