import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configureFlags } from '../../build/flags.mjs';
import { compileKlu, compileNgspice, compileOwn, prepare } from '../../build/lib/compile.mjs';
import { fetchSources } from '../../build/lib/fetch.mjs';
import { buildKey, cacheFolder } from '../../build/lib/key.mjs';
import { run } from '../../build/lib/run.mjs';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * This machine's own compiler; flags as the engine's, as far as they mean something here. `env` starts what follows it.
 */
const NATIVE = {
  cc: 'cc',
  configure: 'env',
  make: 'env',
  env: {},
  flags: ['-O3', '-fno-strict-aliasing', '-fno-math-errno', '-DNDEBUG', '-w'],
  configureFlags: configureFlags.filter((flag) => !flag.startsWith('--host')),
};

/**
 * The native peer, from the sources, patches and KLU of the engine: Debian's ngspice 39 comes without KLU, so nothing
 * that is packaged can stand beside the engine's crossbars. Built once, and kept beside the engine in the cache.
 * @returns {string} the program
 * @throws Error when a tool is missing or the build fails
 */
export function nativeKlu() {
  const program = join(cacheFolder(), `${buildKey(project)}-native`);
  if (existsSync(program)) return program;
  console.error('building a native ngspice with KLU, once; some five minutes');
  const { sources } = JSON.parse(readFileSync(join(project, 'build/sources.json'), 'utf8'));
  const archives = fetchSources(sources, join(cacheFolder(), 'downloads'));
  const work = mkdtempSync(join(tmpdir(), 'ngspice-native-'));
  try {
    prepare(work, archives, project);
    const archive = compileNgspice(work, NATIVE, 2);
    const own = compileOwn(work, NATIVE, project, [
      join(project, 'csrc/ngw_klu.c'),
      join(project, 'bench/native-klu/peer.c'),
    ]);
    const linked = join(work, 'peer');
    // HICUM is C++.
    run('c++', [...own, ...compileKlu(work, NATIVE), archive, '-o', linked], { cwd: work });
    mkdirSync(dirname(program), { recursive: true });
    copyFileSync(linked, program);
  } finally {
    rmSync(work, { recursive: true });
  }
  return program;
}
