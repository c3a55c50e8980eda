// One file of everything that runs in a browser, and what it reads.
//   node scripts/bundle-browser.js [FOLDER] [--format esm|iife]     (reports/browser, esm)
// Writes rulespice.js, and shelf.json: the texts for `shelfOf`. As `iife` it is a script that sets the global
// `rulespice`. Ends with 1 where something of Node's is still in it.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/** Folders of texts that rulespice reads while it runs. */
const SHIPPED = ['models', 'templates'];

const { values, positionals } = parseArgs({
  options: { format: { type: 'string', default: 'esm' } },
  allowPositionals: true,
});
const [folder = 'reports/browser'] = positionals;
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: ['src/browser.ts'],
  outfile: `${folder}/rulespice.js`,
  bundle: true,
  platform: 'browser',
  format: values.format,
  globalName: 'rulespice',
  target: 'es2022',
  logLevel: 'warning',
  // This package has its browser build under another name.
  alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
});
writeFileSync(`${folder}/shelf.json`, JSON.stringify(Object.fromEntries(SHIPPED.flatMap(textsBelow))));
console.log(`${folder}/rulespice.js ${(statSync(`${folder}/rulespice.js`).size / 1e6).toFixed(1)} MB, shelf.json`);

function textsBelow(path) {
  if (!statSync(path).isDirectory()) return [[path, readFileSync(path, 'utf8')]];
  return readdirSync(path).flatMap((name) => textsBelow(`${path}/${name}`));
}
