/**
 * Builds the native peer from the sources, patches and KLU of the engine: node bench/native-klu/build.mjs
 * Debian's ngspice 39 comes without KLU, so nothing that is packaged can stand beside the engine's crossbars. The result
 * goes into the cache beside the engine's own.
 *
 * @returns {string} the program
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configureFlags } from '../../build/flags.mjs';
import { KLU_PARTS, partFolders, prepare } from '../../build/lib/compile.mjs';
import { fetchSources } from '../../build/lib/fetch.mjs';
import { buildKey, cacheFolder } from '../../build/lib/key.mjs';
import { run } from '../../build/lib/run.mjs';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** As the engine's, as far as they mean something here. */
const flags = ['-O3', '-fno-strict-aliasing', '-fno-math-errno', '-DNDEBUG', '-w'];

export function nativeKlu() {
  const program = join(cacheFolder(), `${buildKey(project)}-native`);
  if (existsSync(program)) return program;
  console.error('building a native ngspice with KLU, once; some minutes');
  const { sources } = JSON.parse(readFileSync(join(project, 'build/sources.json'), 'utf8'));
  const archives = fetchSources(sources, join(cacheFolder(), 'downloads'));
  const work = mkdtempSync(join(tmpdir(), 'ngspice-native-'));
  prepare(work, archives, project);
  const build = join(work, 'build');
  mkdirSync(build);
  const log = join(work, 'build.log');
  run('./autogen.sh', [], { cwd: join(work, 'ngspice'), log });
  run('../ngspice/configure', [...configureFlags.filter((flag) => !flag.startsWith('--host')), `CFLAGS=${flags.join(' ')}`], { cwd: build, log });
  // As for the engine: libtool has to be told that static is meant.
  run('make', ['-j2', '-C', 'src', 'STATIC=-static', 'libngspice_la_CFLAGS=-static', 'libngspice_la_LDFLAGS=-static'], { cwd: build, log });
  const klu = KLU_PARTS.flatMap((part) => {
    const { source } = partFolders(work, part);
    return readdirSync(source).filter((file) => file.endsWith('.c')).map((file) => compile(work, join(source, file), part, ['-DNTIMER']));
  });
  const own = [join(project, 'csrc/ngw_klu.c'), join(project, 'bench/native-klu/peer.c')].map((file) => compile(work, file, 'own', ['-DSHARED_MODULE', '-DHAVE_CONFIG_H']));
  const linked = join(work, 'peer');
  // HICUM is C++.
  run('c++', [...own, ...klu, join(build, 'src/.libs/libngspice.a'), '-o', linked], { cwd: work, log });
  mkdirSync(dirname(program), { recursive: true });
  copyFileSync(linked, program);
  rmSync(work, { recursive: true });
  return program;
}

function compile(work, source, prefix, more) {
  const object = join(work, `${prefix}-${source.split('/').at(-1)}.o`);
  const includes = [
    join(work, 'build/src/include'), join(work, 'ngspice/src/include'), join(work, 'ngspice/src/maths/sparse'), join(project, 'csrc'),
    ...KLU_PARTS.map((part) => partFolders(work, part).include),
  ];
  run('cc', [...flags, ...more, ...includes.map((folder) => `-I${folder}`), '-c', source, '-o', object], { cwd: work });
  return object;
}
