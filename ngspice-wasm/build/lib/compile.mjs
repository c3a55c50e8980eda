/** From unpacked sources to object files: ngspice with its own build system, KLU and the bridge file by file. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileFlags, configureFlags } from '../flags.mjs';
import { run } from './run.mjs';
import { specialise } from './specialise.mjs';

/** Unpacks the archives, applies the patches in the order of their names, and specialises the hottest device models. */
export function prepare(work, archives, project) {
  for (const [name, archive] of archives) {
    mkdirSync(join(work, name), { recursive: true });
    run('tar', ['xf', archive, '--strip-components=1', '-C', join(work, name)]);
  }
  for (const patch of readdirSync(join(project, 'patches')).filter((file) => file.endsWith('.patch')).sort()) {
    run('patch', ['-p1', '--forward', '-i', join(project, 'patches', patch)], { cwd: join(work, 'ngspice') });
  }
  specialise(join(work, 'ngspice'));
  copyFileSync(join(project, 'csrc/ngw_klu.h'), join(work, 'ngspice/src/maths/sparse/ngw_klu.h'));
}

/**
 * What compiles: a compiler with its flags, and the programs that start `configure` and `make` for it.
 * @typedef {{ cc: string, configure: string, make: string, flags: readonly string[], configureFlags: readonly string[], env: object }} Tools
 */

/** @returns {Tools} */
export const emscripten = (work, env) => ({ cc: 'emcc', configure: 'emconfigure', make: 'emmake', flags: compileFlags(work), configureFlags, env });

/** @returns {string} the archive of libngspice */
export function compileNgspice(work, { configure, make, flags, configureFlags, env }, jobs) {
  const build = join(work, 'build');
  mkdirSync(build, { recursive: true });
  run('./autogen.sh', [], { cwd: join(work, 'ngspice'), env, log: join(work, 'autogen.log') });
  run(configure, ['../ngspice/configure', ...configureFlags, `CFLAGS=${flags.join(' ')}`], { cwd: build, env, log: join(work, 'configure.log') });
  // libtool refuses to build a library without `-shared` unless it is told that static is meant.
  const asStatic = ['STATIC=-static', 'libngspice_la_CFLAGS=-static', 'libngspice_la_LDFLAGS=-static'];
  run(make, ['make', `-j${jobs}`, '-C', 'src', ...asStatic], { cwd: build, env, log: join(work, 'make.log') });
  return join(build, 'src/.libs/libngspice.a');
}

/** The parts of SuiteSparse that KLU needs. */
const KLU_PARTS = ['SuiteSparse_config', 'AMD', 'BTF', 'COLAMD', 'KLU'];

/** Where a part has its sources and its headers. */
function partFolders(work, part) {
  const folder = join(work, 'suitesparse', part);
  return part === 'SuiteSparse_config' ? { source: folder, include: folder } : { source: join(folder, 'Source'), include: join(folder, 'Include') };
}

/** KLU, real and 32-bit only. @returns {string[]} object files */
export function compileKlu(work, tools) {
  const includes = KLU_PARTS.map((part) => `-I${partFolders(work, part).include}`);
  return KLU_PARTS.flatMap((part) => {
    const files = sourcesIn(partFolders(work, part).source);
    return files.map((file) => compileFile(work, tools, file, part, ['-DNTIMER', ...includes]));
  });
}

/** C files of ours, all of the bridge when none are named. @returns {string[]} object files */
export function compileOwn(work, tools, project, files = sourcesIn(join(project, 'csrc'))) {
  const includes = [
    join(work, 'build/src/include'), join(work, 'ngspice/src/include'), join(work, 'ngspice/src/frontend'),
    join(work, 'ngspice/src/maths/sparse'), join(project, 'csrc'),
    ...KLU_PARTS.map((part) => partFolders(work, part).include),
  ].map((folder) => `-I${folder}`);
  const flags = ['-DSHARED_MODULE', '-DHAVE_CONFIG_H', `-ffile-prefix-map=${project}=.`, ...includes];
  return files.map((file) => compileFile(work, tools, file, 'bridge', flags));
}

function sourcesIn(folder) {
  return readdirSync(folder).filter((file) => file.endsWith('.c')).sort().map((file) => join(folder, file));
}

function compileFile(work, { cc, flags: common, env }, source, prefix, flags) {
  const folder = join(work, 'objects');
  mkdirSync(folder, { recursive: true });
  const object = join(folder, `${prefix}-${basename(source, '.c')}.o`);
  run(cc, [...common, ...flags, '-c', source, '-o', object], { cwd: work, env });
  return object;
}
