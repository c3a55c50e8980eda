import { progressLines } from '../../src/cli/terminal/progress.js';
import { TimeLeft, timeLeftText } from '../../src/cli/terminal/time-left.js';

test('a steady pace: ten steps a second, 900 to go', () => {
  let now = 0;
  const left = new TimeLeft(() => now);
  let estimate: number | undefined;
  for (let done = 1; done <= 100; done++) {
    now += 0.1;
    estimate = left.after(done, 1000);
    if (now < 2) expect(estimate).toBeUndefined();
  }
  expect(estimate).toBeCloseTo(90, 6);
});

test('the first few steps, which wait for a trim, are no pace; long ones are', () => {
  let now = 0;
  const left = new TimeLeft(() => now);
  const estimates = Array.from({ length: 12 }, (_, step) => {
    now += 5;
    return left.after(step + 1, 1012);
  });
  // 25 s after the first one there is none yet, 30 s after it there is.
  expect(estimates.map((estimate) => estimate !== undefined)).toEqual([
    ...Array<boolean>(6).fill(false),
    ...Array<boolean>(6).fill(true),
  ]);
  expect(estimates.at(-1)).toBeCloseTo(5000, 6);
});

test('what was found in the cache at the start is forgotten', () => {
  let now = 0;
  const left = new TimeLeft(() => now);
  for (let done = 1; done <= 5000; done++) left.after(done, 6000);
  let estimate: number | undefined;
  for (let done = 5001; done <= 5300; done++) {
    now += 1;
    estimate = left.after(done, 6000);
  }
  expect(estimate).toBeCloseTo(700, 6);
});

test.each([
  [undefined, ''],
  [0, 'about 1 s left'],
  [42.3, 'about 42 s left'],
  [700, 'about 12 min left'],
  [9000, 'about 2.5 h left'],
] as const)('%s s: "%s"', (seconds, text) => {
  expect(timeLeftText(seconds)).toBe(text);
});

test('a log gets a line a minute, and none for what is short', () => {
  let now = 0;
  const lines: string[] = [];
  const progress = progressLines({ err: (text) => void lines.push(text) }, { parts: 1 }, () => now);
  progress.start('short');
  for (let done = 1; done <= 50; done++) {
    now += 1;
    progress.update({ done, total: 50, label: 'x' });
  }
  expect(lines).toEqual([]);
  progress.start('long');
  for (let done = 1; done <= 150; done++) {
    now += 1;
    progress.update({ done, total: 1000, label: 'x' });
  }
  // A minute since the last line, not since this spec began: many short ones are a long run too.
  expect(lines).toEqual([
    'long: 10 of 1000\n',
    'long: 70 of 1000, about 16 min left\n',
    'long: 130 of 1000, about 15 min left\n',
  ]);
});
