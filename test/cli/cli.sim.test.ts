import { Ajv } from 'ajv';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseEngine } from '../../src/node/engine/registry.js';
import { describeWithNative } from '../support/native.js';
import { describeWithPdk, pdkRoot } from '../support/pdk.js';
import { patternOf } from '../support/patterns.js';

/** The real program on a small spec; dist must be built. */
const BIN = new URL('../../bin/rulespice.js', import.meta.url).pathname;
const SPEC = `rulespice: 1
name: small
rule: { kind: trace, tau: 20 ms }
circuit: { trace: { capacitance: 1 pF } }
verify:
  - { quantity: tau, against: rule, max: 5 % }
`;
const environment = { ...process.env, GITHUB_ACTIONS: '', PDK_ROOT: '', CI: 'true', FORCE_COLOR: '', NO_COLOR: '1' };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-e2e-'));
  put('small.yaml', SPEC);
  put('strict.yaml', SPEC.replace('max: 5 %', 'max: 0.0001 %').replace('name: small', 'name: strict'));
  put('fast.yaml', SPEC.replace('20 ms', '20 us'));
  put('broken.yaml', 'rulespice: 1\nname: [x\n');
  put('cell.yaml', SPEC.replace('capacitance: 1 pF', 'cell: dppi'));
  // Simulates for far longer than the test that interrupts it waits.
  put(
    'long.yaml',
    SPEC.replace(
      'verify:',
      'stimulus: { poisson: { rate: 50 Hz, duration: 60 s, seed: 1 } }\nverify:\n  - { quantity: x, ' +
        'against: model, max: 5 % }',
    ),
  );
  // Its slow trace is read at its own event, which takes a late pulse: half a millisecond is too close for two of them.
  put(
    'crowded.yaml',
    `rulespice: 1
name: crowded
rule: { states: { x: { decay: 20 ms }, w: { initial: 0.5 } }, on: { pre: { x: +1, w: +0.01 * x } } }
stimulus: { spikes: { pre: [10 ms, 10.6 ms], duration: 20 ms } }
verify: [{ quantity: w, against: rule, max: 5 % }]
`,
  );
  put('gf.yaml', `${SPEC}process: { name: gf180mcu }\n`);
  put('rc.cir', 'an RC\nv1 in 0 dc 1 pulse(0 1 0 1n 1n 1 2)\nr1 in out 1k\n.include c.inc\n.tran 10u 1m\n.end\n');
  put('c.inc', 'c1 out 0 100n\n');
  put('control.cir', 't\nv1 a 0 1\n.control\nshell touch x\n.endc\n.op\n');
  put('stuck.cir', 't\nv1 a 0 1\nv2 a 0 2\nr1 a 0 1\n.op\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

/** In a clone where ngspice-wasm is not built, every command says so first. */
function withoutNotice(err: string): string {
  const { notice } = chooseEngine();
  return notice === undefined ? err : err.replace(`${notice}\n`, '');
}

function run(argv: readonly string[], extra: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, ...extra },
    timeout: 100_000,
  });
  return { code: status, out: stdout, err: withoutNotice(stderr) };
}

