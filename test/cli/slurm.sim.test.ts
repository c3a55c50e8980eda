import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeWithSlurm, startSlurm, until, type Slurm } from '../support/slurm.js';
import { substance } from '../support/substance.js';

const RULESPICE = `${process.execPath} ${resolve('bin/rulespice.js')}`;

describeWithSlurm('a verification as a Slurm job array', () => {
  let slurm: Slurm | undefined;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rulespice-array-'));
    slurm = await startSlurm();
  }, 120_000);
  afterAll(async () => {
    await slurm?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('three shards and their merge give the report of one run', async () => {
    if (!slurm) return;
    writeFileSync(
      join(folder, 'a.yaml'),
      'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, ' +
        'max: 20 % }]\nvariations: { mismatch: { samples: 12, seed: 1, avt: 5 mV*um } }\n',
    );
    const environment = { ...slurm.environment, RULESPICE, RULESPICE_CACHE: join(folder, 'cache') };
    const submitted = spawnSync(resolve('examples/slurm/submit.sh'), ['3', 'a.yaml'], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(submitted).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^shards: job \d+, merge: job \d+\n$/) as string,
    });
    const queue = (): string =>
      spawnSync('squeue', ['-h'], { env: environment, encoding: 'utf8', timeout: 10_000 }).stdout;
    await until(() => queue() === '', 'the queue is empty');
    expect(existsSync(join(folder, 'shards', 'report.html'))).toBe(true);
    const whole = spawnSync(
      process.execPath,
      [resolve('bin/rulespice.js'), 'verify', 'a.yaml', '--json', '--no-cache'],
      { cwd: folder, encoding: 'utf8', timeout: 60_000 },
    );
    const report = JSON.parse(readFileSync(join(folder, 'shards', 'report.json'), 'utf8')) as Record<string, unknown>;
    // A file has its curves beside it; standard output has none.
    const { waveforms, ...merged } = report;
    expect(waveforms).toMatchObject({ file: 'report.waveforms.json' });
    expect(substance(merged)).toBe(substance(JSON.parse(whole.stdout)));
    // The runs came from the shards, not from the merge.
    expect(merged).toMatchObject({ reports: [{ runs: { simulated: 0 } }] });
  }, 180_000);

  test('a wrong call is told how', () => {
    expect(spawnSync(resolve('examples/slurm/submit.sh'), ['a.yaml'], { cwd: folder, encoding: 'utf8' })).toMatchObject(
      { status: 2, stderr: expect.stringContaining('number of shards') as string },
    );
  });
});
