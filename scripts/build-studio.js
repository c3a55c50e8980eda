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
import Handlebars from 'handlebars';

const ENGINE = 'ngspice-wasm/dist';
const { values, positionals } = parseArgs({ options: { 'no-engine': { type: 'boolean' } }, allowPositionals: true });
const [folder = 'reports/studio'] = positionals;
rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/engine`, { recursive: true });
/** Templates become code here: the page may not make code of text (no unsafe-eval). The options are the renderers'. */
function precompiled() {
  const options = { strict: true, noEscape: true, knownHelpersOnly: true };
  const entries = ['cells', 'devices'].flatMap((kind) =>
    readdirSync(`templates/${kind}`).map((name) => {
      const text = readFileSync(`templates/${kind}/${name}`, 'utf8');
      const helpers = kind === 'cells' ? { knownHelpers: { mos: true, capacitor: true } } : {};
      return `[${JSON.stringify(text)}, ${Handlebars.precompile(text, { ...options, ...helpers })}]`;
    }),
  );
  return `import runtime from 'handlebars/dist/cjs/handlebars.runtime.js';
    const { create } = runtime.default ?? runtime;
    const ready = new Map([${entries.join(',')}]);
    const compileIn = (engine) => (text) => {
      if (!ready.has(text)) throw new Error('this template was not made ready by scripts/build-studio.js');
      return engine.template(ready.get(text));
    };
    export default { create: () => { const engine = create(); engine.compile = compileIn(engine); return engine; } };`;
}
const templates = {
  name: 'templates',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^handlebars$/ }, () => ({ path: 'handlebars', namespace: 'precompiled' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'precompiled' }, () => ({
      contents: precompiled(),
      resolveDir: process.cwd(),
    }));
  },
};
const common = {
  plugins: [templates],
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
