import { spawnSync } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';

/**
 * Runs a program to its end, its output in a log file when one is named.
 * @returns {string} standard output when no log is named, with standard error when `both`
 * @throws Error with the end of the output when it fails
 */
export function run(command, args, { cwd, env, log, both = false } = {}) {
  const file = log === undefined ? undefined : openSync(log, 'w');
  const result = spawnSync(command, args, {
    cwd, env: { ...process.env, ...env, LC_ALL: 'C' }, encoding: 'utf8', maxBuffer: 1 << 28,
    stdio: file === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', file, file],
  });
  if (file !== undefined) closeSync(file);
  if (result.status === 0) return both ? `${result.stdout ?? ''}${result.stderr ?? ''}` : (result.stdout ?? '');
  const said = file === undefined ? `${result.stdout ?? ''}${result.stderr ?? ''}` : readFileSync(log, 'utf8');
  throw new Error(`${command} ${args.slice(0, 4).join(' ')} failed (${result.error?.message ?? `exit ${result.status}`})\n${said.split('\n').slice(-25).join('\n')}`);
}

/** Whether a program is on the PATH. */
export function installed(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}
