import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { entryOf } from '../node/bundled.js';
import { EXIT, INTERRUPTED } from './exit.js';

/*
 * The process that a user starts. It does no work of its own: JavaScript hears no signal while it calculates, so the
 * work is done in a child, and this process hears Ctrl-C whatever the child does. It imports nothing heavy.
 */

/** How long the child may take to end by itself, ms; signals end every command within two seconds. */
const GRACE = 1000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a command line and returns its exit code. */
export async function supervise(argv: readonly string[]): Promise<number> {
  if (!needsChild(argv)) return alone(argv);
  const entry = fileURLToPath(entryOf('worker-process'));
  // A group of its own, so that the engines' processes end with it.
  const child = spawn(process.execPath, [...process.execArgv, entry, ...argv], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    let interrupted = false;
    let told = false;
    const end = (): void => {
      told = true;
      process.stderr.write(INTERRUPTED);
      killGroup(child, 'SIGKILL');
    };
    for (const signal of SIGNALS)
      process.on(signal, () => {
        if (interrupted) return end();
        interrupted = true;
        child.kill(signal);
        setTimeout(end, GRACE).unref();
      });
    process.on('SIGTSTP', () => {
      killGroup(child, 'SIGSTOP');
      process.kill(process.pid, 'SIGSTOP');
    });
    process.on('SIGCONT', () => killGroup(child, 'SIGCONT'));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      // What it started and left behind.
      killGroup(child, 'SIGKILL');
      if (interrupted && !told) process.stderr.write(INTERRUPTED);
      if (!interrupted && signal !== null) process.stderr.write(crashText(signal));
      resolve(interrupted ? EXIT.interrupted : (code ?? EXIT.bug));
    });
  });
}

/** Does the work in this process. */
async function alone(argv: readonly string[]): Promise<number> {
  const { main } = (await import(entryOf('main').href)) as { main: (words: readonly string[]) => Promise<number> };
  return main(argv);
}

/** Help needs no child; a debugger wants the work in the process it is attached to; Windows has no groups. */
function needsChild(argv: readonly string[]): boolean {
  if (process.platform === 'win32' || process.execArgv.some((word) => word.startsWith('--inspect'))) return false;
  if (argv.includes('--get-yargs-completions') || ['-v', 'completion'].includes(argv[0] ?? '')) return false;
  return argv.length > 0 && !argv.some((word) => ['--help', '-h', '--version'].includes(word));
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}

function crashText(signal: NodeJS.Signals): string {
  const memory = signal === 'SIGABRT' || signal === 'SIGKILL';
  return (
    `rulespice was ended by ` +
    `${signal}${memory ? ', perhaps because the memory was full; try fewer jobs or a smaller input' : ''}\n` +
    'if that is not why, this is a defect of rulespice; please report it to its maintainers with the ' +
    'command and the spec\n'
  );
}
