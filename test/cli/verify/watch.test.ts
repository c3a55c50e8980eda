import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchDocuments } from '../../../src/cli/verify/watch.js';
import type { VerifyArguments } from '../../../src/cli/verify/arguments.js';
import type { Io } from '../../../src/cli/io.js';
import { readTextFile } from '../../../src/node/files/read-text-file.js';
import { nextChange, readsOf } from '../../../src/node/files/watched.js';
import { UserError } from '../../../src/units/user-error.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'rulespice-watch-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const read = (name: string): string => readTextFile(at(name), 1000, '');

function sessionOf(): { session: { io: Io; signal: AbortSignal }; said: string[]; stop: () => void } {
  const said: string[] = [];
  const controller = new AbortController();
  const io = { err: (text: string) => said.push(text) } as unknown as Io;
  return { session: { io, signal: controller.signal }, said, stop: () => controller.abort() };
}

const args = (change: Partial<VerifyArguments> = {}): VerifyArguments =>
  ({ files: ['a.yaml'], watch: true, ...change }) as VerifyArguments;

test('a change is of a file that was read, also meanwhile, also of one that was not there', async () => {
  const { signal } = new AbortController();
  writeFileSync(at('a.yaml'), 'one');
  writeFileSync(at('other'), 'one');
  const { reads, result } = await readsOf(() => {
    const text = read('a.yaml');
    expect(() => read('events.csv')).toThrow('file not found');
    writeFileSync(at('a.yaml'), 'more than one');
    return Promise.resolve(text);
  });
  expect([result, [...reads.keys()]]).toEqual(['one', [at('a.yaml'), at('events.csv')]]);
  writeFileSync(at('other'), 'three');
  expect(await nextChange(reads, signal)).toEqual([at('a.yaml')]);
  const later = await readsOf(() => Promise.resolve(read('a.yaml')).then(() => read('events.csv')));
  expect(later.failed?.error).toBeInstanceOf(UserError);
  writeFileSync(at('events.csv'), 't\n1\n');
  expect(await nextChange(later.reads, signal)).toEqual([at('events.csv')]);
});

test('a spec that is broken shows its error, and is watched on until it is stopped', async () => {
  const { session, said, stop } = sessionOf();
  writeFileSync(at('a.yaml'), 'good');
  const seen: string[] = [];
  const verify = (given: VerifyArguments): Promise<number> => {
    const text = read('a.yaml');
    seen.push(`${text} ${given.watch}`);
    const next = { good: 'broken', broken: 'good again' }[text];
    // As an editor would, when the verdict is there.
    setTimeout(() => (next === undefined ? stop() : writeFileSync(at('a.yaml'), next)), 100);
    if (text === 'broken') throw new UserError([{ file: 'a.yaml', line: 3, column: 7, message: 'found "["' }]);
    return Promise.resolve(0);
  };
  await expect(watchDocuments(args(), session, verify)).rejects.toThrow(/abort/i);
  expect(seen).toEqual(['good false', 'broken false', 'good again false']);
  expect(said).toEqual([
    'watching 1 file; Ctrl-C ends\n',
    `\nchanged: ${at('a.yaml')}\n`,
    'a.yaml:3:7: found "["\n',
    'watching 1 file; Ctrl-C ends\n',
    `\nchanged: ${at('a.yaml')}\n`,
    'watching 1 file; Ctrl-C ends\n',
  ]);
});

test.each<[Partial<VerifyArguments>, string]>([
  [{ shard: '1/2' }, '--watch: a shard is simulated once; leave --shard or --watch out'],
  [{ updateBaseline: true }, '--watch: every change would become the baseline that it is compared with'],
  [{ files: ['-'] }, '--watch: standard input does not change; name a file'],
])('what makes no sense again and again is refused: %j', async (change, message) => {
  const never = (): Promise<number> => Promise.reject(new Error('not reached'));
  await expect(watchDocuments(args(change), sessionOf().session, never)).rejects.toMatchObject({
    problems: [{ message: expect.stringContaining(message) as string }],
  });
});

test('what no file would mend ends it', async () => {
  const verify = (): Promise<number> => Promise.reject(new UserError([{ message: 'no file matches "x*"' }]));
  await expect(watchDocuments(args(), sessionOf().session, verify)).rejects.toBeInstanceOf(UserError);
});
