import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { noCache } from '../../src/characterise/content-cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { GeneratedFile } from '../../src/generate/generated-file.js';
import { referenceNetlists } from '../../src/generate/netlists.js';

/** netlists/ is what the code writes today; `npm run generate` renews it and the diff is reviewed. */

let generated: GeneratedFile[];
beforeAll(async () => {
  const simulator = createSimulator('embedded');
  try {
    generated = await referenceNetlists({ simulator, cache: noCache });
  } finally {
    await simulator.dispose();
  }
});

test('every generated netlist is committed as it is, and none is left over', () => {
  const committed = readdirSync('netlists', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  expect(generated.map(({ path }) => path).sort()).toEqual(committed);
  for (const { path, text } of generated) expect({ path, text: readFileSync(path, 'utf8') }).toEqual({ path, text });
});

test('only sizes of transistors have suffixes, no value is unfilled, and there is no path of a machine', () => {
  for (const { text } of generated) {
    expect(text).not.toMatch(/NaN|undefined|\{\{|\/home\/|\/work\//);
    expect(
      text
        .replace(/ (?:[wl]|p[ds])=\d+(?:\.\d+)?u(?= |$)| a[ds]=\d+(?:\.\d+)?p(?= |$)/gm, '')
        .split('\n')
        .filter((line) => /^[cmiv]\S* .*=?\b\d+(\.\d+)?(meg|[fpnumk])\b/i.test(line) && !line.startsWith('*')),
    ).toEqual([]);
  }
});
