/**
 * Builds the engine as build/build.mjs does, with what people want around it: progress while the compiler works, and a
 * cache that only NGSPICE_WASM_CACHE moves. It stands outside build/, whose every line is part of the key of a build.
 *
 *   node scripts/build-engine.mjs [options of build/build.mjs]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Seconds between two words. */
const EVERY = 15;

/** Environment of the build. RULESPICE_CACHE is for results of rulespice, and would make the engine anew: ten minutes. */
export function buildEnvironment(env, temporary) {
  const { RULESPICE_CACHE: _results, NGSPICE_WASM_CACHE: cache, ...rest } = env;
  return { ...rest, ...(cache ? { RULESPICE_CACHE: cache } : {}), TMPDIR: temporary };
}

/** What the logs of a build folder say of its state; undefined before there is something to say. */
export function progressOf(logs) {
  const lines = (name) => (logs[name] ?? '').split('\n');
  if (logs['make.log'] !== undefined) {
    const compiled = lines('make.log').filter((line) => /^\s*(CC|CXX)\s|\s-c\s/.test(line)).length;
    return `compiling ngspice, ${compiled} files so far`;
  }
  if (logs['configure.log'] !== undefined)
    return `configuring ngspice, ${lines('configure.log').filter((line) => line.startsWith('checking ')).length} checks so far`;
  return logs['autogen.log'] === undefined ? undefined : 'preparing ngspice';
}

/** The logs in the one build folder below a temporary folder. */
function logsIn(temporary) {
  const logs = {};
  try {
    const folder = readdirSync(temporary).find((name) => name.startsWith('ngspice-wasm-'));
    for (const name of ['autogen.log', 'configure.log', 'make.log'])
      if (folder !== undefined && readdirSync(join(temporary, folder)).includes(name))
        logs[name] = readFileSync(join(temporary, folder, name), 'latin1');
  } catch {
    // The build ended between two looks.
  }
  return logs;
}

async function main(args) {
  const temporary = mkdtempSync(join(tmpdir(), 'ngspice-wasm-build-'));
  const recipe = join(dirname(fileURLToPath(import.meta.url)), '..', 'build', 'build.mjs');
  const begun = Date.now();
  let said;
  const timer = setInterval(() => {
    const text = progressOf(logsIn(temporary));
    if (text === undefined || text === said) return;
    said = text;
    console.error(`[${((Date.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${text}`);
  }, EVERY * 1000);
  const child = spawn(process.execPath, [recipe, ...args], {
    stdio: 'inherit',
    env: buildEnvironment(process.env, temporary),
  });
  const code = await new Promise((resolve, reject) =>
    child.on('error', reject).on('exit', (status) => resolve(status ?? 1)),
  );
  clearInterval(timer);
  // A failed build leaves its folder, which it has named.
  if (readdirSync(temporary).length === 0) rmSync(temporary, { recursive: true });
  process.exitCode = code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
