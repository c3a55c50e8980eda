import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { noCache } from '../../src/characterise/cache.js';
import { createSimulator } from '../../src/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { exampleNetlist } from '../../src/generate/rule-netlist.js';

/** netlists/ is what the code writes today; `npm run generate` renews it and the diff is reviewed. */

const examples = readdirSync('examples').filter((name) => name.endsWith('.yaml'));
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('embedded');
});
afterAll(() => simulator.dispose());

test.each(examples)('netlists/rules holds what examples/%s compiles to', async (file) => {
  const text = await exampleNetlist(join('examples', file), { simulator, cache: noCache });
  expect(text).toBe(readFileSync(join('netlists', 'rules', `${basename(file, '.yaml')}.cir`), 'utf8'));
});

test('no reference netlist is left over from an example that is gone', () => {
  const orphans = readdirSync(join('netlists', 'rules')).filter((name) => !examples.includes(`${basename(name, '.cir')}.yaml`));
  expect(orphans).toEqual([]);
});
