import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'setpriv'];
const installed =
  PROGRAMS.every((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0) &&
  process.getuid?.() === 0;

/** A cluster of this machine alone, for the time of a test. */
export interface Slurm {
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * Registers tests that need Slurm (Debian: slurm-wlm, munge; as root), or one that says in the report that they did not
 * run.
 */
export function describeWithSlurm(title: string, define: () => void): void {
  if (installed) {
    describe(title, define);
    return;
  }
  test(`${title} - SKIPPED: Slurm is not installed (slurm-wlm, munge), or this is not root`, () => {
    console.warn(`${title}: not checked, because Slurm is not installed or its daemons cannot be started`);
  });
}

/**
 * Starts munged, slurmctld and slurmd in a folder of their own, on ports of their own; nothing, with a warning that
 * says what they said, on a machine where no node comes up (a container may forbid what slurmd needs).
 */
export async function startSlurm(): Promise<Slurm | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-slurm-'));
  chmodSync(folder, 0o755);
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o400 });
  const node = hostname().split('.')[0] ?? '';
  const [controller, daemon] = [await freePort(), await freePort()];
  writeFileSync(
    join(folder, 'slurm.conf'),
    `ClusterName=rulespice
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
SlurmctldPort=${controller}
SlurmdPort=${daemon}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
MailProg=/bin/true
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1
SlurmdParameters=config_overrides
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`,
  );
  const environment = { ...process.env, SLURM_CONF: join(folder, 'slurm.conf') };
  const daemons: ChildProcess[] = [];
  // A daemon ends with the process that started it, however that one ends.
  const start = (program: string, args: readonly string[]): void =>
    void daemons.push(
      spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { env: environment, stdio: 'ignore' }),
    );
  const slurm: Slurm = {
    environment,
    stop: async () => {
      for (const child of daemons.reverse()) {
        child.kill('SIGTERM');
        await Promise.race([
          new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(undefined))),
          wait(5000, undefined, { ref: false }),
        ]);
        child.kill('SIGKILL');
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    start('munged', [
      '-F',
      '--force',
      `--key-file=${folder}/munge.key`,
      `--socket=${folder}/munge.socket`,
      `--pid-file=${folder}/munged.pid`,
      `--log-file=${folder}/munged.log`,
      `--seed-file=${folder}/munge.seed`,
    ]);
    await wait(500);
    start('slurmctld', ['-D', '-f', join(folder, 'slurm.conf')]);
    start('slurmd', ['-D', '-f', join(folder, 'slurm.conf')]);
    await until(
      () =>
        spawnSync('sinfo', ['-h', '-o', '%T'], { env: environment, encoding: 'utf8', timeout: 10_000 }).stdout.includes(
          'idle',
        ),
      'the node is idle',
      30,
    );
    return slurm;
  } catch (error) {
    const said = ['slurmctld.log', 'slurmd.log'].map((name) =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').slice(-1000) : `${name}: none`,
    );
    await slurm.stop();
    console.warn(
      `SKIPPED: Slurm does not come up here, ` +
        `${error instanceof Error ? error.message : String(error)}\n${said.join('\n')}`,
    );
    return undefined;
  }
}

/** Asks every half second. */
export async function until(holds: () => boolean, what: string, seconds = 90): Promise<void> {
  for (let attempt = 0; attempt < 2 * seconds; attempt += 1) {
    if (holds()) return;
    await wait(500);
  }
  throw new Error(`it never came to pass that ${what}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
