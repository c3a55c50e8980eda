import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real program; dist must be built. */
const BIN = new URL('../../bin/rulespice.js', import.meta.url).pathname;
const SPEC = `rulespice: 1
name: kept
rule: { kind: trace, tau: 20 ms }
circuit: { trace: { capacitance: 1 pF } }
stimulus: { csv: { file: spikes.csv, duration: 60 ms } }
verify:
  - { quantity: tau, against: rule, max: 5 % }
  - { quantity: x, against: model, max: 5 %, stimulus: csv }
`;
let folder = '';
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

interface Report {
  readonly status: string;
  readonly wallSeconds: number;
  readonly verdicts: readonly { readonly cached?: true }[];
  readonly runs: { readonly simulated: number; readonly cached: number };
}

function verify(...more: string[]): Report {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'verify', 'kept.yaml', '--json', ...more], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, RULESPICE_CACHE: join(folder, 'cache'), GITHUB_ACTIONS: '', CI: 'true' },
    timeout: 280_000,
  });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return (JSON.parse(stdout) as { reports: [Report] }).reports[0];
}

/** Files of kept reports. */
const reports = (): string[] =>
  readdirSync(join(folder, 'cache', 'reports'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.report'))
    .map((name) => join(folder, 'cache', 'reports', name));
/** Without what may differ from one time to the next. */
const content = (report: Report): unknown => ({
  ...report,
  wallSeconds: 0,
  runs: {},
  verdicts: report.verdicts.map((verdict) => ({ ...verdict, cached: true })),
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-kept-'));
  put('kept.yaml', SPEC);
  put('spikes.csv', 'event,time_s\npre,0.01\npre,0.03\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test(
  'an unchanged verification is the report that was kept; a spec, a file it names or an option that changes ' +
    'is verified anew',
  () => {
    const first = verify();
    expect(first.runs.simulated).toBeGreaterThan(0);
    const second = verify();
    expect(second.runs.simulated).toBe(0);
    expect(content(second)).toEqual(content(first));
    expect(second.verdicts.map(({ cached }) => cached)).toEqual([true, true]);
    expect(reports()).toHaveLength(1);

    // A part of the checks is another report, also where it comes from the same runs.
    expect(verify('--check', '1').verdicts).toHaveLength(1);

    put('kept.yaml', SPEC.replace('max: 5 % }', 'max: 0.0001 % }'));
    expect(verify().status).toBe('fail');
    put('kept.yaml', SPEC);
    put('spikes.csv', 'event,time_s\npre,0.01\npre,0.025\n');
    expect(verify().runs.simulated).toBeGreaterThan(0);
    expect(content(verify('--temperature', '40'))).not.toEqual(content(first));
    expect(reports()).toHaveLength(5);
  },
  300_000,
);

test('one sample of a verification is not its whole', () => {
  put(
    'kept.yaml',
    SPEC.replace(/stimulus:.*\n/, '').replace(/ {2}- \{ quantity: x.*\n/, '') +
      'variations: { mismatch: { avt: 5 mV*um, samples: 3 } }\n',
  );
  const whole = verify();
  const one = verify('--check', '1', '--sample', '2');
  const other = verify('--check', '1', '--sample', '3');
  expect(one.verdicts).not.toEqual(whole.verdicts);
  expect(other.verdicts).not.toEqual(one.verdicts);
}, 300_000);

test('a damaged report is no report, --no-cache reads none, and one with an error is not kept', () => {
  const first = verify();
  const [file = ''] = reports();
  const bytes = readFileSync(file);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(content(verify())).toEqual(content(first));
  expect(reports()).toHaveLength(1);
  expect(verify('--no-cache').runs?.cached ?? 0).toBe(0);
  rmSync(reports()[0] ?? '');
  put('kept.yaml', `${SPEC}simulation: { timeout: 1 ms }\n`);
  spawnSync(process.execPath, [BIN, 'verify', 'kept.yaml', '--engine', 'native'], {
    cwd: folder,
    env: { ...process.env, RULESPICE_CACHE: join(folder, 'cache') },
  });
  expect(reports()).toHaveLength(0);
}, 300_000);
