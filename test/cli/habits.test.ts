import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Jest cannot link one module for two dynamic imports at once.
import '../../src/load-spec.js';
import { main } from '../../src/cli/main.js';
import { version } from '../../src/node/version.js';
import { settleFiles } from '../../src/cli/options.js';
import { expandDocuments } from '../../src/cli/inputs.js';
import { fakeIo } from './fixtures.js';

/** What people are used to from other programs. */

async function run(...argv: string[]) {
  const io = fakeIo();
  const code = await main(argv, io);
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

const spec = (name: string): string =>
  `rulespice: 1\nname: ${name}\nrule: { kind: trace, tau: 20 ms }\n` +
  'verify:\n  - { quantity: tau, against: rule, max: 5 % }\n';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rulespice-habits-')));
mkdirSync(join(folder, 'deep'));
writeFileSync(join(folder, 'a.yaml'), spec('a'));
writeFileSync(join(folder, 'deep', 'b.yml'), spec('b'));
writeFileSync(join(folder, 'array.yaml'), 'rulespice: 1\nname: c\ncrossbar: { rows: 2, columns: 2 }\n');
writeFileSync(join(folder, 'process.yaml'), 'name: mine\n');
mkdirSync(join(folder, 'empty'));
symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.yaml'));

test('-v is the version', async () => {
  expect((await run('-v')).out).toBe(`${version()}\n`);
});

test('two files for one output are an error, and the same file twice is not', async () => {
  const { code, err } = await run('verify', join(folder, 'a.yaml'), '--report', 'a.html', '--report', 'b.html');
  expect(code).toBe(2);
  expect(err).toBe('--report: given twice, as "a.html" and "b.html"; give it once\n');
  expect(await run('explain', join(folder, 'a.yaml'), '--json', '--json')).toMatchObject({ code: 0, err: '' });
});

test('explain takes several specs; JSON of one is an object, of several a list', async () => {
  const files = [join(folder, 'a.yaml'), join(folder, 'deep', 'b.yml')];
  const { code, out } = await run('explain', ...files, '--json');
  expect(code).toBe(0);
  expect((JSON.parse(out) as { spec: string }[]).map(({ spec: name }) => name)).toEqual(['a', 'b']);
  expect(JSON.parse((await run('explain', files[0] ?? '', '--json')).out)).toMatchObject({ spec: 'a' });
  expect((await run('explain', ...files, '--diagram', join(folder, 'd.svg'))).err).toContain('name one');
});

test('a folder stands for its documents, those that cannot be read among them; other YAML is left alone', async () => {
  const names = (files: readonly string[]): string[] => files.map((file) => file.slice(folder.length + 1));
  expect(names(await expandDocuments([folder]))).toEqual(['a.yaml', 'array.yaml', 'broken.yaml', 'deep/b.yml']);
  expect(names(await expandDocuments([folder], 'rules'))).toEqual(['a.yaml', 'broken.yaml', 'deep/b.yml']);
  expect(names(await expandDocuments([folder], 'arrays'))).toEqual(['array.yaml', 'broken.yaml']);
  await expect(expandDocuments([join(folder, 'empty')])).rejects.toThrow('holds no spec');
  expect((await run('verify', folder)).err).toContain('broken.yaml');
});

test('what follows "--" is a file, also when it begins with a dash', async () => {
  expect(settleFiles(['explain', '--json', '--', '-odd.yaml', '-', 'a.yaml'])).toEqual([
    'explain',
    '--json',
    './-odd.yaml',
    '-',
    'a.yaml',
  ]);
  expect((await run('explain', '--', '-odd.yaml')).err).toContain('./-odd.yaml: file not found');
});

test('a script completes commands', async () => {
  const { code, out } = await run('completion');
  expect(code).toBe(0);
  expect(out).toContain('--get-yargs-completions');
});
