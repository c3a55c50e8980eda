/**
 * Builds ngspice.cjs and ngspice.wasm into dist/, or copies them from the cache when the same recipe has been built before.
 *
 *   node build/build.mjs [--force] [--jobs N] [--out FOLDER] [--keep] [--key]
 *
 * --force builds although the result is cached, --keep leaves the build folder, --key only prints the cache folder.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileKlu, compileNgspice, compileOwn, emscripten, prepare } from './lib/compile.mjs';
import { fetchSources } from './lib/fetch.mjs';
import { buildKey, cacheFolder } from './lib/key.mjs';
import { link } from './lib/link.mjs';
import { buildEnvironment, ensureToolchain } from './lib/toolchain.mjs';

const FILES = ['ngspice.cjs', 'ngspice.wasm'];
const project = dirname(dirname(fileURLToPath(import.meta.url)));

function main() {
  const { values } = parseArgs({
    options: { force: { type: 'boolean' }, jobs: { type: 'string', default: '2' }, out: { type: 'string' }, keep: { type: 'boolean' }, key: { type: 'boolean' } },
  });
  const cached = join(cacheFolder(), buildKey(project));
  if (values.key) return console.log(cached);
  if (values.force || !FILES.every((file) => existsSync(join(cached, file)))) build(cached, values);
  deliver(cached, values.out ?? join(project, 'dist'));
}

function build(cached, { jobs, keep }) {
  const { sources, toolchain, epoch } = JSON.parse(readFileSync(join(project, 'build/sources.json'), 'utf8'));
  const started = Date.now();
  const step = (what) => console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${what}`);
  step('tools');
  ensureToolchain(toolchain);
  const env = buildEnvironment(epoch);
  step('sources');
  const archives = fetchSources(sources, join(cacheFolder(), 'downloads'));
  const work = mkdtempSync(join(tmpdir(), 'ngspice-wasm-'));
  let done = false;
  try {
    prepare(work, archives, project);
    step(`ngspice (${jobs} jobs; configure about 2.5 minutes, compile about 6 on two cores)`);
    const tools = emscripten(work, env);
    const archive = compileNgspice(work, tools, jobs);
    step('KLU and bridge');
    const objects = [...compileOwn(work, tools, project), ...compileKlu(work, tools)];
    step('link');
    const { script, wasm } = link(work, env, objects, archive);
    store(cached, [script, wasm]);
    step(`done: ${cached}`);
    done = true;
  } finally {
    if (done && !keep) rmSync(work, { recursive: true });
    else console.log(`build folder: ${work}`);
  }
}

/** Two builds at once are harmless: each writes a folder of its own and moves it into place. */
function store(cached, files) {
  mkdirSync(dirname(cached), { recursive: true });
  const fresh = mkdtempSync(`${cached}-`);
  FILES.forEach((name, index) => copyFileSync(files[index], join(fresh, name)));
  rmSync(cached, { recursive: true, force: true });
  renameSync(fresh, cached);
}

function deliver(cached, out) {
  mkdirSync(out, { recursive: true });
  for (const file of FILES) copyFileSync(join(cached, file), join(out, file));
  console.log(`${FILES.join(' and ')} are in ${out}`);
}

try {
  main();
} catch (error) {
  console.error(`ngspice-wasm: ${error.message}`);
  process.exitCode = 1;
}
