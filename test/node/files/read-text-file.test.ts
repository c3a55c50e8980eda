import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInsideFolder } from '../../../src/node/files/inside-folder.js';
import { projectAround, projectOf } from '../../../src/node/files/project.js';
import { readTextFile } from '../../../src/node/files/read-text-file.js';
import { UserError } from '../../../src/units/user-error.js';

const before = process.cwd();
let root = '';
let project = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rulespice-files-')));
  project = join(root, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, 'specs'));
  mkdirSync(join(root, 'outside'));
  writeFileSync(join(root, 'outside', 'secret.yaml'), 'secret: 1\n');
  writeFileSync(join(project, 'shared.yaml'), 'a: 1\n');
  writeFileSync(join(project, 'specs', 'plain.yaml'), 'a: 1\n');
  const link = (target: string, name: string): void => symlinkSync(target, join(project, 'specs', name));
  link('../shared.yaml', 'inside.yaml');
  link('../../outside/secret.yaml', 'out.yaml');
  link('../../outside', 'folder');
  link('/dev/zero', 'zero.yaml');
  link('nowhere.yaml', 'broken.yaml');
  link('loop.yaml', 'loop.yaml');
  mkdirSync(join(project, 'specs', 'a.yaml'));
  execFileSync('mkfifo', [join(project, 'specs', 'pipe.yaml')]);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message }) => message).join('\n');
    throw error;
  }
  return 'was read';
}

const read = (name: string): string => refusal(() => readTextFile(join(project, 'specs', name), 1000, 'split it'));

test.each([
  ['plain.yaml', 'was read'],
  ['inside.yaml', 'was read'],
  ['out.yaml', /^leads out of the project .*project by a link, to .*secret\.yaml; copy the file into the project$/],
  ['folder/secret.yaml', /^leads out of the project/],
  ['zero.yaml', 'is a device, expected a regular file'],
  ['broken.yaml', 'is a link to nowhere.yaml, which is not there; mend or remove the link'],
  ['loop.yaml', 'is a link that leads back to itself; mend or remove the link'],
  ['a.yaml', 'is a folder; name a file in it'],
  ['pipe.yaml', /^is a named pipe, expected a regular file/],
  ['none.yaml', 'file not found; check the path'],
])('%s from a project: %s', (name, expected) => {
  for (const folder of [before, project, join(project, 'specs'), root]) {
    process.chdir(folder);
    expect(read(name)).toEqual(expected instanceof RegExp ? expect.stringMatching(expected) : expected);
  }
});

test('what the user names elsewhere by its path may lie anywhere', () => {
  process.chdir(project);
  expect(readTextFile(join(root, 'outside', 'secret.yaml'), 1000, '')).toBe('secret: 1\n');
  expect(readTextFile('../outside/secret.yaml', 1000, '')).toBe('secret: 1\n');
  expect(refusal(() => readTextFile('/dev/zero', 1000, ''))).toContain('is a device');
  expect(refusal(() => readTextFile('', 1000, ''))).toContain('the name of a file is empty');
});

test('a socket is no file', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(project, 'specs', 'socket.yaml'), resolve));
  expect(read('socket.yaml')).toContain('is a socket');
  await new Promise((resolve) => server.close(resolve));
});

test('a file without a size is read no further than the limit', () => {
  // The kernel says that it is empty.
  expect(refusal(() => readTextFile('/proc/self/status', 100, 'cut it'))).toBe(
    process.platform === 'linux' ? 'the file is larger than 0.0001 MB; cut it' : 'file not found; check the path',
  );
});

test('a file that a spec names lies below its folder, and its links inside the project', () => {
  process.chdir(root);
  const beside = (name: string): string => refusal(() => readInsideFolder(name, join(project, 'specs'), 1000, ''));
  expect(beside('inside.yaml')).toBe('was read');
  expect(beside('../shared.yaml')).toContain('lies outside the folder of the spec');
  expect(beside('/etc/passwd')).toContain('lies outside the folder of the spec');
  expect(beside('out.yaml')).toContain('lies outside the project');
  expect(beside('folder/secret.yaml')).toContain('lies outside the project');
  expect(beside('broken.yaml')).toContain('which is not there');
});

test('the project is the git work tree, the working folder or the folder of the file', () => {
  process.chdir(project);
  expect(projectOf('specs/plain.yaml')).toBe(project);
  // A link that was committed does not carry the project elsewhere.
  mkdirSync(join(root, 'outside', '.git'));
  expect(projectOf('specs/folder/secret.yaml')).toBe(project);
  rmSync(join(root, 'outside', '.git'), { recursive: true });
  process.chdir(join(root, 'outside'));
  expect(projectOf('secret.yaml')).toBe(join(root, 'outside'));
  expect(projectOf(join(project, 'specs', 'plain.yaml'))).toBe(project);
  expect(projectOf(join(root, 'x.yaml'))).toBe(root);
  expect(projectAround(join(root, 'x.yaml'))).toBeUndefined();
});
