import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** docs/guides/neuron.md does what it says: its commands are run, its change is made. */

const BIN = resolve('bin', 'rulespice.js');
const GUIDE = readFileSync(join('docs', 'guides', 'neuron.md'), 'utf8');
const blocks = [...GUIDE.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(([, kind = '', text = '']) => ({ kind, text }));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-guide-'));
  cpSync(join('examples', 'drawn'), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Digits of measurements and times differ between engines and machines, words and signs do not. */
function masked(text: string): string {
  return text
    .replaceAll(/\d+(?:\.\d+)?/g, '#')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ \(\w+ vs rule/g, ' (# vs rule')
    .replaceAll(/ (?:#\w* )*# s$/gm, '');
}

function expectConsole(text: string, code: number): void {
  const [command = '', ...lines] = text.trimEnd().split('\n');
  const [, ...argv] = command.replace(/^\$ /, '').split(' ');
  const { stdout, status } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true', GITHUB_ACTIONS: '', NO_COLOR: '1' },
  });
  const said = masked(stdout)
    .split('\n')
    .map((line) => line.trim());
  for (const line of lines) expect(said).toContain(masked(line).trim());
  expect(status).toBe(code);
}

test('a green job and a red one', () => {
  const [green, red] = blocks.filter(({ kind }) => kind === 'console');
  expectConsole(green!.text, 0);
  const netlist = join(folder, 'lif_neuron.spice');
  const before = readFileSync(netlist, 'utf8');
  const line = blocks.find(({ kind }) => kind === 'spice netlist')!.text.trimEnd();
  const broken = before.replace(new RegExp(`^${line.split(' ')[0]} .*$`, 'm'), line);
  expect(broken).not.toBe(before);
  writeFileSync(netlist, broken);
  expectConsole(red!.text, 1);
});

test('neuron, ports and currents of the guide are those of the examples', () => {
  const plain = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.replace(/\s*#.*$/, '').trim())
      .filter((line) => line !== '');
  const yaml = blocks.filter(({ kind }) => kind === 'yaml').map(({ text }) => text);
  const [neuron, network] = ['lif-neuron.yaml', 'cosim-neuron.yaml'].map((file) =>
    plain(readFileSync(join(folder, file), 'utf8')),
  );
  for (const line of plain(`${yaml[0]}${yaml[1]}`)) expect(neuron).toContain(line);
  for (const line of plain(yaml[2] ?? '')) expect(network).toContain(line);
});
