import { join } from 'node:path';
import { renameSync } from 'node:fs';
import { compileFlags, linkFlags, optimiseFlags } from '../flags.mjs';
import { run } from './run.mjs';

/** Links everything and optimises the result once more. @returns {{script: string, wasm: string}} */
export function link(work, env, objects, archive) {
  const script = join(work, 'ngspice.cjs');
  const wasm = join(work, 'ngspice.wasm');
  run('emcc', [...compileFlags(work), ...linkFlags, ...objects, archive, '-o', script], { cwd: work, env, log: join(work, 'link.log') });
  run('wasm-opt', [...optimiseFlags, wasm, '-o', `${wasm}.opt`], { cwd: work, env, log: join(work, 'optimise.log') });
  renameSync(`${wasm}.opt`, wasm);
  return { script, wasm };
}