function schemaErrors(name: string, text: string): unknown {
  const schema = JSON.parse(
    readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

test('verify: a table on stdout, nothing on stderr, reports on request, exit code 0', () => {
  expect(run(['verify', 'small.yaml'])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('+ PASS  small') as string,
  });
  const written = run([
    'verify',
    'sm*.yaml',
    '--report',
    'r/i.html',
    '--markdown',
    'r/s.md',
    '--json',
    'r/o.json',
    '--quiet',
    '--runs',
    'runs',
    '--corner',
    'ff',
    '--temperature',
    '-10',
  ]);
  expect(written).toMatchObject({ out: '', err: '' });
  expect([0, 1]).toContain(written.code);
  expect(read('r', 'i.html')).toContain('<html');
  expect(read('r', 's.md')).toContain('small');
  expect(schemaErrors('report', read('r', 'o.json'))).toEqual([]);
  const kept = join('runs', 'small', 'impulse', 'ff_-10C_1.8V');
  expect(readdirSync(join(folder, kept)).sort()).toEqual(['conditions.json', 'deck.cir', 'waveforms.csv']);
  expect(run(['simulate', join(kept, 'deck.cir')]).out.split('\r\n')[0]).toBe('time,i(v_x_iout)');
});

test('verify: exit code 1 with the reason and a replay, annotations in GitHub Actions', () => {
  const { code, out, err } = run(['verify', 'strict.yaml'], {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  });
  expect(code).toBe(1);
  expect(out).toContain('replay: rulespice verify strict.yaml --check 1 --corner tt --temperature 27 --supply 1.8');
  expect(err).toContain('::error file=strict.yaml,line=6,');
  expect(read('summary.md')).toContain('strict');
});

test('verify: a simulation that is stopped at its limit is exit code 3 and an error in the report', () => {
  const { code, out } = run(['verify', 'small.yaml', '--timeout', '0.001', '--json', '--no-cache']);
  expect(code).toBe(3);
  expect(schemaErrors('report', out)).toEqual([]);
  expect(JSON.parse(out)).toMatchObject({ status: 'error' });
});

test('verify: every problem of every file is printed and nothing is simulated', () => {
  const { code, out, err } = run(['verify', 'broken.yaml', 'small.yaml', 'missing.yaml']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('broken.yaml:2:7: found "[" without its "]"');
  expect(err).toContain('missing.yaml: file not found');
});

test.each([
  [['verify', '.'], 'broken.yaml:2:7: found "[" without its "]"'],
  [['verify', 'no/*.yaml'], 'no file matches "no/*.yaml"'],
  [['verify', 'small.yaml', '--engine', 'embeded'], 'there is no engine "embeded"; did you mean "embedded"?'],
  [['verify', 'cell.yaml'], 'cell.yaml:4:27: circuit.trace.cell: unknown trace cell "dppi"; did you mean "dpi"?'],
  [['verify', 'gf.yaml'], 'gf.yaml: process gf180mcu needs its PDK: set PDK_ROOT'],
  [['verify', 'small.yaml', '--corner', 'nonsense'], 'process sky130 has no corner "nonsense"; it has tt'],
  [['verify', 'small.yaml', '--check', '99'], 'small.yaml: --check 99: the spec has one check'],
  [['verify', 'small.yaml', '--temperature', '200'], '200 C is outside the -20 to 85 C'],
  [['verify', 'fast.yaml'], 'fast.yaml: refused: x (dpi): decay current'],
  [['verify', 'small.yaml', '--runs', 'small.yaml'], 'is no folder'],
  [['design', 'fast.yaml'], 'fast.yaml: refused: '],
  [['simulate', 'control.cir'], 'control.cir:4: the command "shell" reaches out of the simulation'],
  [['compile', 'small.yaml', '-o', '.'], '--output: . is a folder'],
  [
    ['compile', 'crowded.yaml', '--testbench'],
    'crowded.yaml: stimulus.spikes: pre events at 10 ms and 10.6 ms are 600 us apart',
  ],
  [['verify', 'crowded.yaml'], 'pre events at 10 ms and 10.6 ms are 600 us apart'],
])('%j is bad input', (argv, message) => {
  const { code, out, err } = run(argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
});

test('simulate: waveforms as CSV, JSON and rawfile; a failure is exit code 3', () => {
  expect(run(['simulate', 'rc.cir']).out).toMatch(/^time,v\(in\),v\(out\),i\(v1\)\r\n/);
  expect(schemaErrors('simulate', run(['simulate', 'rc.cir', '--json']).out)).toEqual([]);
  expect(run(['simulate', 'rc.cir', '-o', 'rc.raw'])).toMatchObject({ code: 0, out: '', err: 'wrote rc.raw\n' });
  expect(read('rc.raw').startsWith('Title: rc.cir')).toBe(true);
  expect(run(['simulate', 'stuck.cir'])).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/^simulation failed \([a-z-]+\): /) as string,
  });
});

