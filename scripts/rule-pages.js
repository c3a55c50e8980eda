// Writes docs/rules/ from the examples: `npm run docs:rules [engine]`. Every number on a page is measured by this run.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { noCache } from '../dist/characterise/cache.js';
import { compile } from '../dist/compile.js';
import { createSimulator } from '../dist/engine/registry.js';
import { explainSpec } from '../dist/explain/explain.js';
import { rulePage } from '../dist/generate/rule-page.js';
import { ruleEntry } from '../dist/rule/catalogue.js';
import { loadSpec } from '../dist/spec/load.js';
import { packagePath } from '../dist/units/package-path.js';
import { verifySpec } from '../dist/verify/verify.js';

const simulator = createSimulator(process.argv[2] ?? 'auto');
const tools = { simulator, cache: noCache };
const pages = [];
for (const name of readdirSync(packagePath('examples')).filter((file) => file.endsWith('.yaml')).sort()) {
  const example = basename(name, '.yaml');
  const file = packagePath('examples', name);
  const spec = loadSpec(file);
  console.log(example);
  const compiled = await compile(spec, tools);
  const explanation = explainSpec(spec, { process: compiled.process, compiled });
  const report = await verifySpec(spec, tools, { file: `examples/${name}`, folder: dirname(file) });
  const entry = ruleEntry(spec.rule.kind);
  pages.push({ entry, example });
  for (const { path, text } of await rulePage({ entry, example, explanation, report })) {
    mkdirSync(dirname(packagePath(path)), { recursive: true });
    writeFileSync(packagePath(path), text);
  }
}
const rows = pages.map(({ entry, example }) => `| [${example}](${example}.md) | ${entry.title} | ${entry.summary} |`);
writeFileSync(packagePath('docs/rules/README.md'), ['# Rules', '', 'One page per example, written by `npm run docs:rules`.', '', '| page | rule | |', '| --- | --- | --- |', ...rows, ''].join('\n'));
await simulator.dispose();
