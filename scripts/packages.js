/**
 * Packs both packages as they would be published, installs the tarballs in an empty folder, and verifies a spec there
 * on our own engine: `npm run packages`. Without a network and without npm's cache it says SKIPPED; with --required
 * that is a failure.
 *
 *   node scripts/packages.js [--required] [--keep]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** npm's words for a registry that cannot be reached. */
const NO_NETWORK = /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED|ENETUNREACH|network/i;

const begun = Date.now();
const step = (what) => console.log(`[${((Date.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${what}`);

/** Words are read here, not colours: a CI service that sets FORCE_COLOR would put escapes between them. */
const env = { ...process.env, NO_COLOR: '1' };

/** Runs a program to its end. @throws Error with what it said */
function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed\n${stdout}${stderr}`);
  return stdout;
}

/** @returns path of the tarball */
function pack(folder, target) {
  run('npm', ['pack', '--pack-destination', target, '--silent'], folder);
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(target, `${name}-${version}.tgz`);
}

/** What no tarball may hold, and what each must. */
function assertContents(tarball, wanted) {
  const names = execFileSync('tar', ['tzf', tarball], { encoding: 'utf8' }).split('\n');
  const strange = names.filter((name) => /\.(map|tsbuildinfo|tgz)$|(^|\/)(test|node_modules)\//.test(name));
  if (strange.length > 0) throw new Error(`${tarball} holds ${strange.slice(0, 5).join(', ')}`);
  const missing = wanted.filter((name) => !names.includes(`package/${name}`));
  if (missing.length > 0) throw new Error(`${tarball} lacks ${missing.join(', ')}`);
}

/** A spec that the user of an installation has; small. */
const SPEC = `rulespice: 1
name: installed
rule: { kind: trace, tau: 20 ms }
stimulus: { spikes: { pre: [10 ms, 30 ms, 40 ms], duration: 150 ms } }
verify:
  - { quantity: tau, against: rule, max: 5 % }
`;

/** Installs both and verifies; false where npm cannot have the dependencies. */
function tryIn(folder, tarballs) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  step('install in an empty folder');
  try {
    run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs], folder);
  } catch (error) {
    if (!NO_NETWORK.test(error.message)) throw error;
    return false;
  }
  const bin = join(folder, 'node_modules', '.bin', 'rulespice');
  const installed = Date.now();
  step('rulespice verify, on our own engine');
  writeFileSync(join(folder, 'installed.yaml'), SPEC);
  const said = run(bin, ['verify', 'installed.yaml', '--engine', 'ngspice-wasm', '--no-cache', '--verbose'], folder);
  if (!/PASS {2}installed/.test(said)) throw new Error(said);
  step(`first verdict ${((Date.now() - installed) / 1000).toFixed(1)} s after the packages are there`);
  run(bin, ['init', 'mine'], folder);
  const [line] = readFileSync(join(folder, 'mine', 'learning-rule.yaml'), 'utf8').split('\n');
  const schema = /\$schema=(\S+)/.exec(line)?.[1] ?? '';
  if (!existsSync(join(folder, 'mine', schema))) throw new Error(`init writes a schema that is not there: ${schema}`);
  const page = readdirSync(join(folder, 'node_modules', 'rulespice', 'docs')).includes('README.md');
  if (!page) throw new Error('the documentation is not installed');
  return true;
}

const temporary = mkdtempSync(join(tmpdir(), 'rulespice-packages-'));
try {
  const [tarballs, empty] = ['tarballs', 'empty'].map((name) => join(temporary, name));
  for (const folder of [tarballs, empty]) mkdirSync(folder);
  step('pack ngspice-wasm');
  const engine = pack(join(root, 'ngspice-wasm'), tarballs);
  assertContents(engine, ['dist/ngspice.wasm', 'dist/ngspice.cjs', 'dist/index.js', 'LICENSE', 'NOTICE', 'README.md']);
  step('pack rulespice');
  const own = pack(root, tarballs);
  assertContents(own, [
    'bin/rulespice.js',
    'dist/index.js',
    'dist/bundle/worker-process.js',
    'docs/README.md',
    'NOTICE',
    'schema/spec.schema.json',
  ]);
  if (tryIn(empty, [own, engine])) step('both packages work');
  else {
    console.error('SKIPPED: the dependencies of the packages are in no cache, and the registry cannot be reached');
    if (process.argv.includes('--required')) process.exitCode = 1;
  }
} finally {
  if (process.argv.includes('--keep')) console.log(`kept ${temporary}`);
  else rmSync(temporary, { recursive: true, force: true });
}