test('compile: a netlist without sources, and a testbench that runs', () => {
  const { code, out } = run(['compile', 'small.yaml']);
  expect(code).toBe(0);
  expect(out).toMatch(/^\.subckt \w*small\w* /m);
  expect(out).not.toContain('.tran');
  expect(run(['compile', 'small.yaml', '--testbench', '-o', 'tb.cir']).code).toBe(0);
  expect(run(['simulate', 'tb.cir']).out).toContain('i(v_x_iout)');
});

describeWithPdk('compile: models of a PDK', () => {
  test('are in the testbench as they are, and only ngspice reads them', () => {
    const pdk = { PDK_ROOT: pdkRoot };
    expect(run(['compile', 'gf.yaml', '--testbench', '-o', 'gf-tb.cir'], pdk)).toMatchObject({
      code: 0,
      err: 'wrote gf-tb.cir\n',
    });
    expect(run(['simulate', 'gf-tb.cir'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('i(v_x_iout)') as string,
    });
    expect(run(['compile', 'gf.yaml', '--testbench', '--dialect', 'xyce'], pdk)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(
        patternOf(
          /^gf\.yaml: the transistor models of this process are its PDK's, in the language of ngspice, which Xyce /,
          /does not read; choose --dialect ngspice/,
        ),
      ) as string,
    });
    expect(run(['compile', 'gf.yaml', '--dialect', 'xyce'], pdk)).toMatchObject({
      code: 0,
      out: expect.stringContaining('.subckt') as string,
    });
  });
});

test.each([
  ['design', ['design', 'small.yaml', '--json']],
  ['compile', ['compile', 'small.yaml', '--testbench', '--json']],
  ['characterise', ['characterise', '--json', '--corner', 'ff']],
  ['cells', ['cells', '--json']],
  ['explain', ['explain', 'small.yaml', '--json']],
  ['explain', ['explain', 'small.yaml', '--sizes', '--json']],
  ['doctor', ['doctor', '--json']],
])('%s --json fits its schema', (name, argv) => {
  const { code, out, err } = run(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(schemaErrors(name, out)).toEqual([]);
});

test('tables for people', () => {
  expect(run(['design', 'small.yaml']).out).toContain('tau = (C + C_par) U_T / (kappa_p I_tau)');
  expect(run(['characterise']).out).toMatch(/trace-p +pfet 5\/2/);
  expect(run(['explain', 'small.yaml', '--sizes']).out).toContain('What each parameter sets');
  expect(run(['doctor']).out).toContain('set PDK_ROOT');
});

test('init writes a spec that verifies', () => {
  expect(run(['init', 'new']).code).toBe(0);
  expect(run(['verify', 'new/learning-rule.yaml'])).toMatchObject({ code: 0, err: '' });
});

test('Ctrl-C ends everything with 130 and leaves nothing behind', async () => {
  const child = spawn(
    process.execPath,
    [BIN, 'verify', 'long.yaml', '--corner', 'tt', '--corner', 'ff', '--report', 'late.html'],
    { cwd: folder, env: environment },
  );
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  setTimeout(() => child.kill('SIGINT'), 2000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, err: withoutNotice(err) }).toEqual({
    code: 130,
    err: 'interrupted; unfinished results were discarded\n',
  });
  expect(readdirSync(folder).filter((name) => name.includes('late'))).toEqual([]);
});

describeWithNative('kept decks on native ngspice', () => {
  test('run unchanged and print', () => {
    run(['verify', 'small.yaml', '--runs', 'native', '--engine', 'native', '--quiet']);
    const { stdout } = spawnSync('ngspice', ['-b', 'deck.cir'], {
      cwd: join(folder, 'native', 'small', 'impulse', 'tt_27C_1.8V'),
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/Index +time +v_x_iout#branch/);
  });
});

test('an engine that is not installed is exit code 3', () => {
  expect(run(['verify', 'small.yaml', '--engine', 'native'], { PATH: '/nonexistent' })).toMatchObject({
    code: 3,
    err: expect.stringContaining('install ngspice') as string,
  });
});
