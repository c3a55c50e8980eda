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

/** @returns {string} the archive of libngspice */
export function compileNgspice(work, env, jobs) {
  const build = join(work, 'build');
  mkdirSync(build, { recursive: true });
  run('./autogen.sh', [], { cwd: join(work, 'ngspice'), env, log: join(work, 'autogen.log') });
  run('emconfigure', ['../ngspice/configure', ...configureFlags, `CFLAGS=${compileFlags(work).join(' ')}`], { cwd: build, env, log: join(work, 'configure.log') });
  // libtool refuses to build a library without `-shared` unless it is told that static is meant.
  const asStatic = ['STATIC=-static', 'libngspice_la_CFLAGS=-static', 'libngspice_la_LDFLAGS=-static'];
  run('emmake', ['make', `-j${jobs}`, '-C', 'src', ...asStatic], { cwd: build, env, log: join(work, 'make.log') });
  return join(build, 'src/.libs/libngspice.a');
}

/** The parts of SuiteSparse that KLU needs. */
export const KLU_PARTS = ['SuiteSparse_config', 'AMD', 'BTF', 'COLAMD', 'KLU'];

/** Where a part has its sources and its headers. */
export function partFolders(work, part) {
  const folder = join(work, 'suitesparse', part);
  return part === 'SuiteSparse_config' ? { source: folder, include: folder } : { source: join(folder, 'Source'), include: join(folder, 'Include') };
}

/** KLU, real and 32-bit only. @returns {string[]} object files */
export function compileKlu(work, env) {
  const includes = KLU_PARTS.map((part) => `-I${partFolders(work, part).include}`);
  return KLU_PARTS.flatMap((part) => {
    const { source } = partFolders(work, part);
    const files = readdirSync(source).filter((file) => file.endsWith('.c')).sort();
    return files.map((file) => compileFile(work, env, join(source, file), part, ['-DNTIMER', ...includes]));
  });
}

/** Our own C files. @returns {string[]} object files */
export function compileBridge(work, env, project) {
  const includes = [
    join(work, 'build/src/include'), join(work, 'ngspice/src/include'), join(work, 'ngspice/src/frontend'),
    join(work, 'ngspice/src/maths/sparse'), join(project, 'csrc'),
    ...KLU_PARTS.map((part) => partFolders(work, part).include),
  ].map((folder) => `-I${folder}`);
  const files = readdirSync(join(project, 'csrc')).filter((file) => file.endsWith('.c')).sort();
  const flags = ['-DSHARED_MODULE', '-DHAVE_CONFIG_H', `-ffile-prefix-map=${project}=.`, ...includes];
  return files.map((file) => compileFile(work, env, join(project, 'csrc', file), 'bridge', flags));
}

function compileFile(work, env, source, prefix, flags) {
  const folder = join(work, 'objects');
  mkdirSync(folder, { recursive: true });
  const object = join(folder, `${prefix}-${basename(source, '.c')}.o`);
  run('emcc', [...compileFlags(work), ...flags, '-c', source, '-o', object], { cwd: work, env });
  return object;
}
