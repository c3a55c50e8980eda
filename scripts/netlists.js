// Writes netlists/rules/<example>.cir for every shipped example; `npm run generate` runs it, the golden tests compare.
import { readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noCache } from '../dist/characterise/cache.js';
import { createSimulator } from '../dist/engine/registry.js';
import { exampleNetlist } from '../dist/generate/rule-netlist.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Regenerates the reference netlists. */
export async function writeNetlists() {
  const simulator = createSimulator('embedded');
  const folder = join(root, 'netlists', 'rules');
  mkdirSync(folder, { recursive: true });
  try {
    for (const file of readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.yaml'))) {
      const text = await exampleNetlist(join(root, 'examples', file), { simulator, cache: noCache });
      writeFileSync(join(folder, `${basename(file, '.yaml')}.cir`), text);
    }
  } finally {
    await simulator.dispose();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeNetlists();
