/**
 * Writes the generated files that are committed: `npm run generate`. Each group gives file names and texts; a group is
 * added by adding a function. With `--check` nothing is written and the exit code tells whether anything would change.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import '../dist/node/furnish.js';
import { allCells } from '../dist/cells/registry.js';
import { noCache } from '../dist/characterise/content-cache.js';
import { EXIT_MEANINGS } from '../dist/cli/exit.js';
import { helpTexts } from '../dist/cli/help-texts.js';
import { schemaFiles } from '../dist/cli/schema/files.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { cellReadme } from '../dist/generate/cell-readme.js';
import { referenceNetlists } from '../dist/generate/netlists.js';
import { referencePages } from '../dist/generate/reference/reference-pages.js';
import { loadSpec } from '../dist/load-spec.js';
import { packagePath } from '../dist/node/package-path.js';
import { expandRule } from '../dist/rule/presets.js';

const schemas = () => schemaFiles().map((file) => ({ path: `schema/${file.name}.schema.json`, text: file.text() }));

const readmes = () =>
  allCells().map((cell) => {
    const path = `src/cells/${cell.name}/README.md`;
    return { path, text: cellReadme(cell, readFileSync(packagePath(path), 'utf8')) };
  });

const pages = async () => {
  const examples = ['examples', 'examples/drawn'].flatMap((folder) =>
    readdirSync(packagePath(folder))
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => packagePath(folder, file)),
  );
  const schemas = new Map(schemaFiles().map(({ name, text }) => [name, text]));
  return referencePages({
    rules: examples.map((file) => expandRule(loadSpec(file).rule)),
    helps: await helpTexts(),
    exitMeanings: EXIT_MEANINGS,
    schema: (name) => JSON.parse(schemas.get(name)()),
  });
};

const netlists = async () => {
  const simulator = createSimulator('embedded');
  try {
    return await referenceNetlists({ simulator, cache: noCache });
  } finally {
    await simulator.dispose();
  }
};

const check = process.argv.includes('--check');
let changed = 0;
for (const group of [schemas, readmes, pages, netlists]) {
  for (const { path, text } of await group()) {
    const target = packagePath(path);
    let old;
    try {
      old = readFileSync(target, 'utf8');
    } catch {
      old = undefined;
    }
    if (old === text) continue;
    changed += 1;
    console.log(`${check ? 'differs' : 'wrote'} ${path}`);
    if (check) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
if (check && changed > 0) process.exitCode = 1;
