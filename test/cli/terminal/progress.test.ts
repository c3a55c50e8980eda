import { createProgress, progressLines } from '../../../src/cli/terminal/progress.js';
import { fakeIo } from '../fixtures.js';

function logged(options: Parameters<typeof progressLines>[1]) {
  let now = 0;
  const lines: string[] = [];
  const progress = progressLines({ err: (text) => void lines.push(text) }, options, () => now);
  return { lines, progress, pass: (seconds: number) => void (now += seconds) };
}

test('with each, a log has a line for every part, and knows how many there are', () => {
  const { lines, progress } = logged({ parts: 3, each: true });
  progress.start('trace');
  progress.skip();
  progress.start('stdp');
  expect(lines).toEqual(['1 of 3 trace\n', '3 of 3 stdp\n']);
});

test('without it, a long run says every minute which part it is at', () => {
  const { lines, progress, pass } = logged({ parts: 17 });
  progress.start('trace');
  progress.start('stdp');
  pass(61);
  progress.update({ done: 3, total: 40, label: 'window' });
  expect(lines).toEqual(['2 of 17 stdp: 3 of 40\n']);
});

test('what is silent says nothing', async () => {
  const io = fakeIo();
  const progress = await createProgress(io, true, { parts: 2, each: true });
  progress.start('trace');
  progress.stop();
  expect(io.complaints).toEqual([]);
});
