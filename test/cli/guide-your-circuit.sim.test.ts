import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** docs/guides/your-circuit.md does what it says: its commands are run, its changes are made. */

const BIN = resolve('bin', 'rulespice.js');
const GUIDE = readFileSync(join('docs', 'guides', 'your-circuit.md'), 'utf8');

/** Code blocks in their order, with what their first line says. */
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
    .replaceAll(/ (?:#\w* )*# s$/gm, '');
}

function run(command: string): { readonly out: string; readonly code: number | null } {
  const [, ...argv] = command.split(' ');
  const { stdout, status } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true', GITHUB_ACTIONS: '', NO_COLOR: '1' },
  });
  return { out: stdout, code: status };
}

function expectConsole(text: string, code: number): void {
  const [command = '', ...lines] = text.trimEnd().split('\n');
  const outcome = run(command.replace(/^\$ /, ''));
  const said = masked(outcome.out)
    .split('\n')
    .map((line) => line.trim());
  for (const line of lines) expect(said).toContain(masked(line).trim());
  expect(outcome.code).toBe(code);
}

test('a green job, a red job, and two netlists side by side', () => {
  const [green, red, layout] = blocks.filter(({ kind }) => kind === 'console');
  expectConsole(green!.text, 0);
  const netlist = join(folder, 'stdp_synapse.spice');
  const before = readFileSync(netlist, 'utf8');
  const change = blocks
    .find(({ kind }) => kind === 'spice netlist')!
    .text.trimEnd()
    .split('\n');
  const broken = change.reduce(
    (text, line) => text.replace(new RegExp(`^${line.split(' ')[0]} .*$`, 'm'), line),
    before,
  );
  expect(broken).not.toBe(before);
  writeFileSync(netlist, broken);
  expectConsole(red!.text, 1);
  writeFileSync(netlist, before);
  expectConsole(layout!.text, 0);
});

test('the ports of the guide are those of the example', () => {
  const [ports] = blocks.filter(({ kind }) => kind === 'yaml');
  const plain = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.replace(/\s*#.*$/, ''))
      .filter((line) => line.trim() !== '');
  const example = plain(readFileSync(join(folder, 'stdp-synapse.yaml'), 'utf8'));
  for (const line of plain(ports!.text)) expect(example).toContain(line);
});

describe('the action', () => {
  const action = readFileSync('action.yml', 'utf8');
  const verify = (env: Readonly<Record<string, string>>) => {
    const output = join(folder, 'github-output');
    writeFileSync(output, '');
    const { status } = spawnSync('bash', [resolve('scripts', 'action-verify.sh')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: resolve('.'),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
        FOLDER: 'kept',
        OPTIONS: '',
        ...env,
      },
    });
    return { status, output: readFileSync(output, 'utf8') };
  };

  test('verifies, writes its reports and says where they are', () => {
    const { status, output } = verify({ SPECS: 'stdp-synapse.yaml\n\n', OPTIONS: '--check\n2\n' });
    expect(status).toBe(0);
    expect(output).toBe('report=kept/verification.html\njunit=kept/junit.xml\n');
    expect(readFileSync(join(folder, 'kept', 'junit.xml'), 'utf8')).toContain('tests="1" failures="0"');
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('PASS');
  });

  test('hands words on as words: no input of a workflow becomes a command', () => {
    const { status } = verify({ SPECS: '$(touch pwned).yaml\n`touch pwned`\n; touch pwned\n' });
    expect(status).toBe(2);
    expect(() => readFileSync(join(folder, 'pwned'))).toThrow(/ENOENT/);
  });

  test('puts no input into the text of a script', () => {
    const scripts = [...action.matchAll(/^ +run: (.*)$/gm)].map(([, script]) => script);
    expect(scripts).toHaveLength(2);
    for (const script of scripts) expect(script).not.toContain('${{');
  });
});
