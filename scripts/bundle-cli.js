// The command line in few files, from what the compiler wrote: `npm run build` ends with it.
//   node scripts/bundle-cli.js
// Writes dist/bundle: main.js and worker-process.js, what they share and what they load later, and stamp.json with the
// digest of the code that they were made of (src/node/code-digest.ts reads it). Their folder is as deep below dist as
// the modules that look for files beside themselves.
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const bundle = `${dist}/bundle`;

rmSync(bundle, { recursive: true, force: true });
await build({
  entryPoints: ['main', 'worker-process'].map((name) => `${dist}/cli/${name}.js`),
  outdir: bundle,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Names stay as they are: they stand in messages.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // What is large and started late, or in threads of its own, stays where it is installed.
  external: ['echarts', 'echarts/*', 'eecircuit-engine', 'ngspice-wasm'],
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  logLevel: 'warning',
});
const { codeDigest } = await import('../dist/node/code-digest.js');
writeFileSync(`${bundle}/stamp.json`, `${JSON.stringify({ digest: codeDigest([dist]) })}\n`);
