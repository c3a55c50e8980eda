// Writes docs/reference/rules/ from the examples: `npm run docs:rules [engine [example ...]]`; without names all of
// them. Every number on a page is measured by this run.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import '../dist/node/furnish.js';
import { noCache } from '../dist/characterise/content-cache.js';
import { compile } from '../dist/compile.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { explainSpec } from '../dist/explain/explain.js';
import { rulePage } from '../dist/generate/rule-page.js';
import { ruleEntry } from '../dist/rule/catalogue.js';
import { loadSpec } from '../dist/load-spec.js';
import { packagePath } from '../dist/node/package-path.js';
import { verifySpec } from '../dist/verify/verify.js';

const [engine = 'auto', ...wanted] = process.argv.slice(2);
const examples = readdirSync(packagePath('examples'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'))
  .sort();
const simulator = createSimulator(engine);
const tools = { simulator, cache: noCache };
const rows = [];
for (const example of examples) {
  const file = packagePath('examples', `${example}.yaml`);
  const spec = loadSpec(file);
  const entry = ruleEntry(spec.rule.kind);
  rows.push(`| [${example}](${example}.md) | ${entry.title} | ${spec.description ?? entry.summary} |`);
  if (wanted.length > 0 && !wanted.includes(example)) continue;
  console.log(example);
  const compiled = await compile(spec, tools);
  const explanation = explainSpec(spec, { process: compiled.process, compiled });
  const report = await verifySpec(spec, tools, { file: `examples/${example}.yaml`, folder: dirname(file) });
  for (const { path, text } of await rulePage({ entry, example, explanation, report })) {
    mkdirSync(dirname(packagePath(path)), { recursive: true });
    writeFileSync(packagePath(path), text);
  }
}
writeFileSync(
  packagePath('docs/reference/rules/README.md'),
  [
    '# Rules',
    '',
    'One page per example, written by `npm run docs:rules`.',
    '',
    '| page | rule | |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n'),
);
await simulator.dispose();
