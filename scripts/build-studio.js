// The studio as static files, for any web server and any path below it.
//   node scripts/build-studio.js [FOLDER] [--no-engine]     (reports/studio)
// With --no-engine the engine's two files are left out: `rulespice studio` serves those of the package ngspice-wasm.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const ENGINE = 'ngspice-wasm/dist';
const { values, positionals } = parseArgs({ options: { 'no-engine': { type: 'boolean' } }, allowPositionals: true });
const [folder = 'reports/studio'] = positionals;
rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/engine`, { recursive: true });
const common = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  // Errors are told apart by name.
  keepNames: true,
  logLevel: 'warning',
  outdir: folder,
  alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
};
await build({ ...common, entryPoints: ['studio/src/main.ts'], format: 'esm', splitting: true });
// What ngspice-wasm does on Node only is behind branches that a browser never takes.
await build({
  ...common,
  entryPoints: ['studio/src/worker.ts'],
  format: 'iife',
  external: ['node:*'],
  logOverride: { 'empty-import-meta': 'silent' },
});
for (const name of readdirSync('studio/static')) copyFileSync(`studio/static/${name}`, `${folder}/${name}`);
const textsBelow = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => textsBelow(`${path}/${name}`))
    : [[path, readFileSync(path, 'utf8')]];
writeFileSync(`${folder}/shelf.json`, JSON.stringify(Object.fromEntries(['models', 'templates'].flatMap(textsBelow))));
const text = readFileSync('examples/tour/trace.yaml', 'utf8').replace(/^# yaml-language-server.*\n/, '');
writeFileSync(`${folder}/spec.json`, JSON.stringify({ text, given: false }));
if (!values['no-engine']) {
  if (!existsSync(`${ENGINE}/ngspice.wasm`)) throw new Error('the engine is not built: run "npm run build:ngspice"');
  copyFileSync(`${ENGINE}/ngspice.cjs`, `${folder}/engine/ngspice.js`);
  copyFileSync(`${ENGINE}/ngspice.wasm`, `${folder}/engine/ngspice.wasm`);
}
console.log(`${folder}: the studio`);
