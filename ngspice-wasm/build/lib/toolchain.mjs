/** The compiler and its helpers: pinned by version, installed when that is allowed. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { installed, run } from './run.mjs';

const COMMANDS = ['emcc', 'emar', 'emconfigure', 'wasm-opt', 'flex', 'bison', 'autoconf', 'automake', 'libtoolize', 'make', 'patch', 'xz'];

/** Installs what is missing when this process is root on a machine with apt; otherwise says what to install. */
export function ensureToolchain({ packages, ...versions }) {
  const missing = COMMANDS.filter((command) => !installed(command));
  if (missing.length > 0) {
    const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
    if (process.getuid?.() !== 0 || !installed('apt-get')) throw new Error(`the build needs ${missing.join(', ')}; on Debian 12:\n  sudo ${command}`);
    console.log(`installing what is missing (${missing.join(', ')}): ${command}`);
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  }
  for (const [command, wanted] of Object.entries(versions)) {
    const said = run(command === 'clang' ? 'emcc' : command, [command === 'clang' ? '-v' : '--version'], { both: true });
    if (!new RegExp(`\\b${wanted.replaceAll('.', '\\.')}\\b`).test(said)) {
      throw new Error(`${command} ${wanted} is needed, installed is: ${said.split('\n')[0]}\nOther versions give other bytes and are not tested.`);
    }
  }
}

/** Environment of every step: the JavaScript parser that Debian's emcc looks for, and nothing that changes with the day. */
export function buildEnvironment(epoch) {
  const acorn = dirname(createRequire(import.meta.url).resolve('acorn/package.json'));
  return { NODE_PATH: dirname(acorn), SOURCE_DATE_EPOCH: String(epoch), LC_ALL: 'C', TZ: 'UTC' };
}
