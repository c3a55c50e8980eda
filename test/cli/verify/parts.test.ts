import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotations } from '../../../src/cli/verify/annotations.js';
import { mergedArguments } from '../../../src/cli/verify/arguments.js';
import { writeOutputs } from '../../../src/cli/verify/outputs.js';
import { overridden, readOverrides, requireChecks } from '../../../src/cli/verify/overrides.js';
import { wantsProgress } from '../../../src/cli/terminal/progress.js';
import { replayDeck, runFolder } from '../../../src/cli/verify/runs.js';
import { parseSpec } from '../../../src/load-spec.js';
import { conditions, fakeIo, fakeSession, report, verdict } from '../fixtures.js';
import { patternOf } from '../../support/patterns.js';

const spec = parseSpec(
  'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nverify:\n  - { quantity: tau, against: rule, max: 5 % }\n',
  'a.yaml',
);
const nothing = { check: undefined, corner: undefined, temperature: undefined, supply: undefined, timeout: undefined };
const silent = mergedArguments({ files: [] }, { verbose: false, quiet: true });

test('conditions of the command line replace the variations, not what the circuit is designed for', () => {
  const changed = overridden(
    spec,
    readOverrides({ ...nothing, corner: ['ff', 'ff'], temperature: ['-20'], timeout: '5' }),
  );
  expect(changed.variations).toEqual({
    corners: ['ff'],
    temperatures: [-20],
    supplies: [],
    capacitors: [],
    biases: [],
    grid: 'full',
  });
  expect(changed.process).toEqual(spec.process);
  expect(changed.simulation.timeout).toBe(5);
  expect(overridden(spec, readOverrides(nothing))).toEqual(spec);
});

test('a check that does not exist is refused', () => {
  expect(() => requireChecks(spec, readOverrides({ ...nothing, check: ['99'] }))).toThrow(
    '--check 99: the spec has one check',
  );
});

test('annotations stand at the line of the check and cannot be broken by what they say', () => {
  const text = annotations([
    report({ verdicts: [verdict({ reason: 'bad\n::error::100 %' }), verdict({ status: 'pass', measured: 0.01 })] }),
  ]);
  expect(text).toHaveLength(1);
  expect(text[0]).toMatch(
    patternOf(
      /^::error file=specs\/a\.yaml,line=11,title=FAIL%3A a%2C tau vs rule/,
      /::ff, 60 C, 1\.8 V: bad ::error::100 %25; replay: /,
    ),
  );
  expect(text[0]).not.toContain('\n');
});

test('an annotation is one line, whatever file and failure are called', () => {
  const [line, more] = annotations([
    report({
      spec: { name: 'a', file: 'a,line=1::b\n::error.yaml', rule: 'trace' },
      verdicts: [],
      failure: 'x\r\n::error::100 %\n\u001b[2J\u202e',
    }),
  ]);
  expect(more).toBeUndefined();
  expect(line).toBe(
    '::error file=a%2Cline=1%3A%3Ab%0A%3A%3Aerror.yaml,title=ERROR%3A a::x%0A::error::100 %25%0A\\x1b[2J\\u202e',
  );
});

test('annotations name files relative to the repository', () => {
  const [line] = annotations(
    [
      report({
        spec: { name: 'a', file: join(process.cwd(), 'x', 'a.yaml'), rule: 'trace' },
        verdicts: [],
        failure: 'no engine',
      }),
    ],
    process.cwd(),
  );
  expect(line).toBe('::error file=x/a.yaml,title=ERROR%3A a::no engine');
});

test('in GitHub Actions the summary is appended and annotations go to stderr', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-cli-'));
  try {
    const summary = join(folder, 'summary.md');
    const io = fakeIo({ environment: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } });
    expect(await writeOutputs([report()], { ...silent, json: '' }, fakeSession(io))).toBe(1);
    expect(JSON.parse(io.printed.join(''))).toMatchObject({ status: 'fail' });
    expect(io.complaints.join('')).toContain('::error file=specs/a.yaml,line=11');
    expect(readFileSync(summary, 'utf8')).toContain('FAIL');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the exit code is 0 only for a pass, 3 for an error', async () => {
  const io = fakeIo();
  expect(
    await writeOutputs(
      [report({ status: 'pass', verdicts: [verdict({ status: 'pass', measured: 0.01, margin: 0.04 })] })],
      silent,
      fakeSession(io),
    ),
  ).toBe(0);
  expect(await writeOutputs([report({ status: 'error', verdicts: [], failure: 'x' })], silent, fakeSession(io))).toBe(
    3,
  );
  expect(io.printed).toEqual([]);
});

test('a progress bar needs a person at a terminal', () => {
  const terminal = { errIsTerminal: true };
  expect(wantsProgress(fakeIo(terminal), false)).toBe(true);
  expect(wantsProgress(fakeIo(terminal), true)).toBe(false);
  expect(wantsProgress(fakeIo({ ...terminal, environment: { CI: 'true' } }), false)).toBe(false);
  expect(wantsProgress(fakeIo(), false)).toBe(false);
});

test('run folders differ for every experiment and condition, and stay below their root', () => {
  const about = { spec: 'a', conditions };
  expect(runFolder('window, dt = -5 ms', about)).toBe('a/window_dt=-5ms/ff_60C_1.8V');
  expect(runFolder('window, dt = 5 ms', about)).toBe('a/window_dt=5ms/ff_60C_1.8V');
  expect(runFolder('csv sub/spikes.csv', about)).toBe('a/csvsub-spikes.csv/ff_60C_1.8V');
});

test('a kept deck has one title line, an analysis and something to print', () => {
  const deck = replayDeck(
    { title: 'a:\nwindow', text: 'v1 a 0 1\n' },
    { kind: 'tran', step: 1e-6, stop: 1e-3, maxStep: 1e-6 },
    ['v(a)'],
  );
  expect(deck).toBe('a: window\nv1 a 0 1\n.save v(a)\n.print tran v(a)\n.tran 1e-6 0.001 0 1e-6\n.end\n');
});
